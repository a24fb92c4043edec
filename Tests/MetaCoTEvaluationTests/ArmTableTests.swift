import MetaCoT
import Testing

@testable import MetaCoTEvaluation

/// What arms come to under budgets.
struct ArmTableTests {
  private static let texts = AttemptSource(instruction: .solve, model: "a")

  private static func attempts(_ problem: String, _ list: [(Int, Bool, UInt64?)]) -> Attempts {
    Attempts(
      source: texts, problem: problem,
      list: list.map { .init(tokens: $0.0, isSolved: $0.1, answer: $0.2) })
  }

  @Test func `An attempt that the budget cuts off comes to nothing`() {
    let one = Self.attempts("p", [(40, false, 1), (50, true, 2), (30, false, 1)])
    #expect(one.result(of: .bestOf, within: 39) == (false, 39))
    #expect(one.result(of: .bestOf, within: 89) == (false, 89))
    #expect(one.result(of: .bestOf, within: 90) == (true, 90))
    #expect(one.result(of: .search, within: 4096) == (true, 90))
    #expect(one.result(of: .answer, within: 4096) == (false, 40))
  }

  @Test func `The majority is what was written most often, of equals the first`() {
    let one = Self.attempts(
      "p", [(10, false, 1), (10, true, 2), (10, true, 2), (10, false, 1), (10, false, 1)])
    let results = [10, 20, 30, 40, 50].map { one.result(of: .majority, within: $0).isSolved }
    #expect(results == [false, false, true, true, false])
    #expect(one.result(of: .majority, within: 45).tokens == 45)
  }

  @Test func `What comes to no answer has no vote`() {
    let one = Self.attempts("p", [(10, false, nil), (10, false, nil), (10, true, 2)])
    let results = [20, 30].map { one.result(of: .majority, within: $0).isSolved }
    #expect(results == [false, true])
  }

  @Test func `Shares, differences and contrasts are counted by problem`() throws {
    let symbolic = AttemptSource(strategy: "astar", model: "heuristic")
    let arms = [
      Arm(name: "answer", method: .answer, model: "a"),
      Arm(name: "best", method: .bestOf, model: "a"),
      Arm(name: "symbolic", method: .strategy("astar"), model: "heuristic"),
    ]
    var attempts = [
      Self.attempts("1", [(40, true, 1)]),
      Self.attempts("2", [(40, false, 1), (60, true, 2)]),
      Self.attempts("3", [(40, false, 1), (60, false, 2)]),
      Self.attempts("4", [(40, false, 1), (20, true, 2)]),
    ]
    for (problem, expansions) in [("1", 5), ("2", 50), ("3", 5), ("4", 7)] {
      attempts.append(
        Attempts(
          source: symbolic, problem: problem,
          list: [.init(tokens: 0, expansions: expansions, isSolved: true)]))
    }
    let table = ArmTable(
      arms: arms, problems: ["1", "2", "3", "4"], tokens: [50, 100], expansions: [6, 10, 100],
      attempts: attempts.reversed())
    #expect(table.rows[0].points.map(\.solvedShare) == [0.25, 0.25])
    // Within 50 tokens best of N solves as many, within 100 more.
    #expect(
      table.crossings == [.init(arm: "best", against: "answer", budget: 100, isAbove: true)])
    #expect(table.rows[1].points.map(\.solvedShare) == [0.25, 0.75])
    let spent: [Double?] = [190.0 / 4, 300.0 / 4]
    #expect(table.rows[1].points.map(\.tokens) == spent)
    #expect(table.rows[2].points.map(\.solvedShare) == [0.5, 0.75, 1])
    #expect(table.rows[2].points.allSatisfy { $0.tokens == nil })
    #expect(table.comparisons.map(\.arm) == ["best", "best"])
    #expect(table.comparisons[1].difference.difference == 0.5)
    #expect(table.contrasts.map(\.unsolved) == [2, 1, 0])
    #expect(table.contrasts.map { $0.solvedBy["best"] } == [2, 1, 0])
    #expect(table.contrasts.map { $0.solvedBy["answer"] } == [0, 0, 0])
    #expect(table.curve.lines.map(\.name) == ["answer", "best"])
  }
}
