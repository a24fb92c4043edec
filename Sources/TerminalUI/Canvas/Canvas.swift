/// A frame: a grid of styled cells. Views draw into it, whole frame each time; a terminal device
/// shows it. A value, so that tests can compare frames.
///
/// Everything is clipped. Text is sanitised and measured here and nowhere else: control characters
/// and bidirectional overrides never reach a cell.
package struct Canvas: Sendable, Equatable {
  /// One character cell. A wide character fills its first cell; the next one holds glyph 0.
  package struct Cell: Sendable, Equatable {
    /// The scalar; 0 in the second cell of a wide character. Numbers from `Clusters.first` on stand
    /// for a scalar with combining marks.
    package var glyph: UInt32
    /// How it looks.
    package var style: Style

    /// A cell.
    package init(_ glyph: Unicode.Scalar = " ", _ style: Style = Style()) {
      self.glyph = glyph.value
      self.style = style
    }
  }

  /// Columns.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Row by row, `width × height`.
  package private(set) var cells: [Cell]

  /// A blank canvas.
  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(), count: self.width * self.height)
  }

  /// The whole canvas.
  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// The cell at a place.
  package subscript(x: Int, y: Int) -> Cell {
    get { cells[y * width + x] }
    set {
      guard x >= 0, x < width, y >= 0, y < height else { return }
      let place = y * width + x
      if newValue.glyph != cells[place].glyph { tear(place, place) }
      cells[place] = newValue
    }
  }

  /// Blanks the halves of wide characters that lie beside cells of a row which are about to be written.
  private mutating func tear(_ first: Int, _ last: Int) {
    if cells[first].glyph == 0, first % width > 0 { cells[first - 1].glyph = 0x20 }
    if (last + 1) % width > 0, cells[last + 1].glyph == 0 { cells[last + 1].glyph = 0x20 }
  }

  /// Fills a rectangle.
  package mutating func fill(_ rect: Rect, _ glyph: Unicode.Scalar = " ", _ style: Style = Style())
  {
    let (left, right) = (max(0, rect.x), min(width, rect.x + rect.width))
    guard left < right else { return }
    for y in max(0, rect.y)..<max(0, rect.y, min(height, rect.y + rect.height)) {
      tear(y * width + left, y * width + right - 1)
      for x in left..<right { cells[y * width + x] = Cell(glyph, style) }
    }
  }

  /// Draws one line of text from a place, clipped to `clip` (the whole canvas by default), and
  /// returns the column after it.
  @discardableResult
  package mutating func draw(
    _ text: some StringProtocol, x: Int, y: Int, _ style: Style = Style(), in clip: Rect? = nil
  ) -> Int {
    let clip = clip ?? bounds
    let rowVisible = y >= max(0, clip.y) && y < min(height, clip.y + clip.height)
    let left = max(0, clip.x)
    let right = min(width, clip.x + clip.width)
    var column = x
    var previous = -1
    for scalar in text.unicodeScalars {
      let columns = TextWidth.columns(of: scalar)
      if columns == 0 {
        if previous >= 0, TextWidth.isMark(scalar) {
          cells[previous].glyph = Clusters.adding(scalar, to: cells[previous].glyph)
        }
        continue
      }
      let glyph = columns < 0 ? TextWidth.standIn(for: scalar) : scalar
      let used = max(1, columns)
      if rowVisible, column >= left, column + used <= right {
        previous = y * width + column
        tear(previous, previous + used - 1)
        cells[previous] = Cell(glyph, style)
        if used == 2 {
          cells[previous + 1].glyph = 0
          cells[previous + 1].style = style
        }
      } else {
        previous = -1
      }
      column += used
    }
    return column
  }

  /// Gives a rectangle another paper and leaves its text.
  package mutating func shade(_ rect: Rect, _ paper: Paper) {
    for y in max(0, rect.y)..<max(0, rect.y, min(height, rect.y + rect.height)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(width, rect.x + rect.width)) {
        cells[y * width + x].style.paper = paper
      }
    }
  }

  /// The text of a row, without trailing blanks.
  package func text(row: Int) -> String {
    var line = String.UnicodeScalarView()
    for x in 0..<width { line.append(contentsOf: Clusters.scalars(cells[row * width + x].glyph)) }
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// All rows as text, for snapshots.
  package var text: String {
    (0..<height).map { text(row: $0) }.joined(separator: "\n")
  }
}
