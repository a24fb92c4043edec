import TerminalUI

/// A message in place of the footer, until the next key.
package enum MessageLine {
  /// Draws it in one row.
  package static func draw(
    _ message: String, isWarning: Bool = false, in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let ink: Ink = isWarning ? .warning : .strong
    canvas.fill(rect, " ", Style(ink, on: .bar))
    canvas.draw(
      NumberFormat.clipped(message, to: rect.width - 2), x: rect.x + 1, y: rect.y,
      Style(ink, on: .bar), in: rect)
  }
}
