import TestSupport
import Testing

@testable import MetaCoT
@testable import MetaCoTEvaluation

/// One search, held at each budget, gives what separate searches give.
struct BudgetSweepTests {
  private static let problems: [any Problem] = [
    ProblemFixtures.countdown("4 5 6 10 → 24"), ProblemFixtures.countdown("1 3 7 9 → 211"),
    ProblemFixtures.make("countdown", seed: 5, ["count": 5]),
    ProblemFixtures.countdown("2 4 6 8 → 9999"),
    ProblemFixtures.make("maze", seed: 3, ["width": 9, "height": 9]),
  ]

  private static let strategies: [TraceHeader.Choice] = [
    .init("astar"), .init("best-first"), .init("mcts"), .init("mcts", parameters: ["select": 1]),
    .init("mcts", parameters: ["select": 1, "batch": 4]), .init("depth-first"), .init("beam"),
    .init("best-of-n"), .init("greedy"), .init("breadth-first"),
  ]

  @Test(arguments: strategies, [BudgetSweep.Unit.expansions, .calls])
  func `One run measures every budget`(
    strategy: TraceHeader.Choice, unit: BudgetSweep.Unit
  ) throws {
    let sweep = BudgetSweep([50, 1, 2, 3, 5, 7, 20, 21, 22, 200, 3], unit: unit)
    #expect(sweep.budgets == [1, 2, 3, 5, 7, 20, 21, 22, 50, 200])
    var solved = Set<Bool>()
    for problem in Self.problems {
      for model in ["heuristic", "uniform", "rollout"] {
        let configuration = SearchConfiguration(
          problem: problem, strategy: strategy, model: .init(model), seed: 11)
        let together = try #require(try sweep.measurements(of: configuration))
        let apart = try #require(try sweep.separateMeasurements(of: configuration))
        #expect(together.map(\.budget) == sweep.budgets)
        #expect(together.map(\.outcome) == apart.map(\.outcome), "\(problem.text) \(model)")
        solved.formUnion(together.map(\.outcome.solved))
        for measurement in together where unit == .expansions {
          #expect(measurement.outcome.expansions! <= measurement.budget)
        }
      }
    }
    #expect(solved == [true, false])
  }

  @Test(arguments: ["mcts", "astar", "beam", "best-of-n"], [1, 5])
  func `Requests in flight do not change what a budget measures`(
    strategy: String, window: Int
  ) async throws {
    let sweep = BudgetSweep([1, 2, 3, 5, 8, 13])
    let configuration = SearchConfiguration(
      problem: Question(try #require(Script.builtIn.questions.keys.min()), key: "5"),
      strategy: .init(strategy), model: .init("scripted"), seed: 3, window: window)
    let (together, apart) = try await elsewhere {
      (
        try sweep.measurements(of: configuration),
        try sweep.separateMeasurements(of: configuration)
      )
    }
    #expect(together?.map(\.outcome) == apart?.map(\.outcome))
    #expect(together?.map(\.budget) == sweep.budgets)
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
    let sweep = BudgetSweep([5, 40, count - 8, count, 2 * count], unit: .tokens)
    let configuration = SearchConfiguration(
      problem: ProblemFixtures.countdown(), strategy: .init("in-context"), model: .init("scripted"),
      loadedModel: ScriptedWriter(text))
    let measurements = try #require(try sweep.measurements(of: configuration))
    for measurement in measurements {
      var alone = configuration
      alone.budget = Budget(tokens: measurement.budget)
      let outcome = try Search.run(alone)
      #expect(measurement.outcome == outcome)
      #expect(try #require(outcome.tokens) <= measurement.budget)
    }
    #expect(!measurements[0].outcome.solved && measurements[4].outcome.solved)
  }

  @Test func `The time of a budget is that of the search until then`() throws {
    let configuration = SearchConfiguration(
      problem: ProblemFixtures.countdown("2 4 6 8 → 9999"), strategy: .init("mcts"),
      model: .init("uniform"))
    let measurements = try #require(
      try BudgetSweep([10, 100, 1000]).measurements(of: configuration))
    let seconds = measurements.map(\.seconds)
    #expect(seconds == seconds.sorted() && seconds[0] > 0)
  }

  @Test func `A search that is cancelled measures nothing`() throws {
    let configuration = SearchConfiguration(
      problem: ProblemFixtures.countdown(), strategy: .init("astar"))
    #expect(try BudgetSweep([10]).measurements(of: configuration, isCancelled: { true }) == nil)
  }
}
