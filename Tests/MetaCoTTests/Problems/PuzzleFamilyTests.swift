import Foundation
import Testing

@testable import MetaCoT

/// Towers, jugs, boxes and vehicles: the laws of problems, answers, and estimates that never say too much.
@Suite struct PuzzleFamilyTests {
  private func checkEstimates<P: EnumerableProblem>(of problem: P) {
    let costs = trueCosts(of: problem)
    #expect(costs.count > 2)
    for (state, cost) in costs {
      #expect(problem.costToGo(state) <= cost, "\(problem.text(of: state))")
    }
  }

  @Test(arguments: ["3 2 1 | - | - → 3", "5 3 | 4 1 | 2 → 1", "4 3 | 2 | - | 1 → 2"])
  func `Towers keep the laws`(text: String) throws {
    let tower = try TowerOfHanoi(text: text)
    try checkLaws(of: tower, seed: 3)
    checkEstimates(of: tower)
  }

  @Test func `With three pegs the estimate is exact`() throws {
    let tower = try TowerOfHanoi(text: "5 3 | 4 1 | 2 → 1")
    for (state, cost) in trueCosts(of: tower) { #expect(tower.costToGo(state) == cost) }
  }

  @Test(arguments: [
    ("1-3 1-2 3-2 1-3 2-1 2-3 1-3", Verification.accepted(cost: 7)),
    (
      "Move disk 1 from Peg 1 to Peg 3\nMove disk 2 from Peg 1 to Peg 2",
      .rejected("2 of the disks are not on peg 3")
    ),
    ("1-3 1-3", .rejected("move 2 (1-3): disk 1 there is smaller")),
    ("2-3", .rejected("move 1 (2-3): there is no disk on peg 2")),
    ("1-4", .rejected("move 1 (1-4): there are no such two pegs")),
    ("go", .rejected("\"go\" is not a move: write 1-3 for one from peg 1 to peg 3")),
    (
      "Move disk 2 from Peg 1 to Peg 3",
      .rejected("move 1 (Move disk 2 from Peg 1 to Peg 3): disk 1 lies above")
    ),
  ])
  func `Answers about towers`(answer: String, verification: Verification) throws {
    #expect(try TowerOfHanoi(text: "3 2 1 | - | - → 3").verify(answer) == verification)
  }

  @Test(arguments: ["3 5 → 4 litres", "4 9 14 → 7 litres", "2 6 → 4 litres", "1 1 → 1 litre"])
  func `Jugs keep the laws`(text: String) throws {
    let jugs = try WaterJugs(text: text)
    try checkLaws(of: jugs, seed: 4)
    checkEstimates(of: jugs)
  }

  @Test(arguments: [
    (
      "fill B, pour B into A, empty A, pour B into A, fill B, pour B into A",
      Verification.accepted(cost: 6)
    ),
    (#"["fill B", "pour B->A"]"#, .rejected("the jugs hold 3, 2 litres")),
    ("fill C", .rejected("step 1 (\"fill C\") names a jug that is not there")),
    ("drink A", .rejected("\"drink A\" is not a step: write fill A, empty A or pour A into B")),
  ])
  func `Answers about jugs`(answer: String, verification: Verification) throws {
    #expect(try WaterJugs(text: "3 5 → 4 litres").verify(answer) == verification)
  }

  private static let level = "#####\n#@--#\n#-$-#\n#-.-#\n#####"

  @Test(arguments: [level, "-####\n##--#\n#@$.#\n#-$.#\n#--##\n####-", "#+$.#$-"])
  func `Boxes keep the laws`(text: String) throws {
    let sokoban = try Sokoban(text: text)
    try checkLaws(of: sokoban, seed: 5)
    checkEstimates(of: sokoban)
  }

  @Test func `Lines of a level end as they do on any system`() throws {
    for end in ["\r\n", "\r", "\n"] {
      let level = Self.level.replacing("\n", with: end)
      #expect(try Sokoban(text: level).text == Sokoban(text: Self.level).text)
      #expect(try ProblemRegistry.problem(text: level) is Sokoban)
    }
  }

  @Test(arguments: [
    ("RD", Verification.accepted(cost: 2)), ("rd", .accepted(cost: 2)),
    ("U", .rejected("move 1 (U): a wall or a second box stands there")),
    ("R", .rejected("1 of 1 boxes stand on no goal")),
    ("x", .rejected("\"x\" is not a move: write U, D, L and R")),
    ("ß", .rejected("\"ß\" is not a move: write U, D, L and R")),
  ])
  func `Answers about boxes`(answer: String, verification: Verification) throws {
    #expect(try Sokoban(text: Self.level).verify(answer) == verification)
  }

  @Test(arguments: [
    "...... ...B.. AA.B.. ...B.. ...... ......", "...... ...... AAB... ..B... x.B... ......",
  ])
  func `Vehicles keep the laws`(text: String) throws {
    let board = try RushHour(text: text)
    try checkLaws(of: board, seed: 6)
    checkEstimates(of: board)
  }

  @Test(arguments: [
    ("B+2 A+4", Verification.accepted(cost: 2)), ("B+2", .rejected("the car A is not at the exit")),
    ("A+2", .rejected("move 1 (A+2): there is no room for it")),
    ("C+1", .rejected("\"C+1\" is not a move of a vehicle here: write A+2 or B-1")),
  ])
  func `Answers about vehicles`(answer: String, verification: Verification) throws {
    #expect(
      try RushHour(text: "...... ...B.. AA.B.. ...B.. ...... ......").verify(answer) == verification
    )
  }

  @Test(arguments: [
    ("hanoi", "2 3 | - | - → 3", "disk 3 lies on disk 2: larger ones lie below"),
    ("hanoi", "2 1 | - → 1", "there are 2 pegs: give three or four"),
    ("hanoi", "3 1 | - | - → 3", "disk 3 of 2: one is missing"),
    ("hanoi", "1 | - | - → 0", "\"0\" is not a peg: give its number after the arrow"),
    (
      "hanoi", "1 | - | - → -9223372036854775808",
      "\"-9223372036854775808\" is not a peg: give its number after the arrow"
    ),
    (
      "sokoban",
      "#@$.#" + String(repeating: "-", count: 100_000) + String(repeating: "\n#", count: 60),
      "the level is 100005 × 61: give sides up to 50"
    ),
    (
      "water-jugs", "2 4 → 3 litres",
      "only multiples of 2 litres can be measured out: give one instead of 3"
    ),
    ("water-jugs", "2 4 → 9 litres", "9 litres are wanted: give 1 to 4, the largest jug"),
    ("sokoban", "#-$.#", "there is no player: write @ for him, or + on a goal"),
    ("sokoban", "#@$$.#", "there are 2 boxes, but 1 goals: write . for one"),
    ("rush-hour", "AA", "the board has 2 cells: give 36, row by row"),
    (
      "rush-hour", ".B...B ...... AA.... ...... ...... ......",
      "the cells of B are no vehicle: give two or three in a line"
    ),
  ])
  func `What is wrong is said`(kind: String, text: String, message: String) throws {
    #expect(throws: ProblemError(message)) {
      try ProblemRegistry.kind(named: kind).make(text)
    }
  }

