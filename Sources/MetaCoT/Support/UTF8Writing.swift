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
    var rest = UInt64(value.magnitude)
    if value < 0 { append(UInt8(ascii: "-")) }
    if rest < 10 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest))
      return
    }
    let start = count
    while rest > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    var (first, last) = (start, count - 1)
    while first < last {
      swapAt(first, last)
      (first, last) = (first + 1, last - 1)
    }
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
