import Testing

@testable import MetaCoT

@Suite struct ProblemRegistryTests {
  @Test func `Every kind makes what it writes`() throws {
    #expect(
      ProblemRegistry.kinds.map(\.name) == [
        "countdown", "24", "maze", "sliding", "hanoi", "water-jugs", "sokoban", "rush-hour",
        "word-ladder", "mini-sudoku", "zebra", "knights-and-knaves",
        "question",
      ])
    for kind in ProblemRegistry.kinds {
      #expect(try !kind.make(kind.example).text.isEmpty)
      guard kind.canGenerate else {
        #expect(throws: ProblemError.self) { try kind.generate(seed: 1) }
        continue
      }
      for seed: UInt64 in 0..<5 {
        let problem = try kind.generate(seed: seed)
        #expect(type(of: problem).kind == kind.name)
        let reference = TraceHeader.ProblemReference(kind: kind.name, text: problem.text)
        #expect(try ProblemRegistry.problem(reference).text == problem.text)
        #expect(try kind.generate(seed: seed).text == problem.text)
      }
      #expect(try kind.generate(seed: 1).text != kind.generate(seed: 2).text)
    }
  }

  @Test func `Every parameter works from end to end`() throws {
    for kind in ProblemRegistry.kinds where kind.name != "24" {
      for parameter in kind.parameters where parameter.name != "largest" {
        for value in [parameter.range.lowerBound, min(parameter.range.upperBound, 64)] {
          // A range of targets must not be turned around.
          if parameter.name.hasPrefix("target-") { continue }
          #expect(throws: Never.self) {
            try kind.generate(seed: 3, parameters: [parameter.name: parameter.json(of: value)])
          }
        }
      }
    }
  }

  @Test func `Unknown names say what there is`() throws {
    #expect(
      throws: ProblemError(
        "there is no kind of problem \"chess\": there are countdown, 24, maze, sliding, hanoi, water-jugs, sokoban, rush-hour, word-ladder, mini-sudoku, zebra, knights-and-knaves, question"
      )
    ) { try ProblemRegistry.kind(named: "chess") }
    let sliding = try ProblemRegistry.kind(named: "sliding")
    #expect(
      throws: SearchError.unknownParameter(
        "size", of: "sliding", known: ["side", "moves", "linear-conflict"])
    ) {
      try sliding.generate(seed: 1, parameters: ["size": 3])
    }
    #expect(throws: SearchError.parameterOutOfRange(sliding.parameters[0], of: "sliding", "5")) {
      try sliding.generate(seed: 1, parameters: ["side": 5])
    }
  }
}
