/// What programs write that is no JSON, and what would be right: the parser only says that something
/// is wrong.
enum JSONFault {
  /// The first such thing in a text, in a clause; nil if there is none. Complexity: linear.
  static func sentence(in text: some Collection<UInt8>) -> String? {
    let bytes = Array(text)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") {
        if let fault = stringFault(bytes, &index) { return fault }
      } else if isTokenByte(bytes[index]) {
        let start = index
        while index < bytes.count, isTokenByte(bytes[index]) { index += 1 }
        if let fault = tokenFault(String(decoding: bytes[start..<index], as: UTF8.self)) {
          return fault
        }
      } else {
        index += 1
      }
    }
    return nil
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

  private static func tokenFault(_ token: String) -> String? {
    let word = token.drop { $0 == "-" || $0 == "+" }.lowercased()
    if word == "nan" || word == "none" || word == "undefined" {
      return "\(token) is no number of JSON; write null"
    }
    if word == "inf" || word == "infinity" {
      return "\(token) is no number of JSON; write \(token.hasPrefix("-") ? "\"-inf\"" : "\"inf\"")"
    }
    if let number = Double(token), number.isInfinite {
      return "\(token.prefix(40)) is out of range; the greatest number is 1.8e308"
    }
    return nil
  }

  /// Goes past a string.
  private static func stringFault(_ bytes: [UInt8], _ index: inout Int) -> String? {
    func unit(at start: Int) -> UInt32? {
      guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
        bytes[start + 1] == UInt8(ascii: "u")
      else { return nil }
      return UInt32(String(decoding: bytes[start + 2..<start + 6], as: UTF8.self), radix: 16)
    }
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard let first = unit(at: index) else {
        index += 2
        continue
      }
      if (0xD800...0xDBFF).contains(first), let second = unit(at: index + 6),
        (0xDC00...0xDFFF).contains(second)
      {
        index += 12
      } else if (0xD800...0xDFFF).contains(first) {
        let escape = String(decoding: bytes[index..<index + 6], as: UTF8.self)
        return "\(escape) is half a surrogate pair; write the whole character, or \\ufffd"
      } else {
        index += 6
      }
    }
    index += 1
    return nil
  }
}
