import Foundation
import TestSupport
import Testing

@testable import MetaCoT
@testable import MetaCoTEvaluation

/// Cells and comparisons, from measurements made by hand.
struct EvaluationTableTests {
  private static let items = ["p", "q", "r"].map {
    ProblemSet.Item(id: $0, problem: ProblemFixtures.countdown())
  }

  private static func plan(seeds: [UInt64] = [1], samples: [Int] = []) -> EvaluationPlan {
    EvaluationPlan(
      problems: .init(name: "three", items: items), strategies: ["one", "other"],
      models: ["model"], budgets: BudgetSweep([10, 20]), seeds: seeds, samples: samples)
  }

  /// A search that finds its answer after `expansions`, or never; read as the engine would.
  private static func searches(
    _ item: EvaluationPlan.WorkItem, solvedAfter expansions: Int?
  ) -> [EvaluationRecord] {
    [10, 20].map { budget in
      let isSolved = expansions.map { $0 <= budget } ?? false
      let outcome = Outcome(
        solved: isSolved, expansions: isSolved ? expansions! : budget, modelCalls: 2 * budget,
        stopped: isSolved ? "goal" : "expansions")
      return EvaluationRecord(.init(budget: budget, outcome: outcome, seconds: 0.5), of: item)
    }
  }

  /// Answers drawn from a seed: right ones are `a`, and score higher.
  private struct FakeSampler: AnswerSampler {
    var share: Float

    func samples(of problem: any Problem, count: Int, seed: UInt64) -> [SampledAnswer] {
      var random = SeededRandom(seed: seed)
      return (0..<count).map { _ in
        let isRight = random.unit() < share
        let score = Double(random.unit()) + (isRight ? 1 : 0)
        return SampledAnswer(
          answer: isRight ? "a" : "b\(random.below(5))", isCorrect: isRight, score: score,
          logProbability: -1, tokens: 7)
      }
    }
  }

  @Test func `Shares, medians and means`() throws {
    let plan = Self.plan()
    let after: [String: [String: Int]] = ["one": ["p": 4, "q": 10], "other": ["p": 15, "r": 20]]
    let table = EvaluationTable(
      plan: plan,
      measurements: plan.workItems.reversed().flatMap {
        Self.searches($0, solvedAfter: after[$0.strategy!]![$0.problem])
      })
    #expect(
      table.cells.map(\.label) == [
        "one model@10", "one model@20", "other model@10", "other model@20",
      ])
    let cell = try #require(table.cell(named: "one model@10"))
    #expect(cell.solvedShare == 2.0 / 3)
    #expect(cell.interval == WilsonInterval(share: 2.0 / 3, of: 3))
    #expect(cell.medianToSolution == 10 && cell.medianInterval == nil)
    #expect(cell.spent.expansions == 8 && cell.spent.modelCalls == 20)
    #expect(cell.spent.seconds == 0.5 && cell.spent.tokens == nil)
    #expect(table.cell(named: "other model@10")?.medianToSolution == nil)
    #expect(table.comparisons.map(\.cell) == ["other model@10", "other model@20"])
    let comparison = table.comparisons[1]
    #expect(comparison.against == "one model@20")
    #expect(comparison.solved == SignTest(greater: 1, less: 1, equal: 1))
    // p takes more, q is not solved any more, r is.
    #expect(comparison.expansions == SignTest(greater: 2, less: 1))
  }

  @Test func `Seeds are no further problems`() throws {
    let plan = Self.plan(seeds: [1, 2])
    let table = EvaluationTable(
      plan: plan,
      measurements: plan.workItems.flatMap {
        Self.searches($0, solvedAfter: $0.seed == 1 || $0.problem == "p" ? 5 : nil)
      })
    let cell = table.cells[0]
    #expect(cell.problemCount == 3)
    #expect(abs(cell.solvedShare - 2.0 / 3) < 1e-12)
    #expect(abs(cell.interval.lower - WilsonInterval(share: 2.0 / 3, of: 3).lower) < 1e-12)
    #expect(cell.medianToSolution == nil)
    #expect(cell.spent.expansions == (5 + 7.5 + 7.5) / 3)
  }

  @Test func `One set of samples gives every method and number`() throws {
    var plan = Self.plan(samples: [16, 1, 4])
    plan.strategies = []
    let sampler = FakeSampler(share: 0.3)
    let measurements = plan.workItems.enumerated().flatMap { number, item in
      sampler.samples(
        of: Self.items[0].problem, count: plan.measurementCount(of: item),
        seed: UInt64(number)
      ).enumerated().map {
        EvaluationRecord($0.element, number: $0.offset + 1, seconds: 0.25, of: item)
      }
    }
    #expect(measurements.count == 3 * 16)
    let table = EvaluationTable(plan: plan, measurements: measurements)
    #expect(table.cells.count == 3 * SamplingMethod.allCases.count)
    let first = try #require(table.cell(named: "pass@k model@1"))
    #expect(abs(first.solvedShare - Double(measurements.count { $0.solved }) / 48) < 1e-12)
    #expect(first.unit == "samples" && first.medianToSolution == nil)
    let many = try #require(table.cell(named: "best-score model@16"))
    #expect(many.solvedShare == 1)
    #expect(many.spent.tokens == 112 && many.spent.modelCalls == 16 && many.spent.seconds == 4)
    #expect(many.spent.expansions == nil)
    let curve = ScalingCurve(table, cost: .tokens)
    #expect(curve.lines.map(\.name).first == "pass@k model")
    #expect(curve.lines[0].points.map(\.cost) == [7, 28, 112])
    #expect(ScalingCurve(table, cost: .expansions).lines.isEmpty)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `A figure of a sample that is none is not known`(_ figure: Double) throws {
    let record = EvaluationRecord(
      SampledAnswer(answer: "a", isCorrect: true, score: figure, logProbability: figure),
      number: 1, seconds: 1, of: Self.plan(samples: [1]).workItems[0])
    #expect(record.score == nil && record.logProbability == nil)
    #expect(try JSONDecoder().decode(EvaluationRecord.self, from: record.line) == record)
  }

  @Test func `What samples do not tell cannot be chosen by`() {
    var plan = Self.plan(samples: [2])
    plan.strategies = []
    let table = EvaluationTable(
      plan: plan,
      measurements: plan.workItems.flatMap { item in
        (1...2).map {
          EvaluationRecord(
            SampledAnswer(answer: "a", isCorrect: true), number: $0, seconds: 1, of: item)
        }
      })
    #expect(table.cells.map(\.row.method) == ["pass@k", "majority"])
  }
}
