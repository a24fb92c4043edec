import Testing

@testable import MetaCoT

/// Ladders, sudokus, houses and islanders: the laws of problems, answers, and solutions that trying
/// everything finds as well.
@Suite struct LogicPuzzleTests {
  private func check<P: EnumerableProblem & PicturedProblem>(_ problem: P, seed: UInt64) throws {
    try checkLaws(of: problem, seed: seed)
    let costs = trueCosts(of: problem)
    #expect(costs.count > 2 && costs[problem.start] != .infinity)
    for (state, cost) in costs {
      #expect(problem.costToGo(state) <= cost, "\(problem.text(of: state))")
    }
  }

  /// The texts of all goals that can be reached.
  private func goals<P: EnumerableProblem>(of problem: P) throws -> Set<String> {
    let space = try #require(StateSpace(problem, limit: 400_000))
    return Set(space.states.filter(problem.isGoal).map { problem.text(of: $0) })
  }

  // MARK: Word ladders

  @Test(arguments: ["cold → warm", "cat → dog", "lead -> gold (load goad)"])
  func `Ladders keep the laws`(text: String) throws {
    try check(WordLadder(text: text), seed: 1)
  }

  @Test func `Words are as far from each other as trying everything says`() throws {
    let ladder = try WordLadder(text: "cold → warm")
    let words = WordLadder.words.filter { $0.count == 4 }
    var distances = ["cold": 0]
    var wave = ["cold"]
    while !wave.isEmpty {
      let next = Set(
        words.filter { word in
          distances[word] == nil && wave.contains { zip($0, word).count { $0 != $1 } == 1 }
        })
      for word in next { distances[word] = (distances[wave[0]] ?? 0) + 1 }
      wave = Array(next)
    }
    let space = try #require(StateSpace(ladder, limit: 10_000))
    #expect(Int(space.stepsToGo[0]) == distances["warm"])
    #expect(distances["warm"] == 4)
  }

  @Test(arguments: [
    ("cold, cord, card, ward, warm", Verification.accepted(cost: 4)),
    ("COLD,CORD,CARD,WARD,WARM", .accepted(cost: 4)),
    ("cold, warm", .rejected("cold and warm do not differ in one letter alone")),
    ("cold, xold", .rejected("\"xold\" is not one of the words that may be used")),
    ("cord, card", .rejected("the first word is not cold")),
    ("cold, cord", .rejected("the last word is not warm")),
  ])
  func `Answers about ladders`(answer: String, verification: Verification) throws {
    #expect(try WordLadder(text: "cold → warm").verify(answer) == verification)
  }

