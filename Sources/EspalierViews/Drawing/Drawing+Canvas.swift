import TerminalUI

extension Drawing {
  /// Draws the part of it that begins at (`left`, `top`) into a rectangle of cells.
  /// - Complexity: O(marks + cells of lines and boxes).
  package func draw(in rect: Rect, left: Int = 0, top: Int = 0, on canvas: inout Canvas) {
    let window = CanvasWindow(rect: rect, left: left, top: top)
    var lines = LineCells(width: rect.width, height: rect.height)
    var dots = DotGrid(columns: rect.width, rows: rect.height)
    var hasDots = false
    for mark in marks {
      switch mark {
      case .box(let corner, let width, let rows, let ink, let label):
        window.fill(corner, width: width, rows: rows, ink, label: label, on: &canvas)
      case .line(let a, let b, let ink): lines.add(a, b, ink, left: left, top: top)
      case .dot(let point, let ink):
        dots.set(
          x: Int(saturating: (point.x - Double(left)) * 2),
          y: Int(saturating: (point.y - Double(top)) * 4), ink)
        hasDots = true
      case .text, .shade: break
      }
    }
    lines.draw(in: rect, on: &canvas)
    if hasDots { dots.draw(x: rect.x, y: rect.y, on: &canvas) }
    for case .text(let text, let x, let y, let style, let end) in marks {
      window.draw(text, x: x, y: y, style, end: end, on: &canvas)
    }
    for case .shade(let area, let paper) in marks {
      window.shade(area, paper, on: &canvas)
    }
  }

  /// The first column of the texts that belong over it; nil where there are none.
  var headingStart: Int? {
    heading.compactMap { if case .text(_, let x, _, _, _) = $0 { x } else { nil } }.min()
  }

  /// Draws the texts that belong over it into a row.
  func drawHeading(in rect: Rect, left: Int = 0, on canvas: inout Canvas) {
    let window = CanvasWindow(rect: rect, left: left, top: 0)
    for case .text(let text, let x, let y, let style, let end) in heading {
      window.draw(text, x: x, y: y, style, end: end, on: &canvas)
    }
  }
}

extension Canvas {
  /// Gives a rectangle another paper, so that it stands out also among boxes: a box that is
  /// highlighted is not filled, but underlined.
  mutating func highlight(_ rect: Rect, _ paper: Paper) {
    shade(rect, paper)
    for y in rect.y..<rect.y + rect.height {
      for x in rect.x..<rect.x + rect.width where self[x, y].style.attributes.contains(.reverse) {
        self[x, y].style.attributes.remove(.reverse)
        self[x, y].style.attributes.insert(.underline)
      }
    }
  }
}

/// The cells that a part of a drawing is shown in.
private struct CanvasWindow {
  let rect: Rect
  let left: Int
  let top: Int

  func draw(
    _ text: String, x: Int, y: Int, _ style: Style, end: Int, on canvas: inout Canvas
  ) {
    let clip = Rect(
      x: rect.x, y: rect.y, width: min(rect.width, end - left), height: rect.height)
    canvas.draw(text, x: rect.x + x - left, y: rect.y + y - top, style, in: clip)
  }

  func shade(_ area: Rect, _ paper: Paper, on canvas: inout Canvas) {
    let place = Rect(
      x: rect.x + area.x - left, y: rect.y + area.y - top, width: area.width,
      height: area.height)
    canvas.shade(place.clipped(to: rect), paper)
  }

  /// A box is its ink reversed, with a thin edge at its left that tells it from the next one.
  func fill(
    _ corner: Drawing.Point, width: Double, rows: Int, _ ink: Ink, label: String,
    on canvas: inout Canvas
  ) {
    let from = Int(saturating: corner.x.rounded())
    let columns = max(1, Int(saturating: (corner.x + width).rounded()) - from)
    // In a narrow box the beginning of the word says more than a sign that it was cut.
    let clipped = columns < 8 ? label : NumberFormat.clipped(label, to: columns - 2)
    for row in 0..<rows {
      let y = Int(saturating: corner.y) + row - top
      guard y >= 0, y < rect.height else { continue }
      let style = Style(ink, on: .plain, .reverse)
      for column in max(
        0, from - left)..<max(0, from - left, min(rect.width, from + columns - left))
      {
        let isEdge = column == from - left && columns > 1
        canvas[rect.x + column, rect.y + y] = Canvas.Cell(isEdge ? "▏" : " ", style)
      }
      if row == 0, columns > 1 {
        draw(
          clipped, x: from + 1, y: Int(saturating: corner.y), style, end: from + columns,
          on: &canvas)
      }
    }
  }
}

/// Lines as box-drawing characters: every cell knows which of its four arms are drawn.
private struct LineCells {
  private static let glyphs: [Unicode.Scalar] = [
    " ", "╵", "╷", "│", "╴", "┘", "┐", "┤", "╶", "└", "┌", "├", "─", "┴", "┬", "┼",
  ]
  private static let (up, down, leftArm, rightArm): (UInt8, UInt8, UInt8, UInt8) = (1, 2, 4, 8)
  let width: Int
  let height: Int
  private var arms: [UInt8]
  private var inks: [Ink]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    arms = Array(repeating: 0, count: width * height)
    inks = Array(repeating: .dim, count: width * height)
  }

  mutating func add(_ a: Drawing.Point, _ b: Drawing.Point, _ ink: Ink, left: Int, top: Int) {
    if a.y == b.y {
      let (from, to) = (min(a.x, b.x) - Double(left), max(a.x, b.x) - Double(left))
      for column in Self.cells(from, to, upTo: width) {
        let middle = Double(column) + 0.5
        let arms = (from < middle ? Self.leftArm : 0) | (to > middle ? Self.rightArm : 0)
        set(arms, x: column, y: Int(saturating: (a.y - Double(top)).rounded(.down)), ink)
      }
    } else {
      let (from, to) = (min(a.y, b.y) - Double(top), max(a.y, b.y) - Double(top))
      for row in Self.cells(from, to, upTo: height) {
        let middle = Double(row) + 0.5
        let arms = (from < middle ? Self.up : 0) | (to > middle ? Self.down : 0)
        set(arms, x: Int(saturating: (a.x - Double(left)).rounded(.down)), y: row, ink)
      }
    }
  }

  /// The cells that a stretch touches, as far as there are any.
  private static func cells(_ from: Double, _ to: Double, upTo count: Int) -> Range<Int> {
    let first = max(0, Int(saturating: max(-1, from.rounded(.down))))
    let end = min(count, Int(saturating: min(Double(count), to.rounded(.up))))
    return first..<max(first, end)
  }

  private mutating func set(_ bits: UInt8, x: Int, y: Int, _ ink: Ink) {
    guard x >= 0, x < width, y >= 0, y < height, bits != 0 else { return }
    // What is lit stays lit where quiet lines cross it.
    if arms[y * width + x] == 0 || ink != .dim { inks[y * width + x] = ink }
    arms[y * width + x] |= bits
  }

  func draw(in rect: Rect, on canvas: inout Canvas) {
    for (place, bits) in arms.enumerated() where bits != 0 {
      canvas[rect.x + place % width, rect.y + place / width] = Canvas.Cell(
        Self.glyphs[Int(bits)], Style(inks[place]))
    }
  }
}
