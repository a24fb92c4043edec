import Foundation

/// One measurement: a search under one budget, or one sampled answer. A line of `results.jsonl`.
public struct EvaluationRecord: Codable, Sendable, Equatable {
  /// The problem's id.
  public var problem: String
  /// The strategy; nil for a sampled answer.
  public var strategy: String?
  /// The model.
  public var model: String
  /// The seed.
  public var seed: UInt64
  /// The budget, in the plan's unit; nil for a sampled answer.
  public var budget: Int?
  /// The number of the sampled answer, from 1; nil for a search.
  public var sample: Int?
  /// Whether a verifier accepted an answer.
  public var solved: Bool
  /// The answer; nil if there is none.
  public var answer: String?
  /// Nodes expanded; nil where there are none.
  public var expansions: Int?
  /// States evaluated by the model, or how often a sample asked it.
  public var modelCalls: Int
  /// Tokens that a language model read or wrote; nil where they were not counted.
  public var tokens: Int?
  /// Wall-clock seconds.
  public var seconds: Double
  /// Why the search stopped; nil for a sampled answer.
  public var stopped: String?
  /// The judge's score of a sampled answer.
  public var score: Double?
  /// The log-probability of a sampled answer.
  public var logProbability: Double?

  /// What a search came to under a budget.
  public init(_ measurement: BudgetSweep.Measurement, of item: EvaluationPlan.WorkItem) {
    let outcome = measurement.outcome
    self.init(item: item, solved: outcome.solved, seconds: measurement.seconds)
    budget = measurement.budget
    answer = outcome.answer
    expansions = outcome.expansions ?? 0
    modelCalls = outcome.modelCalls ?? 0
    tokens = outcome.tokens
    stopped = outcome.stopped
  }

  /// A sampled answer, the `number`-th of its set. A figure that is infinite, or none, is not known.
  public init(
    _ sample: SampledAnswer, number: Int, seconds: Double, of item: EvaluationPlan.WorkItem
  ) {
    self.init(item: item, solved: sample.isCorrect, seconds: seconds)
    self.sample = number
    answer = sample.answer
    expansions = sample.expansions
    modelCalls = sample.modelCalls
    tokens = sample.tokens
    score = sample.score.flatMap { $0.isFinite ? $0 : nil }
    logProbability = sample.logProbability.flatMap { $0.isFinite ? $0 : nil }
  }

  private init(item: EvaluationPlan.WorkItem, solved: Bool, seconds: Double) {
    problem = item.problem
    strategy = item.strategy
    model = item.model
    seed = item.seed
    self.solved = solved
    modelCalls = 0
    self.seconds = (seconds * 1e6).rounded() / 1e6
  }

  /// The piece of work that it is part of.
  public var item: EvaluationPlan.WorkItem {
    EvaluationPlan.WorkItem(problem: problem, strategy: strategy, model: model, seed: seed)
  }

  /// The sampled answer that it tells of.
  var sampledAnswer: SampledAnswer {
    SampledAnswer(
      answer: answer, isCorrect: solved, score: score, logProbability: logProbability,
      expansions: expansions, modelCalls: modelCalls, tokens: tokens)
  }

  /// The line with its line break, keys in alphabetical order.
  public var line: Data {
    guard let line = try? JSONEncoder.lines.encodedLine(self) else {
      preconditionFailure("a measurement can be encoded")
    }
    return line
  }
}
