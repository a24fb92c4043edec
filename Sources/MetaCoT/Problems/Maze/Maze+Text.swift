extension Maze {
  /// Reads a grid; see the type.
  package init(text: String) throws {
    var lines = TextLines(text.replacing("\\n", with: "\n")).lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    var start: (column: Int, row: Int)?
    var goal: (column: Int, row: Int)?
    var rows: [[Bool]] = []
    for (row, line) in lines.enumerated() {
      var cells: [Bool] = []
      cells.reserveCapacity(line.utf8.count)
      for sign in line {
        switch sign {
        case "#", "█", ".", " ": break
        case "S" where start == nil, "@" where start == nil: start = (cells.count, row)
        case "G" where goal == nil, "E" where goal == nil: goal = (cells.count, row)
        case "S", "@", "G", "E":
          let corner = sign == "S" || sign == "@" ? "start" : "goal"
          throw ProblemError("\"\(sign)\" is a second \(corner): keep one", line: row + 1)
        default:
          throw ProblemError(
            "row \(row + 1) has \(String(sign).quoted): write # wall, . free, S start, G goal",
            line: row + 1)
        }
        cells.append(sign != "#" && sign != "█")
      }
      rows.append(cells)
    }
    try self.init(
      rows: rows, start: start ?? (0, 0),
      goal: goal ?? ((rows.last?.count ?? 0) - 1, rows.count - 1))
  }

  /// Mostly signs of a grid.
  package static func resembles(_ text: String) -> Bool {
    let cells = text.filter { !$0.isWhitespace }
    return 2 * cells.count { "#█.S@GE".contains($0) } > cells.count
  }

  /// The grid, with `S` and `G`, without a line break at the end.
  package var text: String {
    String(writing: { text in
      text.reserveCapacity((width + 1) * height)
      for row in 0..<height {
        if row > 0 { text.append(UInt8(ascii: "\n")) }
        for column in 0..<width {
          let cell = UInt32(row << Int(shift) | column)
          text.append(
            cell == start
              ? UInt8(ascii: "S")
              : cell == goal
                ? UInt8(ascii: "G")
                : isFree(column: column, row: row) ? UInt8(ascii: ".") : UInt8(ascii: "#"))
        }
      }
    })
  }

  /// Such as `I need a way from 0,0 to 7,7 through a maze of 8 × 8.`
  package var statement: String {
    "I need a way from \(text(of: start)) to \(text(of: goal)) through a maze of "
      + "\(width) × \(height)."
  }

  /// `right to 5,7`.
  package func write(_ step: StepCode, from cell: UInt32, to text: inout [UInt8]) {
    switch step {
    case 0: text.append(text: "up to ")
    case 1: text.append(text: "down to ")
    case 2: text.append(text: "left to ")
    default: text.append(text: "right to ")
    }
    write(apply(step, to: cell), to: &text)
  }

  /// `12,7`: column and row.
  package func write(_ cell: UInt32, to text: inout [UInt8]) {
    text.append(decimal: column(of: cell))
    text.append(UInt8(ascii: ","))
    text.append(decimal: row(of: cell))
  }

  /// Reads `12,7`; nil for walls and what lies outside.
  package func state(text: some StringProtocol) -> UInt32? {
    guard let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")),
      let column = Self.number(text.utf8[..<comma]),
      let row = Self.number(text.utf8[text.utf8.index(after: comma)...]),
      column < width, row < height, isFree(column: column, row: row)
    else { return nil }
    return UInt32(row << Int(shift) | column)
  }

  /// Reads one to four decimal digits as `write` writes them, without a zero in front.
  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard (1...4).contains(digits.count) else { return nil }
    var number = 0
    for digit in digits {
      let value = Int(digit) - 48
      guard (0...9).contains(value) else { return nil }
      number = number * 10 + value
    }
    return digits.first == UInt8(ascii: "0") && digits.count > 1 ? nil : number
  }

  /// The moves' letters, such as `RRDDLU`.
  package func answer(_ steps: [StepCode]) -> String {
    String(steps.map { Move.letters[Int($0)] })
  }

  /// Walks the moves. The cost is their number.
  package func verify(_ answer: String) -> Verification {
    var (column, row) = (column(of: start), row(of: start))
    var count = 0
    for letter in answer where !letter.isWhitespace {
      guard let code = Move.letters.firstIndex(of: letter) else {
        return .rejected("\(String(letter).quoted) is not a move: write U, D, L and R")
      }
      count += 1
      column += Move.changes[code].column
      row += Move.changes[code].row
      guard (0..<width).contains(column), (0..<height).contains(row) else {
        return .rejected("move \(count) (\(letter)) leaves the maze")
      }
      guard isFree(column: column, row: row) else {
        return .rejected("move \(count) (\(letter)) runs into the wall at \(column),\(row)")
      }
    }
    guard (column, row) == (self.column(of: goal), self.row(of: goal)) else {
      return .rejected("it ends at \(column),\(row), not at the goal \(text(of: goal))")
    }
    return .accepted(cost: Float(count))
  }
}
