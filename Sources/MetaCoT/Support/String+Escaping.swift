extension StringProtocol {
  /// The text on one line, with what a terminal would obey (control characters, marks that turn the
  /// direction of text) written as JSON escapes it: for words of files in errors.
  package var escapingControls: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text as an error quotes it: on one line, in quotation marks, and no more than the beginning
  /// of a long one.
  package var quoted: String { "\"\(shortened)\"" }

  /// As `quoted`, without the quotation marks: at most 60 characters, cut after a word where there is
  /// one, with `…` where something was left out.
  package var shortened: String {
    let limit = 60
    var kept = Array(unicodeScalars.prefix(limit + 1))
    guard kept.count > limit else { return escapingControls }
    kept.removeLast()
    if let space = kept.lastIndex(where: \.properties.isWhitespace), space >= limit / 2 {
      kept.removeLast(kept.count - space)
    }
    return String(String.UnicodeScalarView(kept)).escapingControls + "…"
  }
}
