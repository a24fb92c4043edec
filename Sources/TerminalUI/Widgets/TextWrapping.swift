/// Breaks text into lines of a width, between words where it can.
package enum TextWrapping {
  /// The lines of a text.
  /// - Complexity: O(text).
  package static func lines(_ text: String, width: Int) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { broken($0, width: max(1, width)) }
  }

  /// The lines of a paragraph, which holds no line feed.
  /// - Complexity: O(text).
  package static func broken(_ text: Substring, width: Int) -> [Substring] {
    guard text.utf8.count > width else { return [text] }
    var parts: [Substring] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var index = start
    var lastBlank: String.Index?
    var column = 0
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let columns = TextWidth.columns(of: scalar)
      let used = columns < 0 ? 1 : columns
      if column + used > width, index > start {
        if scalar == " " {
          parts.append(text[start..<index])
          start = scalars.index(after: index)
          index = start
        } else if let blank = lastBlank {
          parts.append(text[start..<blank])
          start = scalars.index(after: blank)
          index = start
        } else {
          parts.append(text[start..<index])
          start = index
        }
        lastBlank = nil
        column = 0
        continue
      }
      if scalar == " " { lastBlank = index }
      column += used
      index = scalars.index(after: index)
    }
    if start < scalars.endIndex || parts.isEmpty { parts.append(text[start...]) }
    return parts
  }
}
