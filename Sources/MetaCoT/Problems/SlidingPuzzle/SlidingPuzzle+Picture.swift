extension SlidingPuzzle: PicturedProblem {
  /// The tiles in rows; those in their place stand in brackets.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let tiles = tiles(of: state)
    let order = self.tiles(of: goal)
    var focus = (row: 0, column: 0)
    let rows = (0..<side).map { row in
      var cells: [Picture.Cell] = []
      for column in 0..<side {
        let place = row * side + column
        let tile = tiles[place]
        if tile == 0 { focus = (row, cells.count + 1) }
        let role: Picture.Role = tile == 0 ? .current : tile == order[place] ? .right : .plain
        let number = tile == 0 ? " ·" : tile < 10 ? " \(tile)" : "\(tile)"
        let isRight = role == .right
        cells += "\(isRight ? "[" : " ")\(number)\(isRight ? "]" : " ")"
          .map { Picture.Cell($0, role) }
      }
      return cells
    }
    return Picture(rows: rows, focus: focus)
  }
}
