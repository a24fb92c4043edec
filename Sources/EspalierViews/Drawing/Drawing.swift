import MetaCoT
import TerminalUI

/// A picture of a tree as plain data: marks at places, whatever they will be shown on.
///
/// Places are counted in character cells from the top left corner, which is twice as high as it is
/// wide: the cell in column `x` and row `y` reaches from (x, y) to (x + 1, y + 1). Cells of a terminal
/// and SVG are made of the same marks.
package struct Drawing: Sendable, Equatable {
  /// A place, in cells.
  package struct Point: Sendable, Equatable {
    /// Columns from the left edge.
    package var x: Double
    /// Rows from the top edge.
    package var y: Double

    /// A place.
    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// One thing that is drawn.
  package enum Mark: Sendable, Equatable {
    /// A line of text from the cell (`x`, `y`), of which nothing is shown from the column `end` on.
    case text(String, x: Int, y: Int, Style, end: Int)
    /// A straight line across or down, through the middle of cells or along parts of them.
    case line(Point, Point, Ink)
    /// A filled rectangle of whole rows with a word in it where there is room.
    case box(Point, width: Double, rows: Int, Ink, label: String)
    /// A dot: half a cell wide, a quarter of a cell high.
    case dot(Point, Ink)
    /// Another paper behind what is there.
    case shade(Rect, Paper)
  }

  /// Where a row of the tree stands: what a click hits, and where a move can lead.
  package struct Target: Sendable, Equatable {
    /// The node, or the children of a node that are not shown.
    package var row: OutlineRow
    /// The cells it takes.
    package var rect: Rect
  }

  /// Columns that the drawing takes.
  package var width: Int
  /// Rows that the drawing takes.
  package var height: Int
  /// What is drawn. What comes later lies over what came before; text lies over all else.
  package private(set) var marks: [Mark] = []
  /// Texts that belong over the drawing, such as the titles of columns: their row is 0.
  package private(set) var heading: [Mark] = []
  /// Where rows of the tree stand.
  package var targets: [Target] = []

  /// What is selected, as it is drawn.
  package var selected: OutlineRow?

  /// An empty drawing of a size.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Adds a mark.
  package mutating func add(_ mark: Mark) { marks.append(mark) }

  /// Adds a line of text and returns the column after it.
  @discardableResult
  mutating func text(_ text: String, x: Int, y: Int, _ style: Style, end: Int) -> Int {
    if !text.isEmpty { marks.append(.text(text, x: x, y: y, style, end: end)) }
    return x + TextWidth.columns(of: text)
  }

  /// Adds a text over the drawing.
  mutating func title(_ text: String, x: Int, _ style: Style) {
    heading.append(.text(text, x: x, y: 0, style, end: width))
  }

  /// The target of a row, if it is drawn.
  package func target(of row: OutlineRow) -> Target? { targets.first { $0.row == row } }

  /// The cells that the selected row takes.
  var selectedPlace: Rect? { selected.flatMap { target(of: $0)?.rect } }

  /// The target at a cell, the smallest if there are several.
  package func target(atX x: Int, y: Int) -> Target? {
    targets.filter { $0.rect.contains(x: x, y: y) }
      .min { $0.rect.width * $0.rect.height < $1.rect.width * $1.rect.height }
  }
}
