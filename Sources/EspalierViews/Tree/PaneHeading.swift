import TerminalUI

/// The line over a pane: its title, in few words what is special, and a rule.
enum PaneHeading {
  static func draw(
    _ title: String, notes: [String] = [], focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    canvas.fill(rect, "─", Style(.dim))
    let style = focused ? Style(.strong, on: .plain, .bold) : Style(.dim)
    var x = canvas.draw(" " + title + " ", x: rect.x + 1, y: rect.y, style, in: rect)
    for note in notes {
      let text = "· " + note + " "
      guard x + TextWidth.columns(of: text) <= rect.x + rect.width else { return }
      x = canvas.draw(text, x: x, y: rect.y, Style(.dim), in: rect)
    }
  }
}
