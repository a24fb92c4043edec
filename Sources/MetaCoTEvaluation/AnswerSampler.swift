import MetaCoT

/// Gives answers to a problem that are drawn independently of each other: the sampling side of
/// inference, against which search is measured.
public protocol AnswerSampler: Sendable {
  /// Draws so many answers. The same problem, count and seed give the same answers.
  ///
  /// What can be said of an answer without a verifier (its score, its log-probability) is what
  /// methods choose by; `isCorrect` is only what they are measured by.
  func samples(of problem: any Problem, count: Int, seed: UInt64) throws -> [SampledAnswer]
}

/// One sampled answer, with what it cost.
public struct SampledAnswer: Sendable, Equatable {
  /// The answer; nil if the sample came to none. Votes go to equal texts.
  public var answer: String?
  /// Whether the verifier accepts it.
  public var isCorrect: Bool
  /// What a process reward model, or any other judge that is not a verifier, thinks of it: the higher
  /// the better, at least 0. Nil where there is no judge.
  public var score: Double?
  /// The natural logarithm of the probability of drawing it; nil if it is not known.
  public var logProbability: Double?
  /// Nodes expanded for it; nil where there are no nodes.
  public var expansions: Int?
  /// How often the model was asked.
  public var modelCalls: Int
  /// Tokens computed for it; nil where they were not counted.
  public var tokens: Int?

  /// An answer.
  public init(
    answer: String?, isCorrect: Bool, score: Double? = nil, logProbability: Double? = nil,
    expansions: Int? = nil, modelCalls: Int = 1, tokens: Int? = nil
  ) {
    self.answer = answer
    self.isCorrect = isCorrect
    self.score = score
    self.logProbability = logProbability
    self.expansions = expansions
    self.modelCalls = modelCalls
    self.tokens = tokens
  }
}
