import Testing

@testable import MetaCoT

@Suite struct SlidingPuzzleTests {
  private let korf79 = "0 1 9 7 11 13 5 3 14 12 4 2 8 6 10 15"

  @Test(arguments: [
    "1 2 5 3 4 8 6 7 0", "0 1 2 3 4 5 6 7 8", "8 6 7 2 5 4 3 0 1 (linear-conflict)",
    "0 1 9 7 11 13 5 3 14 12 4 2 8 6 10 15",
    "14 13 15 7 11 12 9 5 6 0 2 1 4 8 10 3 (linear-conflict)",
    "8 6 7 2 5 4 3 0 1 (pattern-database)",
  ])
  func `Problems keep the laws`(text: String) throws {
    try checkLaws(of: SlidingPuzzle(text: text), seed: 9)
  }

  @Test(arguments: [
    ("1 2 3", "there are 3 tiles: give 9 or 16, 0 for the blank"),
    ("0 1 2 3 4 5 6 7 7", "tile 8 is missing: give each of 0 to 8 once"),
    ("0 1 2 3 4 5 6 7 16", "\"16\" is not a tile: give 0 to 8 or 0 to 15, 0 for the blank"),
    (
      "0 2 1 3 4 5 6 7 8", "these tiles cannot be put in order: exchange any two but the blank"
    ),
    (
      "0 1 2 3 4 5 6 7 8 (hamming)",
      "there is no heuristic \"hamming\": there are manhattan, linear-conflict, pattern-database"
    ),
  ])
  func `Bad text says what is wrong`(text: String, message: String) {
    #expect(throws: ProblemError(message)) { try SlidingPuzzle(text: text) }
  }

  @Test func `Steps are tiles that slide`() throws {
    let puzzle = try SlidingPuzzle(text: "1 2 5 3 0 8 6 4 7")
    var steps: [StepCode] = []
    puzzle.appendSteps(from: puzzle.start, to: &steps)
    #expect(
      steps.map {
        puzzle.text(of: $0, from: puzzle.start) + ": "
          + puzzle.text(of: puzzle.apply($0, to: puzzle.start))
      } == [
        "slide 4 up: 1 2 5 3 4 8 6 0 7", "slide 2 down: 1 0 5 3 2 8 6 4 7",
        "slide 8 left: 1 2 5 3 8 0 6 4 7", "slide 3 right: 1 2 5 0 3 8 6 4 7",
      ])
  }

  @Test(arguments: [
    ("DDRR", Verification.accepted(cost: 4)),
    ("DDRRLR", .accepted(cost: 6)),
    ("L", .rejected("move 1 (L): no tile can slide that way")),
    ("D", .rejected("it leaves 1 2 5 3 4 0 6 7 8")),
    ("x", .rejected("\"x\" is not a move: write U, D, L and R")),
  ])
  func verifies(answer: String, verification: Verification) throws {
    #expect(try SlidingPuzzle(text: "1 2 5 3 4 8 6 7 0").verify(answer) == verification)
  }

  @Test func `Distances are known`() throws {
    // Korf's table gives 28 moves as the estimate of instance 79, 42 as the optimum.
    let puzzle = try SlidingPuzzle(text: korf79)
    #expect(puzzle.costToGo(puzzle.start) == 28)
    // 1 and 2 in each other's place: a distance of 2, and one of them must leave the row.
    let conflict = try SlidingPuzzle(text: "0 2 1 3 5 4 6 7 8 (linear-conflict)")
    #expect(conflict.costToGo(conflict.start) == 2 + 2 + 2 + 2)
  }

  /// All 181,440 orders of the 8-puzzle, backwards from the goal.
  @Test(arguments: [SlidingPuzzle.Heuristic.linearConflict, .patternDatabase])
  func `Heuristics are admissible on the whole 8-puzzle`(heuristic: SlidingPuzzle.Heuristic) throws
  {
    let manhattan = try SlidingPuzzle(tiles: [1, 0, 2, 3, 4, 5, 6, 7, 8])
    let informed = try SlidingPuzzle(tiles: [1, 0, 2, 3, 4, 5, 6, 7, 8], heuristic: heuristic)
    // The goal has no steps, so the first wave is its neighbours.
    var depth: Float = 0
    var wave = [manhattan.goal]
    var seen: Set<UInt64> = [manhattan.goal]
    var steps: [StepCode] = []
    var worst = 0
    var better = 0
    while !wave.isEmpty {
      var next: [UInt64] = []
      for state in wave {
        let (plain, more) = (manhattan.costToGo(state), informed.costToGo(state))
        if plain > more || more > depth { worst += 1 }
        if plain < more { better += 1 }
        steps.removeAll(keepingCapacity: true)
        if state == manhattan.goal {
          steps = [0, 2]
        } else {
          manhattan.appendSteps(from: state, to: &steps)
        }
        for step in steps {
          let other = manhattan.apply(step, to: state)
          if seen.insert(other).inserted { next.append(other) }
        }
      }
      wave = next
      depth += 1
    }
    #expect(seen.count == 181_440 && depth == 32)
    #expect(worst == 0)
    #expect(better > 50_000)
  }

  @Test func `A random step is uniform`() throws {
    let puzzle = try SlidingPuzzle(text: "1 2 5 3 0 8 6 4 7")
    #expect(chiSquare(of: puzzle, from: puzzle.start, draws: 20_000, seed: 2) < 20)
  }

  @Test func `Generated puzzles are reached`() throws {
    let kind = try ProblemRegistry.kind(named: "sliding")
    for seed: UInt64 in 0..<40 {
      let side = 3 + Int(seed % 2)
      let puzzle = try #require(
        kind.generate(
          seed: seed, parameters: ["side": JSONValue(integerLiteral: side), "moves": 25])
          as? SlidingPuzzle)
      #expect(puzzle.side == side)
      // By parity a goal is as far as the moves at most, and evenly so.
      #expect(
        Int(saturating: puzzle.costToGo(puzzle.start)) % 2 == 1
          && puzzle.costToGo(puzzle.start) <= 25)
    }
  }

  @Test func `The picture shows tiles in their place`() throws {
    let puzzle = try SlidingPuzzle(text: "0 1 2 3 4 5 6 7 8")
    let picture = try #require(
      puzzle.picture(ofState: "1 2 5 3 4 8 6 7 0", amid: SearchedStates()))
    #expect(
      picture.rows.map { String($0.map(\.glyph)) } == [
        "  1   2   5 ", "[ 3][ 4]  8 ", "[ 6][ 7]  · ",
      ])
    #expect(picture.rows[1][1].role == .right && picture.rows[2][10].role == .current)
    #expect(puzzle.picture(ofState: "0 2 1 3 4 5 6 7 8", amid: SearchedStates()) == nil)
  }
}
