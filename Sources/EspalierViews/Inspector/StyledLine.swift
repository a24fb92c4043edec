import TerminalUI

/// A line of text in several styles.
struct StyledLine: Sendable {
  /// A stretch of one style.
  struct Part: Sendable {
    var text: String
    var style: Style
  }

  private(set) var parts: [Part] = []

  /// An empty line.
  init() {}

  /// A line of one style.
  init(_ text: String, _ style: Style = Style()) { add(text, style) }

  mutating func add(_ text: String, _ style: Style = Style()) {
    parts.append(Part(text: text, style: style))
  }

  /// Columns that it takes.
  var width: Int { parts.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }

  /// Draws lines into a rectangle.
  static func draw(_ lines: some Collection<StyledLine>, in rect: Rect, of canvas: inout Canvas) {
    for (row, line) in lines.prefix(rect.height).enumerated() {
      var x = rect.x
      for part in line.parts {
        x = canvas.draw(part.text, x: x, y: rect.y + row, part.style, in: rect)
      }
    }
  }
}