  @Test(arguments: 1..<6 as Range<UInt64>)
  func `What is generated can be solved, and is not yet`(seed: UInt64) throws {
    for name in [
      "hanoi", "water-jugs", "sokoban", "rush-hour", "word-ladder", "mini-sudoku", "zebra",
      "knights-and-knaves",
    ] {
      let problem = try ProblemRegistry.kind(named: name).generate(seed: seed)
      func check<P: EnumerableProblem>(_ problem: P) throws {
        let space = try #require(StateSpace(problem, limit: 400_000))
        #expect(space.stepsToGo[0] > 0, "\(problem.text)")
      }
      try check(problem)
    }
  }

  @Test func `The other goals of the 15-puzzle`() throws {
    let last = "1 2 3 4 5 6 7 0 8 → 1 2 3 4 5 6 7 8 0"
    let puzzle = try SlidingPuzzle(text: last + " (linear-conflict)")
    #expect(puzzle.text == last + " (linear-conflict)" && puzzle.canonicalText == last)
    #expect(puzzle.statement == "I need to slide 8 tiles into order, the blank last.")
    #expect(puzzle.costToGo(puzzle.start) == 1 && puzzle.verify("L") == .accepted(cost: 1))
    try checkLaws(of: puzzle, seed: 7)
    try checkLaws(
      of: SlidingPuzzle(
        text: "1 2 3 4 5 6 7 8 9 10 11 12 13 14 0 15 -> 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 0"),
      seed: 8)
    #expect(
      throws: ProblemError("these tiles cannot be put in order: exchange any two but the blank")
    ) {
      try SlidingPuzzle(text: "2 1 3 4 5 6 7 8 0 → 1 2 3 4 5 6 7 8 0")
    }
    #expect(throws: (any Error).self) { try SlidingPuzzle(text: last + " (pattern-database)") }
    var costs: [Float] = []
    for heuristic in ["manhattan", "linear-conflict"] {
      let text = "8 6 7 2 5 4 3 0 1 → 1 2 3 4 5 6 7 8 0 (\(heuristic))"
      let space = try #require(StateSpace(SlidingPuzzle(text: text), limit: 200_000))
      costs.append(Float(space.stepsToGo[0]))
      for place in stride(from: 0, to: space.count, by: 7) {
        #expect(Float(space.stepsToGo[place]) >= space.problem.costToGo(space.states[place]))
      }
    }
    #expect(costs[0] == costs[1] && costs[0] == 31)
  }

  @Test func `Levels of a file`() throws {
    let text = "; a\n#####\n#@$.#\n#####\n\n; b\n  #####\n  #.$@#\n  #####\n"
    let set = try ProblemSet.read(Data(text.utf8), name: "folder/levels.xsb")
    #expect(set.items.map(\.id) == ["levels-1", "levels-2"])
    #expect(set.items.allSatisfy { $0.kind == "sokoban" })
    #expect(set.items[1].problem.verify("L").isAccepted)
  }
}
