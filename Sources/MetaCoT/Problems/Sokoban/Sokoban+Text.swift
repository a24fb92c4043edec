extension Sokoban {
  /// Reads a level; see the type.
  package init(text: String) throws {
    let lines = text.replacing("\\n", with: "\n").split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    try self.init(rows: lines.map { Array($0) }.trimmingEmpty)
  }

  /// A level of these rows; short ones are padded with floor.
  init(rows: [[Character]]) throws {
    let width = rows.map(\.count).max() ?? 0
    guard max(width, rows.count) <= Self.largestSide else {
      throw ProblemError(
        "the level is \(width) × \(rows.count): give sides up to \(Self.largestSide)")
    }
    var free: [Bool] = []
    var goals: [Bool] = []
    var boxes: [Int] = []
    var players: [Int] = []
    for (number, row) in rows.enumerated() {
      for column in 0..<width {
        let sign = column < row.count ? row[column] : "-"
        guard Self.signs.contains(sign) else {
          throw ProblemError(
            "\(String(sign).quoted) is not a level symbol: they are # @ $ . + * and space, - or _",
            line: number + 1)
        }
        if sign == "@" || sign == "+" { players.append(free.count) }
        if sign == "$" || sign == "*" { boxes.append(free.count) }
        free.append(sign != "#")
        goals.append(".+*".contains(sign))
      }
    }
    guard players.count == 1 else {
      throw ProblemError(
        players.isEmpty
          ? "there is no player: write @ for him, or + on a goal"
          : "there are \(players.count) players: leave one")
    }
    try self.init(width: width, free: free, goals: goals, boxes: boxes, player: players[0])
  }

  private static let signs: Set<Character> = ["#", "@", "+", "$", "*", ".", "-", "_", " "]

  /// Signs of a level alone, a player and a box among them.
  package static func resembles(_ text: String) -> Bool {
    let text = text.replacing("\\n", with: "\n")
    return text.contains("#") && text.contains { "@+".contains($0) }
      && text.contains { "$*".contains($0) }
      && text.allSatisfy { signs.contains($0) || $0.isNewline }
  }

  /// The level with `-` for floor, as a space at the end of a line is easily lost.
  package var text: String {
    var text = ""
    for row in 0..<height {
      if row > 0 { text += "\n" }
      for column in 0..<width {
        let cell = row * width + column
        let isPlayer = Int(start.player) == cell
        let isBox = start.boxes.contains(UInt16(cell))
        text.append(
          !free[cell]
            ? "#"
            : goals[cell] ? isPlayer ? "+" : isBox ? "*" : "." : isPlayer ? "@" : isBox ? "$" : "-")
      }
    }
    return text
  }

  /// Such as `I need to push 2 boxes onto goals.`
  package var statement: String {
    let boxes = start.boxes.count
    return "I need to push \(boxes == 1 ? "the box onto a goal" : "\(boxes) boxes onto goals")."
  }

  private func name(of cell: Int) -> String { "\(cell % width),\(cell / width)" }

  /// `right to 3,1`, or `push right to 3,1`: where the player then stands.
  package func write(_ step: StepCode, from state: State, to text: inout [UInt8]) {
    let cell = neighbour(of: Int(state.player), Int(step)) ?? Int(state.player)
    if isPush(step, from: state) { text.append(text: "push ") }
    text.append(text: "\(Move.words[Int(step)]) to \(name(of: cell))")
  }

  /// `3,1 | 2,2 4,3`.
  package func write(_ state: State, to text: inout [UInt8]) {
    text.append(text: name(of: Int(state.player)) + " |")
    for box in state.boxes { text.append(text: " " + name(of: Int(box))) }
  }

  /// Reads free cells, each with one thing on it.
  package func state(text: some StringProtocol) -> State? {
    let sides = text.components(separatedBy: " | ")
    guard sides.count == 2, let player = cell(sides[0][...]) else { return nil }
    let boxes = sides[1].split(separator: " ", omittingEmptySubsequences: false).map { cell($0) }
    let cells = boxes.compactMap { $0 }
    guard cells.count == boxes.count, cells.count == start.boxes.count,
      Set(cells).count == cells.count, !cells.contains(player), cells == cells.sorted()
    else { return nil }
    return State(player: UInt16(player), boxes: cells.map { UInt16($0) })
  }

  private func cell(_ text: Substring) -> Int? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let column = Int(parts[0]), let row = Int(parts[1]),
      (0..<width).contains(column), (0..<height).contains(row), free[row * width + column],
      "\(column),\(row)" == text
    else { return nil }
    return row * width + column
  }

  /// The moves' letters, such as `RRDL`.
  package func answer(_ steps: [StepCode]) -> String {
    String(steps.map { Move.letters[Int($0)] })
  }

  /// Makes the moves; small letters are read as well. The cost is their number.
  package func verify(_ answer: String) -> Verification {
    var state = start
    var count = 0
    for letter in answer where !letter.isWhitespace {
      count += 1
      let capital = letter.uppercased()
      guard let move = Move.letters.firstIndex(where: { String($0) == capital }) else {
        return .rejected("\(String(letter).quoted) is not a move: write U, D, L and R")
      }
      guard isLegal(move, state) else {
        return .rejected("move \(count) (\(letter)): a wall or a second box stands there")
      }
      state = apply(StepCode(move), to: state)
    }
    let missing = state.boxes.count { !goals[Int($0)] }
    guard missing == 0 else {
      return .rejected("\(missing) of \(state.boxes.count) boxes stand on no goal")
    }
    return .accepted(cost: Float(count))
  }
}

