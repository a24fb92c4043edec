import MetaCoT

/// Breaks a piece of Meta-CoT into lines of a width, between words where it can.
enum TextWrapping {
  /// - Complexity: O(text).
  static func lines(of piece: Piece, width: Int) -> [TextPane.Line] {
    var lines: [TextPane.Line] = []
    let indent = min(2 * piece.depth, max(0, width / 4))
    let room = max(1, width - indent)
    var start = 0
    var spans = piece.spans[...]
    for paragraph in piece.text.split(separator: "\n", omittingEmptySubsequences: false) {
      for part in broken(paragraph, width: room) {
        let from = start + part.utf8.distance(from: paragraph.startIndex, to: part.startIndex)
        let to = from + part.utf8.count
        while let first = spans.first, first.range.upperBound <= from { spans.removeFirst() }
        let here = spans.prefix { $0.range.lowerBound < to }
        lines.append(
          TextPane.Line(
            place: .init(event: piece.event, line: lines.count),
            node: here.first?.node ?? piece.node, indent: indent, text: part, spans: Array(here),
            start: from))
      }
      start += paragraph.utf8.count + 1
    }
    return lines
  }

  /// The lines of a text without spans.
  static func lines(_ text: String, width: Int) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { broken($0, width: max(1, width)) }
  }

  private static func broken(_ text: Substring, width: Int) -> [Substring] {
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
