import TerminalUI

/// The line at the bottom: the keys that matter now.
package enum Footer {
  /// Draws as many keys as there is room for, the most useful first; the key for help always.
  package static func draw(
    _ hints: [Keymap.Hint], in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    canvas.fill(rect, " ", Style(.dim, on: .bar))
    for (hint, x) in places(of: hints, width: rect.width) {
      draw(hint, x: rect.x + x, y: rect.y, in: rect, of: &canvas)
    }
  }

  /// The command whose key stands at a column of a footer so wide.
  package static func command(
    atColumn column: Int, _ hints: [Keymap.Hint], width: Int
  ) -> CommandID? {
    places(of: hints, width: width).first { column >= $0.x && column < $0.x + self.width($0.hint) }?
      .hint.id
  }

  /// Where which keys stand.
  private static func places(
    of hints: [Keymap.Hint], width: Int
  ) -> [(hint: Keymap.Hint, x: Int)] {
    let help = hints.first { $0.id == .help }
    let helpWidth = help.map { self.width($0) } ?? 0
    var places: [(hint: Keymap.Hint, x: Int)] = []
    var x = 1
    let right = width - 1
    for hint in hints where hint.id != .help {
      if x + self.width(hint) + (help == nil ? 0 : helpWidth + 3) > right { break }
      places.append((hint, x))
      x += self.width(hint) + 3
    }
    if let help, x + helpWidth <= right { places.append((help, right - helpWidth)) }
    return places
  }

  private static func width(_ hint: Keymap.Hint) -> Int {
    TextWidth.columns(of: hint.key) + 1 + TextWidth.columns(of: hint.title)
  }

  private static func draw(
    _ hint: Keymap.Hint, x: Int, y: Int, in rect: Rect, of canvas: inout Canvas
  ) {
    let after = canvas.draw(hint.key, x: x, y: y, Style(.strong, on: .bar), in: rect)
    canvas.draw(" " + hint.title, x: after, y: y, Style(.dim, on: .bar), in: rect)
  }
}
