/// A fact in the line at the top of a screen.
package struct StatusItem {
  /// What it says, part by part.
  package var parts: [(String, Style)]
  /// Dropped from the highest number on where there is no room; 1 never is.
  package var rank: Int
  /// Columns between it and the item before.
  package var gap: Int
  private var width: Int { parts.reduce(gap) { $0 + TextWidth.columns(of: $1.0) } }

  /// A fact.
  package init(parts: [(String, Style)], rank: Int, gap: Int = 3) {
    self.parts = parts
    self.rank = rank
    self.gap = gap
  }

  /// Draws facts from both ends of a row; where there is little room, the least important goes
  /// first.
  package static func draw(
    left: [StatusItem], right: [StatusItem], in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    canvas.fill(rect, " ", Style(.text, on: .bar))
    var (left, right) = (left, right)
    while (left + right).reduce(0, { $0 + $1.width }) > rect.width {
      let highest = (left + right).map(\.rank).max() ?? 0
      if highest <= 1 { break }
      left.removeAll { $0.rank == highest }
      right.removeAll { $0.rank == highest }
    }
    draw(left, x: rect.x - 2, in: rect, of: &canvas)
    let width = right.reduce(0) { $0 + $1.width }
    draw(right, x: max(rect.x - 2, rect.x + rect.width - 1 - width), in: rect, of: &canvas)
  }

  private static func draw(
    _ items: [StatusItem], x: Int, in rect: Rect, of canvas: inout Canvas
  ) {
    var x = x
    for item in items {
      x += item.gap
      for (text, style) in item.parts { x = canvas.draw(text, x: x, y: rect.y, style, in: rect) }
    }
  }
}
