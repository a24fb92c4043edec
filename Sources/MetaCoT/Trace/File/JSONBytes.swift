/// Appends JSON to memory that has room for it, as fast as a byte can be copied.
///
/// The caller says how much room the next writes need at most (`reserve`); the writes themselves
/// check nothing.
package struct JSONBytes: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var end: UnsafeMutablePointer<UInt8>
  private var next: UnsafeMutablePointer<UInt8>

  /// The bits of the last short figure, and how it was written: at first 0.
  private var lastFigure: UInt32 = 0
  private var lastText = SIMD16<UInt8>(repeating: UInt8(ascii: "0"))
  private var lastLength = 1

  /// The most bytes a number takes.
  package static let numberRoom = 32

  package init(capacity: Int = 1 << 16) {
    start = .allocate(capacity: capacity)
    end = start + capacity
    next = start
  }

  deinit { start.deallocate() }

  package var count: Int { next - start }

  package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  package mutating func removeAll() { next = start }

  /// Makes room for this many bytes.
  @inline(__always)
  package mutating func reserve(_ room: Int) {
    if end - next < room { grow(room) }
  }

  @inline(never)
  private mutating func grow(_ room: Int) {
    let count = self.count
    let capacity = max(2 * (end - start), count + room)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
    end = larger + capacity
    next = larger + count
  }

  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    next.pointee = byte
    next += 1
  }

  /// Appends the bytes of a literal.
  @inline(__always)
  package mutating func append(_ text: StaticString) {
    next.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    next += text.utf8CodeUnitCount
  }

  /// Appends the first `length` of 32 bytes; needs room for all 32.
  @inline(__always)
  mutating func append(_ word: SIMD32<UInt8>, length: Int) {
    UnsafeMutableRawPointer(next).storeBytes(of: word, as: SIMD32<UInt8>.self)
    next += length
  }

  @inline(__always)
  package mutating func append(_ number: Int) {
    if number < 0 {
      append(UInt8(ascii: "-"))
    }
    append(number.magnitude)
  }

  @inline(__always)
  mutating func append(_ number: UInt) {
    guard number < 100_000_000 else { return appendLong(number) }
    let digits =
      Self.digits(of: UInt64(number / 10000)) | Self.digits(of: UInt64(number % 10000)) << 32
    // Leading zeros are the lowest bytes; of a zero, one digit stays.
    let leading = min(digits.trailingZeroBitCount >> 3, 7)
    store((digits | Self.zeros) >> (UInt64(leading) << 3), length: 8 - leading)
  }

  @inline(never)
  private mutating func appendLong(_ number: UInt) {
    append(number / 100_000_000)
    let rest = UInt64(number % 100_000_000)
    store(
      Self.digits(of: rest / 10000) | Self.digits(of: rest % 10000) << 32 | Self.zeros, length: 8)
  }

  /// The character 0 eight times.
  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// Stores the lowest bytes, of which there is room for eight.
  @inline(__always)
  private mutating func store(_ bytes: UInt64, length: Int) {
    UnsafeMutableRawPointer(next).storeBytes(of: bytes.littleEndian, as: UInt64.self)
    next += length
  }

  /// The four decimal digits of a number below 10,000, one a byte, the first in the lowest. Splits
  /// into hundreds and then into tens, all lanes at once.
  @inline(__always)
  private static func digits(of number: UInt64) -> UInt64 {
    let hundreds = (number &* 10486) >> 20
    let pairs = hundreds | (number &- hundreds &* 100) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F
    return tens | (pairs &- tens &* 10) << 8
  }

  /// Appends a number that reads back as the same `Float`; `null` for NaN, `"inf"` and `"-inf"`.
  @inline(__always)
  mutating func append(_ value: Float) {
    // What is evaluated is backed up next: half of all figures are the one before.
    if value.bitPattern == lastFigure {
      UnsafeMutableRawPointer(next).storeBytes(of: lastText, as: SIMD16<UInt8>.self)
      next += lastLength
      return
    }
    let start = next
    appendFigure(value)
    guard next - start <= 16 else { return }
    lastFigure = value.bitPattern
    lastText = UnsafeRawPointer(start).loadUnaligned(as: SIMD16<UInt8>.self)
    lastLength = next - start
  }

  @inline(__always)
  private mutating func appendFigure(_ value: Float) {
    let scaled = Double(value) * 10000
    guard scaled.magnitude < 1e15 else { return appendSlowly(value) }
    let whole = Int(saturating: scaled + (scaled < 0 ? -0.5 : 0.5))
    // The division is correctly rounded, as the reader's conversion of the decimal is, so this
    // asks whether four decimals read back as the same number (and not as its negative zero).
    guard Float(Double(whole) / 10000).bitPattern == value.bitPattern else {
      return appendSlowly(value)
    }
    if whole < 0 { append(UInt8(ascii: "-")) }
    let (units, fraction) = whole.magnitude.quotientAndRemainder(dividingBy: 10000)
    append(units)
    if fraction != 0 { appendFraction(fraction) }
  }

  /// Appends `.` and four digits without trailing zeros.
  @inline(__always)
  private mutating func appendFraction(_ fraction: UInt) {
    append(UInt8(ascii: "."))
    let digits = Self.digits(of: UInt64(fraction))
    // Trailing zeros are the highest of four bytes.
    let trailing = (digits.leadingZeroBitCount - 32) >> 3
    store(digits | Self.zeros, length: 4 - trailing)
  }

  @inline(never)
  private mutating func appendSlowly(_ value: Float) {
    if value.isNaN {
      append("null")
    } else if value.isInfinite {
      if value < 0 { append("\"-inf\"") } else { append("\"inf\"") }
    } else if value.magnitude >= 0x1p24, value.magnitude <= 0x1p53 {
      // All digits: a reader takes those of a whole number at their word.
      append(Int(saturating: value))
    } else {
      // The shortest decimal of a `Float` may, read as a `Double` first, round to its neighbour.
      let short = value.description
      let exact = Double(short).map { Float($0) == value } ?? false
      append(ascii: exact ? short : Double(value).description)
    }
  }

  /// Appends a number that reads back as the same `Double`.
  mutating func append(_ value: Double) {
    if value.isNaN {
      append("null")
    } else if value.isInfinite {
      if value < 0 { append("\"-inf\"") } else { append("\"inf\"") }
    } else if value.magnitude < 1e15, value == value.rounded(),
      !(value == 0 && value.sign == .minus)
    {
      append(Int(saturating: value))
    } else {
      append(ascii: value.description)
    }
  }

  /// Appends any JSON and makes its own room; the members of objects by the alphabet.
  mutating func append(json: JSONValue) {
    reserve(64)
    switch json {
    case .null: append("null")
    case .bool(let bool): append(bool ? "true" : "false")
    case .number(let text):
      reserve(text.utf8.count)
      append(ascii: text)
    case .text(let text): append(string: text)
    case .list(let list):
      append(UInt8(ascii: "["))
      for (index, element) in list.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        append(json: element)
        reserve(64)
      }
      append(UInt8(ascii: "]"))
    case .object(let object):
      append(UInt8(ascii: "{"))
      for (index, member) in object.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        append(string: member.key)
        reserve(64)
        append(UInt8(ascii: ":"))
        append(json: member.value)
        reserve(64)
      }
      append(UInt8(ascii: "}"))
    }
  }

  private mutating func append(ascii text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// Appends bytes as they are and makes its own room.
  mutating func append(utf8 text: String) {
    reserve(text.utf8.count + 64)
    append(ascii: text)
  }

  /// Appends a string in quotes and makes its own room.
  package mutating func append(string: String) {
    var string = string
    string.withUTF8 { append(string: $0) }
  }

  /// Appends UTF-8 as a string in quotes and makes its own room. What is not UTF-8 becomes U+FFFD.
  @inline(__always)
  mutating func append(string: UnsafeBufferPointer<UInt8>) {
    reserve(string.count * 6 + 2)
    append(UInt8(ascii: "\""))
    var position = 0
    while position < string.count {
      let byte = string[position]
      if byte >= 0x80 {
        position += appendCharacter(UnsafeBufferPointer(rebasing: string[position...]))
        continue
      }
      position += 1
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        append(byte)
      } else {
        appendEscaped(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }

  @inline(never)
  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\t"): append("\\t")
    default:
      append(byte < 0x10 ? "\\u000" : "\\u001")
      let digit = byte & 15
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Appends one character of more than one byte and says how many bytes it took.
  @inline(__always)
  private mutating func appendCharacter(_ rest: UnsafeBufferPointer<UInt8>) -> Int {
    let lead = rest[0]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    // The range of the second byte shuts out overlong forms, surrogates and what is too large.
    let second: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    var good = lead >= 0xC2 && lead <= 0xF4 && rest.count >= length && second.contains(rest[1])
    if good, length > 2 { good = rest[2] & 0xC0 == 0x80 }
    if good, length > 3 { good = rest[3] & 0xC0 == 0x80 }
    guard good else {
      append("\u{FFFD}")
      return 1
    }
    for index in 0..<length { append(rest[index]) }
    return length
  }
}