extension [[Character]] {
  /// The rows without those at the ends that have nothing but white space.
  fileprivate var trimmingEmpty: [[Character]] {
    func isEmpty(_ row: [Character]) -> Bool { row.allSatisfy(\.isWhitespace) }
    guard let first = firstIndex(where: { !isEmpty($0) }),
      let last = lastIndex(where: { !isEmpty($0) })
    else { return [] }
    return Array(self[first...last])
  }
}

extension Sokoban: PicturedProblem {
  /// The level as it is: `█` wall, `@` player, `$` box, `.` goal, `*` box on a goal.
  package func picture(ofState text: String, amid search: SearchedStates) -> Picture? {
    guard let state = state(text: text) else { return nil }
    let rows = (0..<height).map { row in
      (0..<width).map { column in
        let cell = row * width + column
        guard free[cell] else { return Picture.Cell("█", .wall) }
        if Int(state.player) == cell { return Picture.Cell("@", .current) }
        let isBox = state.boxes.contains(UInt16(cell))
        if goals[cell] { return isBox ? Picture.Cell("*", .right) : Picture.Cell(".", .goal) }
        return isBox ? Picture.Cell("$", .path) : Picture.Cell(" ", .plain)
      }
    }
    return Picture(rows: rows, focus: (Int(state.player) / width, Int(state.player) % width))
  }
}

extension Sokoban: ProblemFamily {
  /// One line.
  package static let help = "push boxes onto goals through a room with walls"

  /// Solved by RD.
  package static let example = "#####\n#@--#\n#-$-#\n#-.-#\n#####"

  /// Boxes make it hard, then room and the pulls that the start is from the goal.
  package static let parameters: [Parameter] = [
    Parameter("width", whole: 5...20, default: 8, "columns, walls around included"),
    Parameter("height", whole: 5...20, default: 7, "rows, walls around included"),
    Parameter("boxes", whole: 1...6, default: 2, "how many boxes"),
    Parameter("walls", whole: 0...40, default: 15, "percent of inner cells that are walls"),
    Parameter("pulls", whole: 1...100, default: 12, "random pulls from the goals to the start"),
  ]

  /// Boxes on goals, pulled away at random: what is pulled there can be pushed back.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Sokoban {
    let (width, height) = (parameters[whole: "width"], parameters[whole: "height"])
    let boxCount = parameters[whole: "boxes"]
    for _ in 0..<500 {
      let free = (0..<width * height).map { cell in
        let (column, row) = (cell % width, cell / width)
        let isInside = (1..<width - 1).contains(column) && (1..<height - 1).contains(row)
        return isInside && random.below(100) >= parameters[whole: "walls"]
      }
      var cells = free.indices.filter { free[$0] }
      guard cells.count >= boxCount + 2 else { continue }
      cells.shuffle(using: &random)
      var goals = [Bool](repeating: false, count: free.count)
      for cell in cells.prefix(boxCount) { goals[cell] = true }
      let solved = try Sokoban(
        width: width, free: free, goals: goals, boxes: Array(cells.prefix(boxCount)),
        player: cells[boxCount])
      let (player, boxes) = solved.pulled(parameters[whole: "pulls"], using: &random)
      guard boxes.contains(where: { !goals[$0] }) else { continue }
      return try Sokoban(width: width, free: free, goals: goals, boxes: boxes, player: player)
    }
    throw ProblemError("no such level was found: allow more room or fewer walls and boxes")
  }

  /// Player and boxes after a random walk backwards with so many pulls, if it comes to them.
  private func pulled(_ pulls: Int, using random: inout SeededRandom) -> (Int, [Int]) {
    var player = Int(start.player)
    var boxes = start.boxes.map { Int($0) }
    var left = pulls
    for _ in 0..<pulls * 30 where left > 0 {
      let move = random.below(4)
      guard let next = neighbour(of: player, move), !boxes.contains(next) else { continue }
      // What stands behind comes along, three times in four.
      if let behind = neighbour(of: player, move ^ 1), let box = boxes.firstIndex(of: behind),
        random.below(4) > 0
      {
        boxes[box] = player
        left -= 1
      }
      player = next
    }
    return (player, boxes)
  }
}
