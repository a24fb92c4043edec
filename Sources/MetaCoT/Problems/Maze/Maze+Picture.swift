extension Maze: PicturedProblem {
  /// True.
  package var pictureShowsSearch: Bool { true }

  /// The most columns and rows of a picture: no screen shows more, and a frame stays cheap.
  static let pictureSize = (columns: 320, rows: 160)

  /// The cells around the shown one, as far as any screen shows them. Every role has a glyph of
  /// its own: `█` wall, `S`, `G`, `@` here, `●` the path, `+` frontier, `·` closed, space unseen.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let shown = state(text: text) else { return nil }
    let (shownColumn, shownRow) = (column(of: shown), row(of: shown))
    func window(_ shown: Int, _ all: Int, _ most: Int) -> Range<Int> {
      let length = min(all, most)
      let start = min(max(shown - length / 2, 0), all - length)
      return start..<start + length
    }
    let columns = window(shownColumn, width, Self.pictureSize.columns)
    let rows = window(shownRow, height, Self.pictureSize.rows)
    let (wall, unseen) = (Picture.Cell("█", .wall), Picture.Cell(" ", .plain))
    var picture = rows.map { row in
      columns.map { isFree(column: $0, row: row) ? unseen : wall }
    }
    func mark(_ cell: UInt32, _ glyph: Character, _ role: Picture.Role) {
      let (column, row) = (column(of: cell), row(of: cell))
      guard columns.contains(column), rows.contains(row) else { return }
      picture[row - rows.lowerBound][column - columns.lowerBound] = Picture.Cell(glyph, role)
    }
    for text in search.closed { if let cell = state(text: text) { mark(cell, "·", .closed) } }
    for text in search.frontier { if let cell = state(text: text) { mark(cell, "+", .frontier) } }
    for text in search.path { if let cell = state(text: text) { mark(cell, "●", .path) } }
    mark(shown, "@", .current)
    mark(start, "S", shown == start ? .current : .start)
    mark(goal, "G", shown == goal ? .current : .goal)
    return Picture(
      rows: picture, focus: (shownRow - rows.lowerBound, shownColumn - columns.lowerBound))
  }
}
