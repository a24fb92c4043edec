/// What is written often (steps, states, trace lines) is written as UTF-8 bytes, not as `String`s.
extension [UInt8] {
  /// Appends the bytes of a literal.
  public mutating func append(text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends the UTF-8 of a string.
  public mutating func append(text: some StringProtocol) {
    append(contentsOf: text.utf8)
  }

  /// Appends an integer in decimal digits.
  public mutating func append(decimal value: some BinaryInteger) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digitsOf: UInt64(value.magnitude))
  }

  /// Two digits a call, the first ones first: what is written is mostly small.
  private mutating func append(digitsOf number: UInt64) {
    if number >= 100 { append(digitsOf: number / 100) }
    if number >= 10 { append(digit: number / 10 % 10) }
    append(digit: number % 10)
  }

  @inline(__always)
  private mutating func append(digit: UInt64) {
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
  }
}

extension String {
  /// The text that `write` appends, as a string.
  public init(writing write: (inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    write(&bytes)
    self.init(decoding: bytes, as: UTF8.self)
  }
}
