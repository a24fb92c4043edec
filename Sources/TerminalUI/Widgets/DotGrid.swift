/// A grid of dots, 2×4 a cell, that becomes braille characters on a canvas. A cell has one ink: that
/// of the last dot set in it.
package struct DotGrid {
  /// Columns of dots.
  package let width: Int
  /// Rows of dots, counted from the top.
  package let height: Int
  private let columns: Int
  private var masks: [UInt8]
  private var inks: [Ink]

  /// The bits of a cell's dots, row by row.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  /// An empty grid for so many cells.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    width = 2 * self.columns
    height = 4 * max(0, rows)
    masks = Array(repeating: 0, count: self.columns * max(0, rows))
    inks = Array(repeating: .dim, count: masks.count)
  }

  /// Sets a dot; outside the grid nothing happens.
  package mutating func set(x: Int, y: Int, _ ink: Ink) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let cell = y / 4 * columns + x / 2
    masks[cell] |= Self.bits[y % 4 * 2 + x % 2]
    inks[cell] = ink
  }

  /// Sets the dots of a line between two places in dots, as far as it lies in the grid.
  /// - Complexity: O(width + height), however far away the ends are.
  package mutating func line(
    from a: (x: Double, y: Double), to b: (x: Double, y: Double), _ ink: Ink
  ) {
    guard let (start, end) = clipped(a, b) else { return }
    let length = max((end.x - start.x).magnitude, (end.y - start.y).magnitude)
    let steps = max(1, min(width + height, Int(saturating: length)))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      set(
        x: Int(saturating: (start.x + (end.x - start.x) * share).rounded()),
        y: Int(saturating: (start.y + (end.y - start.y) * share).rounded()), ink)
    }
  }

  /// The part of a line within the grid (Liang and Barsky 1984).
  private func clipped(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double)
  ) -> ((x: Double, y: Double), (x: Double, y: Double))? {
    var from = 0.0
    var to = 1.0
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    // What lies outside only because numbers are not exact lies inside.
    let slack = 1e-6
    let edges = [
      (-dx, a.x + slack), (dx, Double(width - 1) + slack - a.x),
      (-dy, a.y + slack), (dy, Double(height - 1) + slack - a.y),
    ]
    for (slope, room) in edges {
      if slope == 0 {
        if room < 0 { return nil }
      } else if slope < 0 {
        from = max(from, room / slope)
      } else {
        to = min(to, room / slope)
      }
    }
    guard from <= to else { return nil }
    return ((a.x + from * dx, a.y + from * dy), (a.x + to * dx, a.y + to * dy))
  }

  /// Paints the cells that hold dots, the first at a place.
  package func draw(x: Int, y: Int, on canvas: inout Canvas) {
    for (cell, mask) in masks.enumerated() where mask != 0 {
      canvas[x + cell % columns, y + cell / columns] = Canvas.Cell(
        Unicode.Scalar(0x2800 + UInt32(mask)) ?? " ", Style(inks[cell]))
    }
  }
}
