/// What programs write that is not JSON, or no number that can be held: `NaN`, `Infinity`, `1e400`, half
/// a surrogate pair. A parser only says that something is wrong with a line; this says what, and what
/// would be right, and can put it right.
struct JSONFault {
  /// The first fault, in one clause that says what would be right.
  let sentence: String
  /// The line with what would be right in the place of all faults.
  let mended: [UInt8]

  /// The faults of a line; nil if there are none. Complexity: linear.
  init?(in line: some Collection<UInt8>) {
    var scanner = Scanner(bytes: Array(line))
    scanner.scan()
    guard let sentence = scanner.sentence else { return nil }
    self.sentence = sentence
    mended = scanner.mended
  }
}

/// Goes through a line, and copies it with its faults mended.
private struct Scanner {
  let bytes: [UInt8]
  var mended: [UInt8] = []
  var sentence: String?
  private var index = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func scan() {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") {
        copyString()
      } else if Self.isTokenByte(bytes[index]) {
        copyToken()
      } else {
        copy(1)
      }
    }
  }

  private mutating func copy(_ count: Int) {
    let end = min(index + count, bytes.count)
    mended.append(contentsOf: bytes[index..<end])
    index = end
  }

  private mutating func put(_ right: String, for count: Int, _ fault: String) {
    sentence = sentence ?? fault
    mended.append(text: right)
    index += count
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func copyToken() {
    let count = bytes[index...].prefix(while: Self.isTokenByte).count
    let token = String(decoding: bytes[index..<index + count], as: UTF8.self)
    let word = token.drop { $0 == "-" || $0 == "+" }.lowercased()
    let infinity = token.hasPrefix("-") ? "\"-inf\"" : "\"inf\""
    if ["nan", "none", "undefined"].contains(word) {
      put("null", for: count, "\(token) is not a JSON number: write null")
    } else if ["inf", "infinity"].contains(word) {
      put(infinity, for: count, "\(token) is not a JSON number: write \(infinity)")
    } else if let number = Double(token), number.isInfinite {
      put(
        infinity, for: count,
        "\(token.shortened) is out of range: the greatest number is 1.8e308")
    } else {
      copy(count)
    }
  }

  private mutating func copyString() {
    copy(1)
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] == UInt8(ascii: "\\") else {
        copy(1)
        continue
      }
      guard let first = unit(at: index) else {
        copy(2)
        continue
      }
      if (0xD800...0xDBFF).contains(first), let second = unit(at: index + 6),
        (0xDC00...0xDFFF).contains(second)
      {
        copy(12)
      } else if (0xD800...0xDFFF).contains(first) {
        let escape = String(decoding: bytes[index..<index + 6], as: UTF8.self)
        put(
          "\\ufffd", for: 6,
          "\(escape) is half a surrogate pair: write the whole character, or \\ufffd")
      } else {
        copy(6)
      }
    }
    copy(1)
  }

  /// The UTF-16 unit of an escape that begins here.
  private func unit(at start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt32(String(decoding: bytes[start + 2..<start + 6], as: UTF8.self), radix: 16)
  }
}
