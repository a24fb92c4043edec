import TerminalUI

/// Where everything stands on a screen that several searches share. A pure function of size, options
/// and which searches are shown.
package struct CompareLayout: Sendable, Equatable {
  /// Where each search is shown; nil where it is not.
  package var places: [WorkspaceLayout?]
  /// The columns between them.
  package var dividers: [Rect] = []
  /// The table of figures; empty where there is no room.
  package var scoreboard: Rect
  /// The line of time.
  package var timeline: Rect
  /// The line at the bottom.
  package var footer: Rect

  /// The arrangement on a screen of a size: some of so many searches side by side, or the active one
  /// where there is no room. Two are halves of the screen; each of more has one pane.
  package init(
    width: Int, height: Int, options: LayoutOptions, searches: Int, shown: [Int], active: Int
  ) {
    let screen = Rect(x: 0, y: 0, width: width, height: height)
    let below = screen.splitTop(height - 2)
    (timeline, footer) = below.rest.splitTop(1)
    // Many searches have a line of figures each; where rows are few, that is enough.
    let rows = height >= (searches == 2 ? 12 : 30) ? Scoreboard.height(of: searches) : 0
    let upper = below.top.splitTop(below.top.height - rows)
    scoreboard = upper.rest
    places = Array(repeating: nil, count: searches)
    let isAlone = searches > 2 && options.zoomed
    guard !isAlone, let grid = Self.grid(of: shown.count, in: upper.top) else {
      places[active] = Self.place(upper.top, options, isHalf: searches == 2)
      return
    }
    for (search, rect) in zip(shown, cells(upper.top, grid)) {
      places[search] = Self.place(rect, options, isHalf: searches == 2)
    }
  }

  /// Columns and rows in which so many searches have room; nil if they have none.
  private static func grid(of count: Int, in rect: Rect) -> (columns: Int, rows: Int)? {
    let least = count == 2 ? (width: 30, height: 1) : (width: 36, height: 7)
    let grids: [(columns: Int, rows: Int)] =
      count == 4 ? [(2, 2), (4, 1), (1, 4)] : count == 3 ? [(3, 1), (1, 3)] : [(2, 1)]
    return grids.first { columns, rows in
      rect.width >= columns * least.width && rect.height >= rows * least.height
    }
  }

  /// The cells of a grid, row by row, with dividers between its columns.
  private mutating func cells(_ rect: Rect, _ grid: (columns: Int, rows: Int)) -> [Rect] {
    func share(_ all: Int, _ place: Int, of parts: Int) -> Int { all * place / parts }
    var cells: [Rect] = []
    for row in 0..<grid.rows {
      let top = share(rect.height, row, of: grid.rows)
      let bottom = share(rect.height, row + 1, of: grid.rows)
      for column in 0..<grid.columns {
        // Between two columns there is one for the divider.
        let left = share(rect.width - 1, column, of: grid.columns) + (column > 0 ? 1 : 0)
        let last = column == grid.columns - 1
        let right = last ? rect.width : share(rect.width - 1, column + 1, of: grid.columns)
        cells.append(
          Rect(x: rect.x + left, y: rect.y + top, width: right - left, height: bottom - top))
      }
    }
    for cell in cells.prefix(grid.columns - 1) {
      dividers.append(Rect(x: cell.x + cell.width, y: rect.y, width: 1, height: rect.height))
    }
    return cells
  }

  private static func place(
    _ rect: Rect, _ options: LayoutOptions, isHalf: Bool
  ) -> WorkspaceLayout {
    let (status, rest) = rect.splitTop(1)
    var place =
      isHalf
      ? WorkspaceLayout(half: rest, options: options)
      : WorkspaceLayout(cell: rest, options: options)
    place.status = status
    return place
  }
}
