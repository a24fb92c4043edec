extension RushHour {
  /// Reads a board; see the type.
  package init(text: String) throws {
    try self.init(board: text.replacing("\\n", with: "\n").filter { !$0.isWhitespace }.map { $0 })
  }

  /// 36 signs of a board, with AA among them.
  package static func resembles(_ text: String) -> Bool {
    let signs = text.replacing("\\n", with: "\n").filter { !$0.isWhitespace }
    return signs.count == 36 && signs.contains("AA")
      && signs.allSatisfy { ".ox".contains($0) || ("A"..."Z").contains($0) }
  }

  /// The rows with a blank between.
  package var text: String { text(of: start) }

  /// One sentence.
  package var statement: String {
    "I need to get the car A to the exit at the right by sliding \(vehicles.count) vehicles along "
      + "their lines."
  }

  /// `.BCC.D .B..ED AA..ED …`.
  package func write(_ state: UInt64, to text: inout [UInt8]) {
    for (cell, vehicle) in board(of: state).enumerated() {
      if cell > 0, cell % Self.side == 0 { text.append(UInt8(ascii: " ")) }
      switch vehicle {
      case -2: text.append(UInt8(ascii: "x"))
      case -1: text.append(UInt8(ascii: "."))
      default: text.append(text: String(vehicles[vehicle].letter))
      }
    }
  }

  /// Reads a board with the same vehicles on the same lines.
  package func state(text: some StringProtocol) -> UInt64? {
    guard let other = try? RushHour(text: String(text)), other.vehicles == vehicles,
      self.text(of: other.start) == text
    else { return nil }
    return other.start
  }

  /// `H+2`: to the right or down; `-` is to the left or up.
  package func write(_ step: StepCode, from state: UInt64, to text: inout [UInt8]) {
    let vehicle = Int(step / 8)
    let distance = Int(step % 8) - place(of: vehicle, in: state)
    text.append(
      text: "\(vehicles[vehicle].letter)\(distance < 0 ? "-" : "+")\(abs(distance))")
  }

  /// The steps, with blanks between.
  package func answer(_ steps: [StepCode]) -> String {
    var state = start
    return steps.map { step in
      defer { state = apply(step, to: state) }
      return text(of: step, from: state)
    }.joined(separator: " ")
  }

  /// Slides the vehicles. The cost is the number of slides.
  package func verify(_ answer: String) -> Verification {
    var state = start
    let moves = answer.split(whereSeparator: \.isWhitespace)
    for (place, move) in moves.enumerated() {
      guard let letter = move.first, let distance = Int(move.dropFirst()), distance != 0,
        let vehicle = vehicles.firstIndex(where: { $0.letter == letter })
      else { return .rejected("\(move.quoted) is not a move of a vehicle here: write A+2 or B-1") }
      let target = self.place(of: vehicle, in: state).addingReportingOverflow(distance)
      var steps: [StepCode] = []
      if !target.overflow, (0..<Self.side).contains(target.partialValue) {
        appendMoves(from: state, to: &steps)
      }
      guard let step = steps.first(where: { Int($0) == 8 * vehicle + target.partialValue }) else {
        return .rejected("move \(place + 1) (\(move)): there is no room for it")
      }
      state = apply(step, to: state)
    }
    guard isGoal(state) else { return .rejected("the car A is not at the exit") }
    return .accepted(cost: Float(moves.count))
  }
}

extension RushHour: PicturedProblem {
  /// The board in a frame, the red car marked, the exit open.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let board = board(of: state)
    let wall = Picture.Cell("█", .wall)
    let edge = [Picture.Cell](repeating: wall, count: 2 * Self.side + 3)
    var rows = [edge]
    var focus = (row: 0, column: 0)
    for row in 0..<Self.side {
      var cells = [wall]
      for column in 0..<Self.side {
        let vehicle = board[row * Self.side + column]
        let cell: Picture.Cell =
          switch vehicle {
          case -2: Picture.Cell("█", .wall)
          case -1: Picture.Cell("·", .dim)
          default: Picture.Cell(vehicles[vehicle].letter, vehicle == red ? .current : .plain)
          }
        if vehicle == red { focus = (row + 1, 2 * column + 2) }
        cells += [Picture.Cell(" ", .plain), cell]
      }
      let isExit = vehicles[red].line == row
      cells += [Picture.Cell(" ", .plain), isExit ? Picture.Cell("→", .goal) : wall]
      rows.append(cells)
    }
    return Picture(rows: rows + [edge], focus: focus)
  }
}

extension RushHour: ProblemFamily {
  /// One line.
  package static let help = "slide vehicles until the red car can leave the board"

  /// Solved by B+2 A+4.
  package static let example = "...... ...B.. AA.B.. ...B.. ...... ......"

  /// More vehicles leave less room; the slides only have to be many enough to get far from the exit.
  package static let parameters: [Parameter] = [
    Parameter("vehicles", whole: 2...12, default: 8, "how many vehicles, the red car included"),
    Parameter(
      "slides", whole: 1...10_000, default: 200, "random slides from the exit to the start"),
  ]

  /// Vehicles at random about the red car at the exit, then slides that lead away from there: what slides
  /// can slide back.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> RushHour {
    for _ in 0..<1000 {
      guard let board = board(vehicles: parameters[whole: "vehicles"], using: &random) else {
        continue
      }
      let solved = try RushHour(board: board)
      var state = solved.start
      var last = state
      for _ in 0..<parameters[whole: "slides"] {
        var steps: [StepCode] = []
        solved.appendMoves(from: state, to: &steps)
        guard !steps.isEmpty else { break }
        state = solved.apply(steps[random.below(steps.count)], to: state)
        if !solved.isGoal(state) { last = state }
      }
      if !solved.isGoal(last) { return try RushHour(text: solved.text(of: last)) }
    }
    throw ProblemError("no such board was found: ask for fewer vehicles or more slides")
  }

  /// A board with the red car at the exit; nil where there was no room for all vehicles.
  private static func board(
    vehicles: Int, using random: inout SeededRandom
  ) -> [Character]? {
    var board = [Character](repeating: ".", count: side * side)
    board[2 * side + side - 2] = "A"
    board[2 * side + side - 1] = "A"
    var letters = Array("BCDEFGHIJKL".prefix(vehicles - 1))
    for _ in 0..<200 where !letters.isEmpty {
      let (isVertical, length) = (random.below(2) == 0, 2 + random.below(2))
      let (along, line) = (random.below(side - length + 1), random.below(side))
      // In the row of the red car nothing else lies, or it could never leave.
      if !isVertical, line == 2 { continue }
      let cells = (along..<along + length).map { isVertical ? $0 * side + line : line * side + $0 }
      guard cells.allSatisfy({ board[$0] == "." }) else { continue }
      for cell in cells { board[cell] = letters[0] }
      letters.removeFirst()
    }
    return letters.isEmpty ? board : nil
  }
}
