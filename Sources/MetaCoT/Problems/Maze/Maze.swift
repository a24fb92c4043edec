/// A grid with walls; a way from the start to the goal by steps up, down, left and right.
///
/// A state is a cell. Text: the grid, a line a row, `#` or `█` wall, `.` or space free, `S` (or `@`) start and
/// `G` (or `E`, the exit) goal; without them the way is from the first cell to the last. Lines may be
/// parted by `\n` as one writes it in a string. The text of a cell is its column and row from the upper
/// left, `12,7`. An answer is a string of moves, `RRDDLU`.
package struct Maze: EnumerableProblem {
  /// A cell: its row, shifted by the maze's `shift`, and its column.
  package typealias State = UInt32

  /// `maze`.
  package static let kind = "maze"

  /// The most columns, and the most rows.
  package static let largestSide = 4096

  /// How many columns.
  package let width: Int
  /// How many rows.
  package let height: Int
  /// The first cell of the way.
  package private(set) var start: UInt32
  /// The last cell of the way.
  package let goal: UInt32
  /// The number of bits that hold a column.
  let shift: UInt32
  private let columns: UInt32
  /// For each cell the moves that lead to a free cell, a bit each; 0 also at the goal.
  private let moves: [UInt8]
  /// For each cell whether it is free.
  private let free: [Bool]

  /// The moves in the order of their step codes.
  enum Move {
    static let letters: [Character] = ["U", "D", "L", "R"]
    static let changes: [(column: Int, row: Int)] = [(0, -1), (0, 1), (-1, 0), (1, 0)]
  }

  /// A maze of these rows of equal length, `true` for free cells. Start and goal are cells by
  /// column and row, different and free.
  package init(
    rows: [[Bool]], start: (column: Int, row: Int), goal: (column: Int, row: Int)
  ) throws {
    height = rows.count
    width = rows.first?.count ?? 0
    guard width * height >= 2, width <= Self.largestSide, height <= Self.largestSide else {
      throw ProblemError(
        "the maze is \(width) × \(height): give 2 cells or more, sides up to \(Self.largestSide)")
    }
    var shift: UInt32 = 0
    while 1 << shift < width { shift += 1 }
    var free = [Bool](repeating: false, count: height << shift)
    for (row, cells) in rows.enumerated() {
      guard cells.count == width else {
        throw ProblemError(
          "row \(row + 1) has \(cells.count) cells, row 1 has \(width)", line: row + 1)
      }
      for (column, isFree) in cells.enumerated() { free[row << shift | column] = isFree }
    }
    let corners = [("start", start), ("goal", goal)]
    for (name, cell) in corners {
      guard (0..<width).contains(cell.column), (0..<height).contains(cell.row) else {
        throw ProblemError(
          "the \(name) \(cell.column),\(cell.row) is outside the maze", line: cell.row + 1)
      }
      guard free[cell.row << shift | cell.column] else {
        throw ProblemError(
          "the \(name) \(cell.column),\(cell.row) is a wall: free it", line: cell.row + 1)
      }
    }
    self.start = UInt32(start.row << shift | start.column)
    self.goal = UInt32(goal.row << shift | goal.column)
    guard self.start != self.goal else {
      throw ProblemError("start and goal are one cell: set them apart")
    }
    var moves = [UInt8](repeating: 0, count: height << shift)
    for row in 0..<height {
      for column in 0..<width where free[row << shift | column] {
        for (code, change) in Move.changes.enumerated() {
          let (x, y) = (column + change.column, row + change.row)
          if (0..<width).contains(x), (0..<height).contains(y), free[y << shift | x] {
            moves[row << shift | column] |= 1 << UInt8(code)
          }
        }
      }
    }
    moves[Int(self.goal)] = 0
    self.shift = shift
    columns = 1 << shift - 1
    self.moves = moves
    self.free = free
  }

  /// The column of a cell, from the left.
  @inline(__always)
  package func column(of cell: UInt32) -> Int { Int(cell & columns) }

  /// The row of a cell, from the top.
  @inline(__always)
  package func row(of cell: UInt32) -> Int { Int(cell >> shift) }

  /// Whether a cell of the grid is free.
  package func isFree(column: Int, row: Int) -> Bool { free[row << Int(shift) | column] }

  /// The free neighbours: U, D, L, R are 0 to 3.
  @inline(__always)
  package func appendSteps(from cell: UInt32, to steps: inout [StepCode]) {
    var rest = UInt32(moves[Int(cell)])
    while rest != 0 {
      steps.append(StepCode(truncatingIfNeeded: rest.trailingZeroBitCount))
      rest &= rest &- 1
    }
  }

  /// Draws one of the free neighbours.
  @inline(__always)
  package func randomStep(from cell: UInt32, using random: inout SeededRandom) -> StepCode? {
    var rest = UInt32(moves[Int(cell)])
    if rest == 0 { return nil }
    for _ in 0..<random.below(rest.nonzeroBitCount) { rest &= rest &- 1 }
    return StepCode(truncatingIfNeeded: rest.trailingZeroBitCount)
  }

  /// The other way.
  @inline(__always)
  package func inverse(of step: StepCode) -> StepCode? { step ^ 1 }

  /// The neighbour.
  @inline(__always)
  package func apply(_ step: StepCode, to cell: UInt32) -> UInt32 {
    // Up and left are even codes; up and down go by a whole row.
    let distance: UInt32 = step < 2 ? 1 << shift : 1
    return step & 1 == 0 ? cell &- distance : cell &+ distance
  }

  /// Whether it is the goal's cell.
  @inline(__always)
  package func isGoal(_ cell: UInt32) -> Bool { cell == goal }

  /// The Manhattan distance: the steps that would be needed without walls.
  @inline(__always)
  package func costToGo(_ cell: UInt32) -> Float {
    Float(
      abs(Int32(truncatingIfNeeded: cell & columns) - Int32(truncatingIfNeeded: goal & columns))
        + abs(Int32(truncatingIfNeeded: cell >> shift) - Int32(truncatingIfNeeded: goal >> shift)))
  }

  /// 1 at the goal, falling evenly with the Manhattan distance to nearly 0 at the farthest cell.
  package func heuristicValue(_ cell: UInt32) -> Float {
    1 - costToGo(cell) / Float(width + height)
  }

  /// 64 bits of a hash of the cell.
  @inline(__always)
  package func fingerprint(of cell: UInt32) -> UInt64 { mixed(UInt64(cell) &+ 1) }

  /// One number a cell, and a few that are none.
  @inline(__always)
  package var indexedStates: Int { moves.count }

  /// The cell's own number.
  @inline(__always)
  package func index(of cell: UInt32) -> Int { Int(cell) }

  /// From another free cell to the same goal.
  package func starting(at cell: UInt32) -> Maze? {
    guard cell != goal else { return nil }
    var maze = self
    maze.start = cell
    return maze
  }
}
