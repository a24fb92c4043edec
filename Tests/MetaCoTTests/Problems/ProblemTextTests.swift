import Testing

@testable import MetaCoT

/// What the program prints as a problem's text is read back as the same problem.
@Suite struct ProblemTextTests {
  private func check(
    _ problem: some Problem, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let text = ProblemRegistry.text(of: problem)
    let read = try ProblemRegistry.problem(text: text)
    #expect(type(of: read).kind == type(of: problem).kind, "\(text)", sourceLocation: location)
    #expect(read.text == problem.text, "\(text)", sourceLocation: location)
    #expect(ProblemRegistry.text(of: read) == text, sourceLocation: location)
  }

  @Test func `Texts of all built-in problems read back`() throws {
    for item in ProblemSet.builtIn.items { try check(item.problem) }
  }

  @Test func `Texts of generated problems read back`() throws {
    var random = SeededRandom(seed: 3)
    for kind in ProblemRegistry.kinds where kind.canGenerate {
      for seed: UInt64 in 0..<12 {
        var parameters: [String: JSONValue] = [:]
        for parameter in kind.parameters
        where !parameter.name.hasPrefix("target-") && random.below(3) == 0 {
          let range = parameter.range
          let span = Int(saturating: min(range.upperBound, 30) - range.lowerBound)
          parameters[parameter.name] = parameter.json(
            of: range.lowerBound + Double(random.below(span + 1)))
        }
        // Some parameters leave no problem.
        guard let problem = try? kind.generate(seed: seed, parameters: parameters) else { continue }
        try check(problem)
      }
    }
  }

  @Test func `Texts of any numbers, rules and questions read back`() throws {
    var random = SeededRandom(seed: 4)
    for _ in 0..<300 {
      let numbers = (0..<1 + random.below(5)).map { _ in Int32(1 + random.below(13)) }
      let target = Int32([24, 24, 1 + random.below(99)][random.below(3)])
      let rules = Countdown<WholeNumber>.Rules(
        usesAll: random.below(2) == 0, isPositive: random.below(2) == 0)
      try check(Countdown<WholeNumber>(numbers: numbers, target: target, rules: rules))
      try check(Countdown<Fraction>(numbers: numbers, target: target))
    }
    for (statement, key) in [
      ("What is 2 + 3?", "5"), ("24: which number is it?", nil), ("maze: where?", "a  b\nc"),
      ("Is it?  Really?", "is it? [yes]"), ("  Spaces\nand lines?", "[1, 2]"), ("What?", "why?"),
      ("3 3 8 8 → 24?", nil),
    ] as [(String, String?)] {
      try check(Question(statement, key: key))
    }
  }

  /// Without a kind, `→ 24` is the Game of 24 where it takes fractions, and Countdown else.
  @Test func `An arrow to 24 is a game of 24`() throws {
    for (text, kind) in [
      ("3 3 8 8 → 24", "24"), ("1 5 5 5 -> 24", "24"), ("4 5 6 10 → 24", "countdown"),
      ("1 1 1 1 → 24", "countdown"), ("3 3 8 8", "24"), ("24: 4 5 6 10 → 24", "24"),
    ] {
      #expect(type(of: try ProblemRegistry.problem(text: text)).kind == kind, "\(text)")
    }
    #expect(
      ProblemRegistry.text(of: try Countdown<Fraction>(text: "4 5 6 10")) == "24: 4 5 6 10 → 24")
    #expect(ProblemRegistry.text(of: try Countdown<Fraction>(text: "3 3 8 8")) == "3 3 8 8 → 24")
  }

  /// What the kind that was meant says of the text.
  @Test(arguments: [
    ("1 2 3 4 5 6 8 7 0", "these tiles cannot be put in order: exchange any two but the blank"),
    ("1 2 3 4 5 6 7 8 8", "tile 0 is missing: give each of 0 to 8 once"),
    ("4 5 six 10", "\"six\" is not a number from 0 to 2147483646"),
    ("4 5 → 6 → 7", "there are two arrows: write \"4 5 6 10 → 24\""),
    ("S.#\n#x.\n..G", "row 2 has \"x\": write # wall, . free, S start, G goal"),
    ("S.#\\n#x.", "row 2 has \"x\": write # wall, . free, S start, G goal"),
    ("maze: hello", "row 1 has \"h\": write # wall, . free, S start, G goal"),
    ("How? 7 [8]", "\"7 [8]\" follows the question: give the answer in brackets, such as [7]"),
  ])
  func `Reasons reach the person`(text: String, reason: String) {
    let error = #expect(throws: ProblemError.self) { try ProblemRegistry.problem(text: text) }
    #expect(error?.description == reason)
  }

  @Test func `The examples of the error can be pasted`() throws {
    let error = try #require(throws: ProblemError.self) {
      try ProblemRegistry.problem(text: "nothing of the kind")
    }
    for kind in ProblemRegistry.kinds where !kind.example.contains("\n") {
      #expect(error.description.contains("\"\(kind.example)\""))
      #expect(try type(of: ProblemRegistry.problem(text: kind.example)).kind == kind.name)
    }
    let maze = "S#...\\n.#.#.\\n...#G"
    #expect(error.description.contains(maze))
    #expect(try ProblemRegistry.problem(text: maze).text == Maze.example)
  }
}
