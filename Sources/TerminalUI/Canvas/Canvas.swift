/// A frame: a grid of styled cells. Views draw into it, whole frame each time; a terminal device
/// shows it. A value, so that tests can compare frames.
///
/// Everything is clipped. Text is sanitised and measured here and nowhere else: control characters
/// and bidirectional overrides never reach a cell.
public struct Canvas: Sendable, Equatable {
  /// One character cell. A wide character fills its first cell; the next one holds glyph 0.
  public struct Cell: Sendable, Equatable {
    /// The scalar; 0 in the second cell of a wide character.
    public var glyph: UInt32
    /// How it looks.
    public var style: Style

    /// A cell.
    public init(_ glyph: Unicode.Scalar = " ", _ style: Style = Style()) {
      self.glyph = glyph.value
      self.style = style
    }
  }

  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Row by row, `width × height`.
  public private(set) var cells: [Cell]

  /// A blank canvas.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(), count: self.width * self.height)
  }

  /// The whole canvas.
  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// The cell at a place.
  public subscript(x: Int, y: Int) -> Cell {
    get { cells[y * width + x] }
    set {
      guard x >= 0, x < width, y >= 0, y < height else { return }
      cells[y * width + x] = newValue
    }
  }

  /// Fills a rectangle.
  public mutating func fill(_ rect: Rect, _ glyph: Unicode.Scalar = " ", _ style: Style = Style()) {
    for y in max(0, rect.y)..<max(0, rect.y, min(height, rect.y + rect.height)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(width, rect.x + rect.width)) {
        cells[y * width + x] = Cell(glyph, style)
      }
    }
  }

  /// Draws one line of text from a place, clipped to `clip` (the whole canvas by default), and
  /// returns the column after it.
  @discardableResult
  public mutating func draw(
    _ text: some StringProtocol, x: Int, y: Int, _ style: Style = Style(), in clip: Rect? = nil
  ) -> Int {
    let clip = clip ?? bounds
    let rowVisible = y >= max(0, clip.y) && y < min(height, clip.y + clip.height)
    let left = max(0, clip.x)
    let right = min(width, clip.x + clip.width)
    var column = x
    for scalar in text.unicodeScalars {
      let columns = TextWidth.columns(of: scalar)
      if columns == 0 { continue }
      let glyph = columns < 0 ? TextWidth.replacement : scalar
      let used = max(1, columns)
      if rowVisible, column >= left, column + used <= right {
        cells[y * width + column] = Cell(glyph, style)
        if used == 2 {
          cells[y * width + column + 1].glyph = 0
          cells[y * width + column + 1].style = style
        }
      }
      column += used
    }
    return column
  }

  /// Gives a rectangle another paper and leaves its text.
  public mutating func shade(_ rect: Rect, _ paper: Paper) {
    for y in max(0, rect.y)..<max(0, rect.y, min(height, rect.y + rect.height)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(width, rect.x + rect.width)) {
        cells[y * width + x].style.paper = paper
      }
    }
  }

  /// The text of a row, without trailing blanks.
  public func text(row: Int) -> String {
    var line = String.UnicodeScalarView()
    for x in 0..<width {
      let glyph = cells[row * width + x].glyph
      if glyph != 0 { line.append(Unicode.Scalar(glyph) ?? " ") }
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// All rows as text, for snapshots.
  public var text: String {
    (0..<height).map { text(row: $0) }.joined(separator: "\n")
  }
}

/// How many columns a scalar takes, and which scalars may not be shown.
public enum TextWidth {
  /// Stands for what may not be shown.
  public static let replacement: Unicode.Scalar = "\u{FFFD}"

  /// Columns of a scalar: 0 for combining marks (which are dropped), 1, 2, or -1 for what may not
  /// be shown (controls, bidirectional overrides, unassigned).
  public static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value >= 0x20 && value < 0x7F { return 1 }
    if value < 0xA0 { return -1 }
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    switch value {
    case 0x300...0x36F, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: return 0
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: return -1
    case 0xE0000...0xE0FFF: return -1
    case 0x2028, 0x2029, 0xD800...0xDFFF: return -1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return 0
      case .control, .unassigned, .surrogate, .format: return -1
      default: return 1
      }
    }
  }

  /// Columns of a text as `Canvas.draw` would lay it out.
  public static func columns(of text: some StringProtocol) -> Int {
    var total = 0
    for scalar in text.unicodeScalars {
      let columns = columns(of: scalar)
      total += columns < 0 ? 1 : columns
    }
    return total
  }
}
