/// Sokoban: a player walks through a room and pushes boxes, one at a time, until all stand on goals.
///
/// Text: the level as `.xsb` files have it, a row a line: `#` wall, `@` player, `$` box, `.` goal, `+`
/// player on a goal, `*` box on a goal, a space, `-` or `_` floor. A state is the player's cell and those
/// of the boxes, `3,1 | 2,2 4,3`, an answer a string of moves, `RRDL`.
///
/// Source of the pull distances: Junghanns and Schaeffer, "Sokoban: Enhancing general single-agent search
/// methods using domain knowledge" (2001).
package struct Sokoban: EnumerableProblem {
  /// The player's cell, and those of the boxes in ascending order.
  package struct State: Hashable, Sendable {
    var player: UInt16
    var boxes: [UInt16]
  }

  /// `sokoban`.
  package static let kind = "sokoban"

  /// The most columns, and the most rows.
  package static let largestSide = 50

  /// How many columns.
  package let width: Int
  /// How many rows.
  package let height: Int
  /// Player and boxes before any move.
  package let start: State
  /// For each cell whether it is free of walls.
  let free: [Bool]
  /// For each cell whether it is a goal.
  let goals: [Bool]
  /// For each cell the pushes that bring a box from there to the nearest goal in an empty room; -1 where
  /// none do.
  private let pushes: [Int16]

  /// The moves in the order of their step codes.
  enum Move {
    static let letters: [Character] = ["U", "D", "L", "R"]
    static let words = ["up", "down", "left", "right"]
    static let changes: [(column: Int, row: Int)] = [(0, -1), (0, 1), (-1, 0), (1, 0)]
  }

  /// A level: rows of equal length, with the cells of goals, boxes and player counted row by row.
  init(width: Int, free: [Bool], goals: [Bool], boxes: [Int], player: Int) throws {
    let height = width > 0 ? free.count / width : 0
    guard width >= 1, free.count >= 2, max(width, height) <= Self.largestSide else {
      throw ProblemError(
        "the level is \(width) × \(height): give 2 cells or more, sides up to \(Self.largestSide)")
    }
    let goalCount = goals.count { $0 }
    guard !boxes.isEmpty else { throw ProblemError("there is no box: write $ for one") }
    guard goalCount >= boxes.count else {
      throw ProblemError("there are \(boxes.count) boxes, but \(goalCount) goals: write . for one")
    }
    self.width = width
    self.height = height
    self.free = free
    self.goals = goals
    start = State(player: UInt16(player), boxes: boxes.map { UInt16($0) }.sorted())
    pushes = Self.pushes(width: width, free: free, goals: goals)
  }

  /// The cell beside another, or nil outside; walls are not looked at.
  private static func cell(_ cell: Int, _ move: Int, _ width: Int, _ count: Int) -> Int? {
    let change = Move.changes[move]
    let column = cell % width + change.column
    let next = cell + change.row * width + change.column
    return (0..<width).contains(column) && (0..<count).contains(next) ? next : nil
  }

  private static func pushes(width: Int, free: [Bool], goals: [Bool]) -> [Int16] {
    var pushes = goals.map { $0 ? Int16(0) : -1 }
    var queue = goals.indices.filter { goals[$0] }
    var place = 0
    while place < queue.count {
      let box = queue[place]
      place += 1
      for move in 0..<4 {
        // Pulled: the box comes to where the player stood, who steps back once more.
        guard let next = cell(box, move, width, free.count), free[next], pushes[next] < 0,
          let beyond = cell(next, move, width, free.count), free[beyond]
        else { continue }
        pushes[next] = pushes[box] + 1
        queue.append(next)
      }
    }
    return pushes
  }

  /// The free cell that a move leads to from another; nil at walls.
  func neighbour(of cell: Int, _ move: Int) -> Int? {
    Self.cell(cell, move, width, free.count).flatMap { free[$0] ? $0 : nil }
  }

  /// Steps onto free cells, and pushes of single boxes: U, D, L, R are 0 to 3.
  package func appendSteps(from state: State, to steps: inout [StepCode]) {
    guard !isGoal(state) else { return }
    for move in 0..<4 where isLegal(move, state) { steps.append(StepCode(move)) }
  }

  func isLegal(_ move: Int, _ state: State) -> Bool {
    guard let next = neighbour(of: Int(state.player), move) else { return false }
    guard state.boxes.contains(UInt16(next)) else { return true }
    guard let beyond = neighbour(of: next, move) else { return false }
    return !state.boxes.contains(UInt16(beyond))
  }

  /// Whether a legal step pushes a box.
  func isPush(_ step: StepCode, from state: State) -> Bool {
    neighbour(of: Int(state.player), Int(step)).map { state.boxes.contains(UInt16($0)) } ?? false
  }

  /// Walks, and pushes what stands there.
  package func apply(_ step: StepCode, to state: State) -> State {
    guard let next = neighbour(of: Int(state.player), Int(step)) else { return state }
    var state = state
    state.player = UInt16(next)
    if let box = state.boxes.firstIndex(of: UInt16(next)),
      let beyond = neighbour(of: next, Int(step))
    {
      state.boxes[box] = UInt16(beyond)
      state.boxes.sort()
    }
    return state
  }

  /// Whether all boxes stand on goals.
  package func isGoal(_ state: State) -> Bool { state.boxes.allSatisfy { goals[Int($0)] } }

  /// The pushes that each box needs to the goal nearest to it, were it alone; infinity where one can come
  /// to none.
  package func costToGo(_ state: State) -> Float {
    var sum = 0
    for box in state.boxes {
      let count = Int(pushes[Int(box)])
      if count < 0 { return .infinity }
      sum += count
    }
    return Float(sum)
  }

  /// 1 at the goal; one half where ten pushes are left at least.
  package func heuristicValue(_ state: State) -> Float {
    let cost = costToGo(state)
    return cost.isFinite ? 10 / (10 + cost) : 0
  }

  /// 64 bits of a hash of the cells.
  package func fingerprint(of state: State) -> UInt64 {
    state.boxes.reduce(mixed(UInt64(state.player) + 1)) { mixed($0 ^ UInt64($1) &+ 1) }
  }
}
