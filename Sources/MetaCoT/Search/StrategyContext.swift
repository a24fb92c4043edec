/// What a strategy is told about the search that it is for.
public struct StrategyContext: Sendable {
  /// When the search has found enough.
  public var until: SearchSpec.Goal
  /// Whether the model ranks steps.
  public var hasPolicy: Bool
  /// The seed of its own randomness.
  public var seed: UInt64
  /// How many requests may be in flight.
  public var window = 1
  /// The budget of expansions, where there is one.
  public var expansions: Int?
  /// Whether the problem lists its steps; else a model proposes them.
  public var listsSteps = true
  /// Whether an answer is verified when it is given; else its value is what the model says.
  public var verifiesAnswers = true
}
