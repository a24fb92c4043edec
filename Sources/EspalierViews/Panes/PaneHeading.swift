import TerminalUI

/// The line over a pane: its title, in few words what is special, and a rule.
enum PaneHeading {
  /// Draws it; notes end before the column `end`, and what does not fit is cut.
  static func draw(
    _ title: String, notes: [String] = [], focused: Bool, before end: Int? = nil, in rect: Rect,
    of canvas: inout Canvas
  ) {
    let end = min(end ?? .max, rect.x + rect.width)
    canvas.fill(rect, "─", Style(.dim))
    let style = focused ? Style(.strong, on: .plain, .bold) : Style(.dim)
    var x = canvas.draw(" " + title + " ", x: rect.x + 1, y: rect.y, style, in: rect)
    for note in notes {
      let room = end - x
      guard room >= min(Self.least, TextWidth.columns(of: note) + 3) else { return }
      let text = NumberFormat.clipped("· " + note, to: room - 1) + " "
      x = canvas.draw(text, x: x, y: rect.y, Style(.dim), in: rect)
    }
  }

  /// Columns below which a note that is cut says nothing.
  private static let least = 12
}
