/// A sudoku of 4 × 4 or 6 × 6 cells: every digit once in each row, column and block.
///
/// Text: the rows, `_` for an empty cell, `1__4 _3_1 …`; blocks are 2 × 2, or three cells wide and two
/// high. A state is the rows as far as they are filled in. A step fills the first empty cell with a
/// digit that its row, column and block do not have yet, `4 in row 1, column 2`; the answer is the rows.
package struct MiniSudoku: EnumerableProblem {
  /// The cells row by row.
  package typealias State = FilledCells

  /// `mini-sudoku`.
  package static let kind = "mini-sudoku"

  /// Rows, columns and digits: 4 or 6.
  package let side: Int
  /// The cells that are given.
  package let start: FilledCells
  /// For each cell the others that may not have its digit.
  private let peers: [[Int]]

  /// A sudoku with these cells row by row, 0 for an empty one. Throws where cells contradict each
  /// other, or all are filled.
  package init(cells: [Int]) throws {
    guard let side = [4, 6].first(where: { $0 * $0 == cells.count }) else {
      throw ProblemError("the sudoku has \(cells.count) cells: give 16 or 36")
    }
    for digit in cells where !(0...side).contains(digit) {
      throw ProblemError("\(digit) is in a cell: give 1 to \(side), or _ for an empty one")
    }
    guard cells.contains(0) else { throw ProblemError("no cell is empty: write _ for one") }
    self.side = side
    start = FilledCells(cells)
    let width = side / 2
    peers = cells.indices.map { cell in
      cells.indices.filter { other in
        let (row, column) = (cell / side, cell % side)
        let (otherRow, otherColumn) = (other / side, other % side)
        let isInBlock = row / 2 == otherRow / 2 && column / width == otherColumn / width
        return other != cell && (row == otherRow || column == otherColumn || isInBlock)
      }
    }
    if let cell = cells.indices.first(where: { !isFree(start[$0], cell: $0, in: start) }) {
      throw ProblemError(
        "the \(start[cell]) in row \(cell / side + 1), column \(cell % side + 1) is there twice")
    }
  }

  /// How many cells there are.
  var count: Int { side * side }

  private func isFree(_ digit: Int, cell: Int, in state: FilledCells) -> Bool {
    digit == 0 || peers[cell].allSatisfy { state[$0] != digit }
  }

  /// The digits that an empty cell may have.
  func digits(of cell: Int, in state: FilledCells) -> [Int] {
    (1...side).filter { isFree($0, cell: cell, in: state) }
  }

  /// A step is a cell, and a digit for it.
  func parts(of step: StepCode) -> (cell: Int, digit: Int) { (Int(step) / 8, Int(step) % 8) }

  /// The digits of the first empty cell.
  package func appendSteps(from state: FilledCells, to steps: inout [StepCode]) {
    guard let cell = (0..<count).first(where: { state[$0] == 0 }) else { return }
    for digit in digits(of: cell, in: state) { steps.append(StepCode(8 * cell + digit)) }
  }

  /// Fills the cell.
  package func apply(_ step: StepCode, to state: FilledCells) -> FilledCells {
    let (cell, digit) = parts(of: step)
    var state = state
    state[cell] = digit
    return state
  }

  /// Whether all cells are filled.
  package func isGoal(_ state: FilledCells) -> Bool { (0..<count).allSatisfy { state[$0] != 0 } }

  /// How many cells are empty; infinity where no digit is left for one of them.
  package func costToGo(_ state: FilledCells) -> Float {
    var empty: Float = 0
    for cell in 0..<count where state[cell] == 0 {
      if digits(of: cell, in: state).isEmpty { return .infinity }
      empty += 1
    }
    return empty
  }

  /// The share of cells that are filled; 0 where no digit is left for one.
  package func heuristicValue(_ state: FilledCells) -> Float {
    let empty = costToGo(state)
    return empty == .infinity ? 0 : 1 - empty / Float(count)
  }

  /// 64 bits of a hash of the cells.
  package func fingerprint(of state: FilledCells) -> UInt64 { state.fingerprint }
}
