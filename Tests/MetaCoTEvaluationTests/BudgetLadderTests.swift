import TestSupport
import Testing

@testable import MetaCoT
@testable import MetaCoTEvaluation

/// One search, held at each budget, gives what separate searches give.
struct BudgetLadderTests {
  private static let problems: [any Problem] = [
    Sample.countdown("4 5 6 10 → 24"), Sample.countdown("1 3 7 9 → 211"),
    Sample.make("countdown", seed: 5, ["count": 5]), Sample.countdown("2 4 6 8 → 9999"),
    Sample.make("maze", seed: 3, ["width": 9, "height": 9]),
  ]

  private static let strategies: [TraceHeader.Choice] = [
    .init("astar"), .init("best-first"), .init("mcts"), .init("mcts", parameters: ["select": 1]),
    .init("mcts", parameters: ["select": 1, "batch": 4]), .init("depth-first"), .init("beam"),
    .init("best-of-n"), .init("greedy"), .init("breadth-first"),
  ]

  @Test(arguments: strategies, [BudgetLadder.Unit.expansions, .calls])
  func `One run measures every budget`(
    strategy: TraceHeader.Choice, unit: BudgetLadder.Unit
  ) throws {
    let ladder = BudgetLadder([50, 1, 2, 3, 5, 7, 20, 21, 22, 400, 3], unit: unit)
    #expect(ladder.budgets == [1, 2, 3, 5, 7, 20, 21, 22, 50, 400])
    var solved = Set<Bool>()
    for problem in Self.problems {
      for model in ["heuristic", "uniform", "rollout"] {
        let configuration = SearchConfiguration(
          problem: problem, strategy: strategy, model: .init(model), seed: 11)
        let together = try #require(try ladder.readings(of: configuration))
        let apart = try #require(try ladder.separateReadings(of: configuration))
        #expect(together.map(\.budget) == ladder.budgets)
        #expect(together.map(\.outcome) == apart.map(\.outcome), "\(problem.text) \(model)")
        solved.formUnion(together.map(\.outcome.solved))
        for reading in together where unit == .expansions {
          #expect(reading.outcome.expansions! <= reading.budget)
        }
      }
    }
    #expect(solved == [true, false])
  }

  /// A text that is cut off in its last line has its answer read.
  @Test func `What a model writes is measured as if there were one budget`() throws {
    let text = """
      4 5 6 10: 10 − 4 = 6
      5 6 6: 6 × 5 = 30
      6 30: 30 − 6 = 24
      24: goal
      """
    let count = text.count
    let ladder = BudgetLadder([5, 40, count - 8, count, 2 * count], unit: .tokens)
    let configuration = SearchConfiguration(
      problem: Sample.countdown(), strategy: .init("in-context"), model: .init("scripted"),
      loadedModel: ScriptedWriter(text))
    let readings = try #require(try ladder.readings(of: configuration))
    for reading in readings {
      var alone = configuration
      alone.budget = Budget(tokens: reading.budget)
      let outcome = try Search.run(alone)
      #expect(reading.outcome == outcome)
      #expect(try #require(outcome.tokens) <= reading.budget)
    }
    #expect(!readings[0].outcome.solved && readings[4].outcome.solved)
  }

  @Test func `The time of a budget is that of the search until then`() throws {
    let configuration = SearchConfiguration(
      problem: Sample.countdown("2 4 6 8 → 9999"), strategy: .init("mcts"),
      model: .init("uniform"))
    let readings = try #require(
      try BudgetLadder([10, 100, 1000]).readings(of: configuration))
    let seconds = readings.map(\.seconds)
    #expect(seconds == seconds.sorted() && seconds[0] > 0)
  }

  @Test func `A search that is cancelled measures nothing`() throws {
    let configuration = SearchConfiguration(problem: Sample.countdown(), strategy: .init("astar"))
    #expect(try BudgetLadder([10]).readings(of: configuration, isCancelled: { true }) == nil)
  }
}
