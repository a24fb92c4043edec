import TerminalUI

/// A message in place of the footer, until the next key.
package enum MessageLine {
  /// Draws it at the foot of a rectangle: in one row, or where it is longer in as many as it takes, up
  /// to a third of them.
  package static func draw(_ message: String, atFootOf rect: Rect, of canvas: inout Canvas) {
    guard rect.width > 2, rect.height > 0 else { return }
    let width = rect.width - 2
    let lines = TextWrapping.lines(message, width: width)
    let count = min(lines.count, max(1, rect.height / 3))
    let foot = rect.splitTop(rect.height - count).rest
    let style = Style(.strong, on: .bar)
    canvas.fill(foot, " ", style)
    for (row, line) in lines.prefix(count).enumerated() {
      let isCutOff = row == count - 1 && lines.count > count
      let text = isCutOff ? NumberFormat.clipped(line + " …", to: width) : String(line)
      canvas.draw(text, x: foot.x + 1, y: foot.y + row, style, in: foot)
    }
  }
}
