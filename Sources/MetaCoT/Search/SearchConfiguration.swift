/// Everything that determines a search. Equal configurations give equal events, byte for byte.
public struct SearchConfiguration: Sendable {
  /// When the search has found enough.
  public enum Goal: String, Sendable, CaseIterable {
    /// It ends with the first goal (for A*: the first optimal one).
    case first
    /// It looks for all goals until the tree is exhausted.
    case all
    /// It goes on after goals until a budget is used up: statistics matter, not answers.
    case tree
  }

  /// The problem.
  public var problem: any Problem
  /// Its name within a set.
  public var problemID: String?
  /// The strategy's registered name, with the parameters that differ from their defaults.
  public var strategy: TraceHeader.Choice
  /// The model's name and parameters: a registered one's, or what a loaded one is called.
  public var model: TraceHeader.Choice
  /// The model itself, where it was loaded and is not registered.
  public var loadedModel: (any Model)?
  /// The limits.
  public var budget: Budget
  /// When it has found enough.
  public var until: Goal
  /// The seed of all randomness.
  public var seed: UInt64
  /// Whether events carry wall-clock times (then traces differ from run to run).
  public var timings: Bool

  /// A configuration.
  public init(
    problem: any Problem, problemID: String? = nil, strategy: TraceHeader.Choice,
    model: TraceHeader.Choice = .init("heuristic"), loadedModel: (any Model)? = nil,
    budget: Budget = Budget(),
    until: Goal = .first, seed: UInt64 = 1, timings: Bool = false
  ) {
    self.problem = problem
    self.problemID = problemID
    self.strategy = strategy
    self.model = model
    self.loadedModel = loadedModel
    self.budget = budget
    self.until = until
    self.seed = seed
    self.timings = timings
  }
}

/// Limits on a search. Whichever is reached first ends it; nil is no limit.
public struct Budget: Sendable, Equatable {
  /// Nodes expanded (for MCTS: simulations).
  public var expansions: Int?
  /// States put before the model.
  public var modelCalls: Int?
  /// Wall-clock seconds, pauses not counted.
  public var seconds: Double?
  /// Bytes that the search itself holds.
  public var memory: Int?

  /// Limits; none by default.
  public init(
    expansions: Int? = nil, modelCalls: Int? = nil, seconds: Double? = nil, memory: Int? = nil
  ) {
    self.expansions = expansions
    self.modelCalls = modelCalls
    self.seconds = seconds
    self.memory = memory
  }
}
