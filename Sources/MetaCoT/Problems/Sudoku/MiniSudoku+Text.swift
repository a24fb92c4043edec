extension MiniSudoku {
  /// Reads the rows, with or without blanks between the cells; see the type.
  package init(text: String) throws {
    let signs = text.filter { !$0.isWhitespace && !Self.rules.contains($0) }
    try self.init(
      cells: try signs.map { sign in
        if sign == "_" || sign == "." { return 0 }
        guard sign.isASCII, let digit = sign.wholeNumberValue, digit > 0 else {
          throw ProblemError(
            "\(String(sign).quoted) is no cell: write a digit, or _ for an empty one")
        }
        return digit
      })
  }

  /// What people draw between blocks.
  private static let rules: Set<Character> = ["|", "-", "+", "/"]

  /// Digits and `_`.
  package static func resembles(_ text: String) -> Bool {
    text.contains("_")
      && text.allSatisfy { $0 == "_" || $0.isWhitespace || $0.isASCII && $0.isWholeNumber }
  }

  /// `1__4 _3_1 3_4_ _1_3`.
  package var text: String { text(of: start) }

  /// `I need every digit from 1 to 4 once in each row, column and block.`
  package var statement: String {
    "I need every digit from 1 to \(side) once in each row, column and block of \(text)."
  }

  /// `4 in row 1, column 2`.
  package func write(_ step: StepCode, from state: FilledCells, to text: inout [UInt8]) {
    let (cell, digit) = parts(of: step)
    text.append(text: "\(digit) in row \(cell / side + 1), column \(cell % side + 1)")
  }

  /// `14_2 ____ 3_4_ _1_3`.
  package func write(_ state: FilledCells, to text: inout [UInt8]) {
    for cell in 0..<count {
      if cell > 0, cell % side == 0 { text.append(UInt8(ascii: " ")) }
      let digit = state[cell]
      text.append(digit == 0 ? UInt8(ascii: "_") : UInt8(ascii: "0") + UInt8(digit))
    }
  }

  /// Reads rows that keep what is given.
  package func state(text: some StringProtocol) -> FilledCells? {
    let rows = text.split(separator: " ", omittingEmptySubsequences: false)
    guard rows.count == side, rows.allSatisfy({ $0.utf8.count == side }) else { return nil }
    var state = FilledCells()
    for (cell, sign) in rows.joined().utf8.enumerated() where sign != UInt8(ascii: "_") {
      let digit = Int(sign) - Int(UInt8(ascii: "0"))
      guard (1...side).contains(digit) else { return nil }
      state[cell] = digit
    }
    let keepsGiven = (0..<count).allSatisfy { start[$0] == 0 || state[$0] == start[$0] }
    return keepsGiven ? state : nil
  }

  /// The rows after the steps.
  package func answer(_ steps: [StepCode]) -> String {
    text(of: steps.reduce(start) { apply($1, to: $0) })
  }

  /// Looks at rows, columns and blocks; the cost is how many cells were empty.
  package func verify(_ answer: String) -> Verification {
    let signs = answer.filter { !$0.isWhitespace && !Self.rules.contains($0) }
    guard signs.count == count else {
      return .rejected("there are \(signs.count) cells: give \(count), row by row")
    }
    var state = FilledCells()
    for (cell, sign) in signs.enumerated() {
      let place = "row \(cell / side + 1), column \(cell % side + 1)"
      guard sign.isASCII, let digit = sign.wholeNumberValue, (1...side).contains(digit) else {
        return .rejected("\(place) has \(String(sign).quoted): give 1 to \(side)")
      }
      guard start[cell] == 0 || start[cell] == digit else {
        return .rejected("\(place) has \(digit), but \(start[cell]) is given there")
      }
      guard digits(of: cell, in: state).contains(digit) else {
        return .rejected("\(place) has \(digit), which its row, column or block has already")
      }
      state[cell] = digit
    }
    return .accepted(cost: Float((0..<count).count { start[$0] == 0 }))
  }
}

extension MiniSudoku: ProblemFamily {
  /// One line.
  package static let help = "a sudoku of 4 × 4 or 6 × 6 cells"

  /// Its solution is 1324 4213 3142 2431.
  package static let example = "1__4 _2__ __4_ 2__1"

  /// Larger ones with fewer cells given are harder.
  package static let parameters: [Parameter] = [
    Parameter("side", whole: 4...6, default: 4, "rows and columns, 4 or 6"),
    Parameter("empty", whole: 1...30, default: 9, "how many cells are empty at most"),
  ]

  /// Draws a full board, and empties cells at random as long as there is one solution.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> MiniSudoku {
    let side = parameters[whole: "side"]
    guard side != 5 else { throw ProblemError("the side is 5: give 4 or 6") }
    let empty = try MiniSudoku(cells: Array(repeating: 0, count: side * side))
    var cells = Array(repeating: 0, count: side * side)
    guard empty.fill(&cells, using: &random) else {
      throw ProblemError("no such sudoku was found")
    }
    var emptied = 0
    for cell in cells.indices.map({ ($0, random.next()) }).sorted(by: { $0.1 < $1.1 }).map(\.0)
    where emptied < parameters[whole: "empty"] {
      let digit = cells[cell]
      cells[cell] = 0
      if try MiniSudoku(cells: cells).solutionCount(upTo: 2) == 1 {
        emptied += 1
      } else {
        cells[cell] = digit
      }
    }
    return try MiniSudoku(cells: cells)
  }

  /// Fills the cells at random; false where that does not come out.
  private func fill(_ cells: inout [Int], using random: inout SeededRandom) -> Bool {
    guard let cell = cells.firstIndex(of: 0) else { return true }
    var digits = digits(of: cell, in: FilledCells(cells))
    while !digits.isEmpty {
      cells[cell] = digits.remove(at: random.below(digits.count))
      if fill(&cells, using: &random) { return true }
    }
    cells[cell] = 0
    return false
  }

  /// How many solutions there are, no more than `limit`.
  func solutionCount(upTo limit: Int) -> Int {
    var found = 0
    func search(_ state: FilledCells) {
      // The cell with the fewest digits first, or there would be no end of it.
      let open = (0..<count).filter { state[$0] == 0 }.map { ($0, digits(of: $0, in: state)) }
      guard let (cell, digits) = open.min(by: { $0.1.count < $1.1.count }) else {
        found += 1
        return
      }
      for digit in digits where found < limit {
        var next = state
        next[cell] = digit
        search(next)
      }
    }
    search(start)
    return found
  }
}

extension MiniSudoku: PicturedProblem {
  /// The board with its blocks; what was filled in stands out from what was given.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let width = side / 2
    let first = (0..<count).first { state[$0] == 0 }
    var rows: [[Picture.Cell]] = []
    for row in 0..<side {
      if row > 0, row.isMultiple(of: 2) {
        rows.append((0..<(2 * side + 1)).map { Picture.Cell($0 == side ? "┼" : "─", .wall) })
      }
      var cells: [Picture.Cell] = []
      for column in 0..<side {
        if column == width { cells += [Picture.Cell("│", .wall), Picture.Cell(" ", .plain)] }
        let cell = row * side + column
        let digit = state[cell]
        let role: Picture.Role =
          cell == first ? .current : start[cell] != 0 ? .plain : isGoal(state) ? .goal : .path
        cells.append(Picture.Cell(digit == 0 ? "·" : Character("\(digit)"), role))
        cells.append(Picture.Cell(" ", .plain))
      }
      rows.append(cells)
    }
    let focus = (first ?? 0) / side
    return Picture(rows: rows, focus: (row: focus + focus / 2, column: 0))
  }
}
