/// The 8- and the 15-puzzle: tiles slide into the blank until they are in order, blank first, or in another
/// order that is given.
///
/// Text: the tiles row by row, 0 is the blank, `0 1 2 3 4 5 6 7 8` being the goal (as in Korf's
/// hundred instances), or what stands after an arrow, `→ 1 2 3 4 5 6 7 8 0`; `(linear-conflict)` or `(pattern-database)` after them asks for that heuristic
/// instead of the Manhattan distance. A move is the direction in which a *tile* slides; an answer is a string of
/// moves, `ULDR`. The blank goes the other way.
///
/// Sources: Korf, "Depth-first iterative-deepening" (1985); linear conflicts: Hansson, Mayer and
/// Yung, "Criticizing solutions to relaxed models yields powerful admissible heuristics" (1992).
package struct SlidingPuzzle: EnumerableProblem {
  /// The tile at place p, counted row by row, in bits 4 p ..< 4 p + 4. With nine places the rest
  /// is ones.
  package typealias State = UInt64

  /// A lower bound of the moves that are left.
  package enum Heuristic: String, Sendable, CaseIterable {
    /// The sum of every tile's distance from its place.
    case manhattan
    /// Besides, two moves for every tile that must leave its row or column to let another pass.
    case linearConflict = "linear-conflict"
    /// The moves of three groups of tiles, each without regard to the others; see
    /// `PatternDatabases`.
    case patternDatabase = "pattern-database"
  }

  /// `sliding`.
  package static let kind = "sliding"

  /// 3 or 4.
  package let side: Int
  /// The heuristic behind `costToGo`.
  package let heuristic: Heuristic
  /// The tiles before any move.
  package private(set) var start: UInt64
  /// The tiles in order.
  let goal: UInt64
  /// For each place of the blank the legal moves, four bits each.
  private let moves: UInt64
  /// The distance of tile t at place p from its own place, at 16 t + p.
  private let distances: [Int8]
  /// The linear conflicts, if the heuristic counts them.
  private let conflicts: LinearConflicts?
  /// The pattern databases, if they are the heuristic.
  private let patterns: PatternDatabases?

  /// A puzzle of 9 or 16 tiles, row by row, 0 the blank, and the order they should come to; nil is the
  /// usual one, the blank first. From half of all orders it cannot be reached: they are refused.
  package init(
    tiles: [Int], goal: [Int]? = nil, heuristic: Heuristic = .manhattan
  ) throws {
    let side = tiles.count == 9 ? 3 : 4
    guard tiles.count == side * side else {
      throw ProblemError("there are \(tiles.count) tiles: give 9 or 16, 0 for the blank")
    }
    for tile in 0..<tiles.count where !tiles.contains(tile) {
      throw ProblemError("tile \(tile) is missing: give each of 0 to \(tiles.count - 1) once")
    }
    let usual = Array(0..<tiles.count)
    let order = goal ?? usual
    guard order.sorted() == usual else {
      throw ProblemError(
        "the goal should have the same tiles: each of 0 to \(tiles.count - 1) once")
    }
    guard order == usual || heuristic != .patternDatabase else {
      throw ProblemError(
        "pattern databases know the goal with the blank first alone: ask for linear-conflict")
    }
    let start = Self.packed(tiles)
    guard Self.parity(tiles, side) == Self.parity(order, side) else {
      throw ProblemError("these tiles cannot be put in order: exchange any two but the blank")
    }
    self.side = side
    self.heuristic = heuristic
    self.start = start
    self.goal = Self.packed(order)
    let homes = usual.map { tile in order.firstIndex(of: tile) ?? 0 }
    var moves: UInt64 = 0
    var distances = [Int8](repeating: 0, count: 256)
    for place in 0..<tiles.count {
      let (row, column) = (place / side, place % side)
      let legal = [row < side - 1, row > 0, column < side - 1, column > 0]
      for (code, isLegal) in legal.enumerated() where isLegal {
        moves |= 1 << UInt64(4 * place + code)
      }
      for tile in 1..<tiles.count {
        distances[16 * tile + place] = Int8(
          abs(homes[tile] / side - row) + abs(homes[tile] % side - column))
      }
    }
    self.moves = moves
    self.distances = distances
    conflicts = heuristic == .linearConflict ? LinearConflicts(side: side, homes: homes) : nil
    patterns = heuristic == .patternDatabase ? PatternDatabases.of(side: side) : nil
  }

  private static func packed(_ tiles: [Int]) -> UInt64 {
    var state: UInt64 = tiles.count == 16 ? 0 : ~0 << 36
    for (place, tile) in tiles.enumerated() { state |= UInt64(tile) << UInt64(4 * place) }
    return state
  }

  /// Every move keeps the parity of the inversions, to which with an even side the blank's row is
  /// added.
  private static func parity(_ tiles: [Int], _ side: Int) -> Int {
    var parity = 0
    for (place, tile) in tiles.enumerated() {
      if tile != 0 {
        parity += tiles[..<place].count { $0 > tile }
      } else if side % 2 == 0 {
        parity += place / side
      }
    }
    return parity % 2
  }

  /// The tiles, row by row.
  package func tiles(of state: UInt64) -> [Int] {
    (0..<side * side).map { Int(state >> UInt64(4 * $0) & 15) }
  }

  /// The state of these tiles; nil if they are not these tiles or cannot be put in order.
  func state(tiles: [Int]) -> UInt64? {
    guard tiles.count == side * side, (0..<tiles.count).allSatisfy(tiles.contains),
      Self.parity(tiles, side) == Self.parity(self.tiles(of: goal), side)
    else { return nil }
    return Self.packed(tiles)
  }

  /// Four times the place of the blank: the lowest group of four bits that is 0.
  @inline(__always)
  func blank(_ state: UInt64) -> UInt64 {
    let ones: UInt64 = 0x1111_1111_1111_1111
    let zeros = (state &- ones) & ~state & (ones << 3)
    return UInt64(truncatingIfNeeded: zeros.trailingZeroBitCount) & 60
  }

  /// Four times the place that a step takes its tile from: up and down go by a whole row, up and
  /// left bring the tile from behind the blank.
  @inline(__always)
  private func origin(_ step: StepCode, _ blank: UInt64) -> UInt64 {
    let distance: UInt64 = step < 2 ? UInt64(truncatingIfNeeded: side) &* 4 : 4
    return step & 1 == 0 ? blank &+ distance : blank &- distance
  }

  @inline(__always)
  private func legalMoves(_ state: UInt64) -> UInt64 {
    state == goal ? 0 : moves &>> blank(state) & 15
  }

  /// The tiles beside the blank: U, D, L, R are 0 to 3.
  @inline(__always)
  package func appendSteps(from state: UInt64, to steps: inout [StepCode]) {
    var rest = legalMoves(state)
    while rest != 0 {
      steps.append(StepCode(truncatingIfNeeded: rest.trailingZeroBitCount))
      rest &= rest &- 1
    }
  }

  /// Draws one of the tiles beside the blank.
  @inline(__always)
  package func randomStep(from state: UInt64, using random: inout SeededRandom) -> StepCode? {
    var rest = legalMoves(state)
    if rest == 0 { return nil }
    for _ in 0..<random.below(rest.nonzeroBitCount) { rest &= rest &- 1 }
    return StepCode(truncatingIfNeeded: rest.trailingZeroBitCount)
  }

  /// The tile slides back.
  @inline(__always)
  package func inverse(of step: StepCode) -> StepCode? { step ^ 1 }

  /// Exchanges the blank and a tile.
  @inline(__always)
  package func apply(_ step: StepCode, to state: UInt64) -> UInt64 {
    let blank = blank(state)
    let origin = origin(step, blank)
    let tile = state &>> origin & 15
    return state ^ (tile &<< origin) ^ (tile &<< blank)
  }

  /// Whether the tiles are in order.
  @inline(__always)
  package func isGoal(_ state: UInt64) -> Bool { state == goal }

  /// The heuristic that was asked for, in moves. All are admissible; the Manhattan distance, also with
  /// linear conflicts, is consistent too.
  package func costToGo(_ state: UInt64) -> Float {
    if let patterns { return Float(patterns.bound(of: state)) }
    let sum = distances.withUnsafeBufferPointer { distances in
      var sum = 0
      var rest = state
      for place in 0..<side * side {
        sum &+= Int(distances[Int(truncatingIfNeeded: rest & 15) &* 16 &+ place])
        rest >>= 4
      }
      return sum
    }
    guard let conflicts else { return Float(sum) }
    return Float(sum &+ 2 &* conflicts.count(in: state))
  }

  /// The Manhattan distance changes with the tile that was moved.
  @inline(__always)
  package func costToGo(
    _ state: UInt64, after step: StepCode, from previous: UInt64, estimate: Float
  ) -> Float {
    let blank = blank(previous)
    let origin = origin(step, blank)
    let tile = Int(truncatingIfNeeded: previous &>> origin & 15)
    let places = (
      from: Int(truncatingIfNeeded: origin >> 2), to: Int(truncatingIfNeeded: blank >> 2)
    )
    guard heuristic == .manhattan else {
      return estimate + change(to: state, after: step, from: previous, tile, places)
    }
    return estimate + Float(distanceChange(tile, places))
  }

  @inline(__always)
  private func distanceChange(_ tile: Int, _ places: (from: Int, to: Int)) -> Int {
    distances.withUnsafeBufferPointer {
      Int($0[tile &* 16 &+ places.to]) &- Int($0[tile &* 16 &+ places.from])
    }
  }

  /// Conflicts change in the two lines that a tile left and came to: a tile that moves along a line passes
  /// no other tile of it. What is known of a pattern changes if it is that of the tile. A call, so
  /// that the loop around the Manhattan distance is small.
  @inline(never)
  private func change(
    to state: UInt64, after step: StepCode, from previous: UInt64, _ tile: Int,
    _ places: (from: Int, to: Int)
  ) -> Float {
    if let patterns { return Float(patterns.change(to: state, tile: tile, from: places.from)) }
    var change = distanceChange(tile, places)
    if let conflicts {
      change &+= 2 &* conflicts.change(from: previous, to: state, step: step, places: places)
    }
    return Float(change)
  }

  /// 1 at the goal; one half where ten moves are left at least.
  package func heuristicValue(_ state: UInt64) -> Float {
    10 / (10 + costToGo(state))
  }

  /// 64 bits of a hash of the tiles.
  @inline(__always)
  package func fingerprint(of state: UInt64) -> UInt64 { mixed(state) }

  /// With the tiles in another order.
  package func starting(at state: UInt64) -> SlidingPuzzle? {
    guard state != goal else { return nil }
    var puzzle = self
    puzzle.start = state
    return puzzle
  }
}
