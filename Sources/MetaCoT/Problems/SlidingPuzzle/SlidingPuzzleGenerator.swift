extension SlidingPuzzle: ProblemFamily {
  /// One line.
  package static let help = "slide the tiles of the 8- or 15-puzzle into order"

  /// Solved by RRDD.
  package static let example = "1 2 5 3 4 8 6 7 0"

  /// Difficulty grows with the moves and, above all, with the side.
  package static let parameters: [Parameter] = [
    Parameter("side", whole: 3...4, default: 3, "3: the 8-puzzle; 4: the 15-puzzle"),
    Parameter("moves", whole: 1...10_000, default: 60, "random moves from the goal to the start"),
    Parameter(
      "linear-conflict", whole: 0...1, default: 0, "1: that heuristic instead of Manhattan"),
  ]

  /// Moves tiles at random, none straight back, away from the goal.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> SlidingPuzzle {
    let side = parameters[whole: "side"]
    var tiles = Array(0..<side * side)
    var blank = 0
    var previous = -1
    for _ in 0..<parameters[whole: "moves"] {
      let (row, column) = (blank / side, blank % side)
      var places: [Int] = []
      if row > 0 { places.append(blank - side) }
      if row < side - 1 { places.append(blank + side) }
      if column > 0 { places.append(blank - 1) }
      if column < side - 1 { places.append(blank + 1) }
      places.removeAll { $0 == previous }
      let place = places[random.below(places.count)]
      tiles.swapAt(blank, place)
      (previous, blank) = (blank, place)
    }
    return try SlidingPuzzle(
      tiles: tiles,
      heuristic: parameters[whole: "linear-conflict"] == 1 ? .linearConflict : .manhattan)
  }
}
