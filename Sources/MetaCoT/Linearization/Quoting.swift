/// Texts from anywhere within line grammars: a text that could be taken for grammar is written in
/// double quotes with JSON's escapes.
enum Quoting {
  /// The text in double quotes, on one line.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || isLineBreak(scalar):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether the text cannot stand on a line as it is.
  static func breaksLine(_ text: String) -> Bool {
    text.isEmpty || text.hasPrefix("\"") || text.first == " " || text.last == " "
      || text.unicodeScalars.contains {
        $0.value < 0x20 || $0.value == 0x7F || isLineBreak($0)
      }
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// Reads a quoted text at the start of `line` and drops it from there; nil if there is none.
  static func readQuoted(from line: inout Substring) -> String? {
    guard line.first == "\"" else { return nil }
    var scalars = line.unicodeScalars.dropFirst()
    var result = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      if scalar == "\"" {
        line = Substring(scalars)
        return String(result)
      }
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      guard let escaped = scalars.popFirst() else { return nil }
      switch escaped {
      case "n": result.append("\n")
      case "r": result.append("\r")
      case "t": result.append("\t")
      case "u":
        let digits = String(scalars.prefix(4))
        guard let value = UInt32(digits, radix: 16), let character = Unicode.Scalar(value) else {
          return nil
        }
        result.append(character)
        scalars = scalars.dropFirst(4)
      default: result.append(escaped)
      }
    }
    return nil
  }
}
