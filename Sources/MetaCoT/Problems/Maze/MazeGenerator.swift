extension Maze: ProblemFamily {
  /// One line.
  package static let help = "find a way through a grid with walls"

  /// Solved by DDRRUURRDD.
  package static let example = "S#...\n.#.#.\n...#G"

  /// Difficulty grows with the size; loops make wrong turns cheaper, scattered walls more of them.
  package static let parameters: [Parameter] = [
    Parameter("width", whole: 2...1024, default: 25, "columns (corridors: made odd)"),
    Parameter("height", whole: 2...1024, default: 13, "rows (corridors: made odd)"),
    Parameter("corridors", whole: 0...1, default: 1, "1: corridors; 0: scattered walls"),
    Parameter("loops", whole: 0...100, default: 10, "percent of corridor walls opened again"),
    Parameter("walls", whole: 0...60, default: 30, "percent of cells that are walls, if scattered"),
  ]

  /// Corridors are carved so that every cell can be reached. Scattered walls are drawn again until
  /// the goal can be reached, at most 50 times; then a way is cut along a random staircase.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Maze {
    parameters[whole: "corridors"] == 1
      ? try corridors(using: &random, parameters: parameters)
      : try scattered(using: &random, parameters: parameters)
  }

  /// A spanning tree by depth-first carving (the "recursive backtracker"), then some loops.
  private static func corridors(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Maze {
    let (width, height) = (
      max(3, parameters[whole: "width"] | 1), max(3, parameters[whole: "height"] | 1)
    )
    // Rooms have even coordinates, the walls between them an odd one.
    var rows = [[Bool]](repeating: Array(repeating: false, count: width), count: height)
    rows[0][0] = true
    var path = [(column: 0, row: 0)]
    while let room = path.last {
      var ways: [(column: Int, row: Int)] = []
      for change in Move.changes {
        let (x, y) = (room.column + 2 * change.column, room.row + 2 * change.row)
        if (0..<width).contains(x), (0..<height).contains(y), !rows[y][x] { ways.append(change) }
      }
      guard !ways.isEmpty else {
        path.removeLast()
        continue
      }
      let way = ways[random.below(ways.count)]
      rows[room.row + way.row][room.column + way.column] = true
      let next = (column: room.column + 2 * way.column, row: room.row + 2 * way.row)
      rows[next.row][next.column] = true
      path.append(next)
    }
    for row in 0..<height {
      for column in 0..<width where (row + column) % 2 == 1 && !rows[row][column] {
        if random.below(100) < parameters[whole: "loops"] { rows[row][column] = true }
      }
    }
    return try Maze(rows: rows, start: (0, 0), goal: (width - 1, height - 1))
  }

  private static func scattered(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Maze {
    let (width, height) = (parameters[whole: "width"], parameters[whole: "height"])
    var rows: [[Bool]] = []
    for _ in 0..<50 {
      rows = (0..<height).map { _ in
        (0..<width).map { _ in random.below(100) >= parameters[whole: "walls"] }
      }
      rows[0][0] = true
      rows[height - 1][width - 1] = true
      let maze = try Maze(rows: rows, start: (0, 0), goal: (width - 1, height - 1))
      if maze.shortestWay != nil { return maze }
    }
    var (column, row) = (0, 0)
    while column < width - 1 || row < height - 1 {
      let right = row == height - 1 || (column < width - 1 && random.below(2) == 0)
      if right { column += 1 } else { row += 1 }
      rows[row][column] = true
    }
    return try Maze(rows: rows, start: (0, 0), goal: (width - 1, height - 1))
  }

  /// The steps of a shortest way, by breadth-first search; nil if there is none.
  package var shortestWay: Int? {
    var distances = [Int32](repeating: -1, count: indexedStates)
    distances[index(of: start)] = 0
    var queue = [start]
    var steps: [StepCode] = []
    var first = 0
    while first < queue.count {
      let cell = queue[first]
      first += 1
      if isGoal(cell) { return Int(distances[index(of: cell)]) }
      steps.removeAll(keepingCapacity: true)
      appendSteps(from: cell, to: &steps)
      for step in steps {
        let next = apply(step, to: cell)
        if distances[index(of: next)] < 0 {
          distances[index(of: next)] = distances[index(of: cell)] + 1
          queue.append(next)
        }
      }
    }
    return nil
  }
}
