extension SlidingPuzzle: ProblemFamily {
  /// One line.
  public static let help = "slide the tiles of the 8- or 15-puzzle into order"

  /// Solved by RRDD.
  public static let example = "1 2 5 3 4 8 6 7 0"

  /// Difficulty grows with the moves and, above all, with the side.
  public static let knobs: [ProblemKind.Knob] = [
    .init("side", 3...4, standard: 3, help: "3: the 8-puzzle; 4: the 15-puzzle"),
    .init("moves", 1...10_000, standard: 60, help: "random moves from the goal to the start"),
    .init("linear-conflict", 0...1, standard: 0, help: "1: that heuristic instead of Manhattan"),
  ]

  /// Moves tiles at random, none straight back, away from the goal.
  public static func generate(
    using random: inout SeededRandom, knobs: ProblemKind.KnobValues
  ) throws -> SlidingPuzzle {
    let side = knobs["side"]
    var tiles = Array(0..<side * side)
    var blank = 0
    var previous = -1
    for _ in 0..<knobs["moves"] {
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
      tiles: tiles, heuristic: knobs["linear-conflict"] == 1 ? .linearConflict : .manhattan)
  }
}
