import TerminalUI

/// What is shown on a screen too small for anything else.
package enum TooSmall {
  /// Says the size there is and the size that is needed, as far as it fits.
  package static func draw(minimum: (width: Int, height: Int), into canvas: inout Canvas) {
    let lines = [
      "too small: \(canvas.width)×\(canvas.height)",
      "needs \(minimum.width)×\(minimum.height)",
      "q quits",
    ]
    let top = max(0, (canvas.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      let x = max(0, (canvas.width - TextWidth.columns(of: line)) / 2)
      canvas.draw(line, x: x, y: top + row, Style(row == 0 ? .strong : .dim))
    }
  }
}
