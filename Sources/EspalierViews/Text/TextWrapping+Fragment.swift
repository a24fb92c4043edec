import MetaCoT
import TerminalUI

extension TextWrapping {
  /// The lines of a fragment of Meta-CoT, each with the spans that reach into it.
  /// - Complexity: O(text).
  static func lines(of fragment: TextFragment, width: Int) -> [TextPane.Line] {
    var lines: [TextPane.Line] = []
    let indent = min(2 * fragment.depth, max(0, width / 4))
    let room = max(1, width - indent)
    var start = 0
    var spans = fragment.spans[...]
    for paragraph in fragment.text.split(separator: "\n", omittingEmptySubsequences: false) {
      for part in broken(paragraph, width: room) {
        let from = start + part.utf8.distance(from: paragraph.startIndex, to: part.startIndex)
        let to = from + part.utf8.count
        while let first = spans.first, first.range.upperBound <= from { spans.removeFirst() }
        let here = spans.prefix { $0.range.lowerBound < to }
        lines.append(
          TextPane.Line(
            place: .init(event: fragment.event, line: lines.count),
            node: here.first?.node ?? fragment.node, indent: indent, text: part, spans: Array(here),
            start: from))
      }
      start += paragraph.utf8.count + 1
    }
    return lines
  }
}