  @Test func `The words of the list are words`() {
    #expect(WordLadder.words.count == Set(WordLadder.words).count)
    #expect(
      WordLadder.words.allSatisfy { word in
        (3...5).contains(word.count) && word.allSatisfy { ("a"..."z").contains($0) }
      })
  }

  // MARK: Sudokus

  @Test(arguments: [
    "1__4 _2__ __4_ 2__1", "12__\n34__\n____\n____",
    "1____6 _5__2_ __36__ 64_5__ _1__6_ 5__3__",
  ])
  func `Sudokus keep the laws`(text: String) throws {
    let sudoku = try MiniSudoku(text: text)
    try checkLaws(of: sudoku, seed: 2)
    guard sudoku.side == 4 else { return }
    try check(sudoku, seed: 3)
    #expect(try goals(of: sudoku) == Self.solutions(of: sudoku))
  }

  /// The solutions, by trying all digits in all cells, row by row.
  private static func solutions(of sudoku: MiniSudoku) -> Set<String> {
    let rows = permutations([1, 2, 3, 4])
    var found: Set<String> = []
    func isRight(_ cells: [Int]) -> Bool {
      (0..<cells.count).allSatisfy { cell in
        let given = sudoku.start[cell]
        return (given == 0 || given == cells[cell])
          && (0..<cell).allSatisfy { other in
            let (row, column) = (cell / 4, cell % 4)
            let isSeen =
              other % 4 == column || (other / 4 / 2 == row / 2 && other % 4 / 2 == column / 2)
            return !isSeen || cells[other] != cells[cell]
          }
      }
    }
    func search(_ cells: [Int]) {
      guard isRight(cells) else { return }
      if cells.count == 16 {
        found.insert(
          (0..<4).map { row in cells[4 * row..<4 * row + 4].map { "\($0)" }.joined() }
            .joined(separator: " "))
        return
      }
      for row in rows { search(cells + row) }
    }
    search([])
    return found
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    items.isEmpty
      ? [[]]
      : items.flatMap { item in permutations(items.filter { $0 != item }).map { [item] + $0 } }
  }

  @Test(arguments: [
    ("1324 4213 3142 2431", Verification.accepted(cost: 10)),
    ("1 3 2 4\n4 2 1 3\n3 1 4 2\n2 4 3 1", .accepted(cost: 10)),
    ("1324 4213", .rejected("there are 8 cells: give 16, row by row")),
    ("4324 4213 3142 2431", .rejected("row 1, column 1 has 4, but 1 is given there")),
    (
      "1224 4213 3142 2431",
      .rejected("row 1, column 3 has 2, which its row, column or block has already")
    ),
    ("1_24 4213 3142 2431", .rejected("row 1, column 2 has \"_\": give 1 to 4")),
  ])
  func `Answers about sudokus`(answer: String, verification: Verification) throws {
    #expect(try MiniSudoku(text: "1__4 _2__ __4_ 2__1").verify(answer) == verification)
  }

  // MARK: Zebras

  @Test(arguments: [
    Zebra.example,
    "colour: red green; pet: cat dog; drink: tea milk; red is cat; dog is not tea; milk is next to tea",
    "a: k l m n; b: w x y z; k is directly left of x; w is in house 3; z is not in house 1",
  ])
  func `Zebras keep the laws`(text: String) throws {
    let zebra = try Zebra(text: text)
    try check(zebra, seed: 4)
    #expect(try goals(of: zebra).count == zebra.solutionCount(upTo: .max))
  }

  @Test func `The clues of a zebra leave what trying everything leaves`() throws {
    // red is directly left of cat, dog is blue, green is not in house 3.
    var found: Set<String> = []
    let orders = Self.permutations([1, 2, 3])
    for colours in orders {
      for pets in orders {
        let (red, green, blue) = (colours[0], colours[1], colours[2])
        let (cat, dog, zebra) = (pets[0], pets[1], pets[2])
        guard red + 1 == cat, dog == blue, green != 3 else { continue }
        found.insert(
          "red \(red), green \(green), blue \(blue), cat \(cat), dog \(dog), zebra \(zebra)")
      }
    }
    #expect(try goals(of: Zebra(text: Zebra.example)) == found)
    #expect(found == ["red 1, green 2, blue 3, cat 2, dog 3, zebra 1"])
  }

  @Test(arguments: [
    ("red 1, green 2, blue 3, cat 2, dog 3, zebra 1", Verification.accepted(cost: 6)),
    ("red 1, green 1, blue 3, cat 2, dog 3, zebra 1", .rejected("red and green are in one house")),
    ("red 1, green 2, blue 3, cat 2, dog 3", .rejected("zebra has no house")),
    (
      "red 1, green 2, blue 3, cat 3, dog 2, zebra 1",
      .rejected("it does not hold that red is directly left of cat")
    ),
    ("red", .rejected("\"red\" is no value with its house, such as red 1")),
  ])
  func `Answers about zebras`(answer: String, verification: Verification) throws {
    #expect(try Zebra(text: Zebra.example).verify(answer) == verification)
  }

  // MARK: Knights and knaves

  @Test(arguments: [
    KnightsAndKnaves.example, "A: B is a knave; B: A is a knave",
    "Zoe: if Max is a knight then (Zoe is a knave or not Max is a knave); Max: Zoe is a knight if and only if Ben is a knave",
  ])
  func `Islanders keep the laws`(text: String) throws {
    let island = try KnightsAndKnaves(text: text)
    try check(island, seed: 5)
    #expect(try goals(of: island).count == island.solutionCount)
  }

  @Test func `What islanders say is true of knights alone`() throws {
    // A: B is a knave; B: A is a knave and C is a knave; C: A is a knight.
    var found: Set<String> = []
    for ways in 0..<8 {
      let (a, b, c) = (ways & 1 == 0, ways & 2 == 0, ways & 4 == 0)
      guard a == !b, b == (!a && !c), c == a else { continue }
      func role(_ isKnight: Bool) -> String { isKnight ? "knight" : "knave" }
      found.insert("A \(role(a)), B \(role(b)), C \(role(c))")
    }
    #expect(try goals(of: KnightsAndKnaves(text: KnightsAndKnaves.example)) == found)
  }

  @Test(arguments: [
    ("A is a knave, B is a knight", Verification.accepted(cost: 2)),
    ("A is a knave, and B is a knight.", .accepted(cost: 2)),
    ("A is a knight, B is a knight", .rejected("A would be a knight and say: B is a knave")),
    ("A is a knight", .rejected("nothing is said of B")),
    (
      "C is a knight", .rejected("\"C is a knight\" says of nobody what he is: write A is a knight")
    ),
  ])
  func `Answers about islanders`(answer: String, verification: Verification) throws {
    #expect(
      try KnightsAndKnaves(text: "A: B is a knave; B: A is a knave").verify(answer) == verification)
  }

  // MARK: All of them

  @Test(arguments: [
    (
      "word-ladder", "cold → hot",
      "\"cold\" and \"hot\" are not equally long: a step changes one letter"
    ),
    ("word-ladder", "cold → cold", "the first and the last word are the same"),
    (
      "word-ladder", "cold → wxyz",
      "\"wxyz\" is not in the list: give the words that may be used in brackets after it"
    ),
    ("mini-sudoku", "123", "the sudoku has 3 cells: give 16 or 36"),
    ("mini-sudoku", "11__ ____ ____ ____", "the 1 in row 1, column 1 is there twice"),
    ("mini-sudoku", "1234 3412 2143 4321", "no cell is empty: write _ for one"),
    (
      "zebra", "colour: red green; pet: cat",
      "\"pet\" has 1 of 2 values: give one for each house"
    ),
    (
      "zebra", "colour: red green; red is cat",
      "clue 1, \"red is cat\", has \"cat\", which is a value of no category: give one of red, green"
    ),
    (
      "zebra", "colour: red green; red is in house 1; green is in house 3",
      "clue 2, \"green is in house 3\", names no house: give 1 to 2"
    ),
    (
      "zebra", "colour: red green; red lives left of green",
      "clue 1, \"red lives left of green\", cannot be read: write A is B, A is not B, A is in house 1, A is directly left of B or A is next to B"
    ),
    (
      "knights-and-knaves", "A: B is green",
      "\"B is green\" is no claim: write such as B is a knave, joined by and, or, not, if … then …, if and only if, with brackets"
    ),
  ])
  func `What is wrong is said`(kind: String, text: String, message: String) throws {
    #expect(throws: ProblemError(message)) { try ProblemRegistry.kind(named: kind).make(text) }
  }

  @Test(arguments: [
    (
      "cold → zzzz",
      "\"zzzz\" is not in the list: give the words that may be used in brackets after it"
    ),
    ("A: B is a nave; B: A is a knight", "\"B is a nave\" is no claim"),
  ])
  func `A text is told what the kind that it resembles says`(text: String, beginning: String) {
    let error = #expect(throws: ProblemError.self) { try ProblemRegistry.problem(text: text) }
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix(beginning))
  }

  @Test(arguments: 1..<4 as Range<UInt64>)
  func `What is generated has one solution`(seed: UInt64) throws {
    for (kind, parameters) in [
      ("mini-sudoku", [:]), ("mini-sudoku", ["side": 6, "empty": 24]), ("zebra", [:]),
      ("zebra", ["houses": 4, "categories": 4]), ("knights-and-knaves", [:]),
    ] as [(String, [String: JSONValue])] {
      let problem = try ProblemRegistry.kind(named: kind).generate(
        seed: seed, parameters: parameters)
      let count =
        switch problem {
        case let problem as MiniSudoku: problem.solutionCount(upTo: 2)
        case let problem as Zebra: problem.solutionCount(upTo: 2)
        case let problem as KnightsAndKnaves: problem.solutionCount
        default: 0
        }
      #expect(count == 1, "\(problem.text)")
      #expect(try ProblemRegistry.problem(text: problem.text).text == problem.text)
    }
  }

  @Test(arguments: 1..<4 as Range<UInt64>)
  func `A ladder that is generated takes so many steps`(seed: UInt64) throws {
    let problem = try ProblemRegistry.kind(named: "word-ladder").generate(
      seed: seed, parameters: ["steps": 6])
    let ladder = try #require(problem as? WordLadder)
    let space = try #require(StateSpace(ladder, limit: 10_000))
    #expect(space.stepsToGo[0] == 6)
  }
}
