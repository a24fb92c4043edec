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
  /// How many requests may be in flight at a time; nil for what suits the model. It takes part in
  /// the course of a search; when answers come does not.
  public var window: Int?
  /// How many steps a model proposes at a time, where the problem does not list its steps.
  public var proposals = 4
  /// How the answer is chosen, where several were given that cannot be checked before the end.
  public var answerChoice = AnswerChoice.weightedVote
  /// Whether events carry wall-clock times (then traces differ from run to run).
  public var timings: Bool

  /// A configuration.
  public init(
    problem: any Problem, problemID: String? = nil, strategy: TraceHeader.Choice,
    model: TraceHeader.Choice = .init("heuristic"), loadedModel: (any Model)? = nil,
    budget: Budget = Budget(),
    until: Goal = .first, seed: UInt64 = 1, window: Int? = nil, timings: Bool = false
  ) {
    self.problem = problem
    self.problemID = problemID
    self.strategy = strategy
    self.model = model
    self.loadedModel = loadedModel
    self.budget = budget
    self.until = until
    self.seed = seed
    self.window = window
    self.timings = timings
  }
}

/// Limits on a search. Whichever is reached first ends it; nil is no limit.
public struct Budget: Sendable, Equatable {
  /// Nodes expanded (for MCTS: simulations).
  public var expansions: Int?
  /// States evaluated by the model (for `in-context`: lines written).
  public var modelCalls: Int?
  /// Tokens that the model writes; no limit for strategies that ask it for no text.
  public var tokens: Int?
  /// Wall-clock seconds, pauses not counted.
  public var seconds: Double?
  /// Bytes that the search holds; on a screen also the tree that is drawn.
  public var memory: Int?

  /// Limits; none by default.
  public init(
    expansions: Int? = nil, modelCalls: Int? = nil, tokens: Int? = nil, seconds: Double? = nil,
    memory: Int? = nil
  ) {
    self.expansions = expansions
    self.modelCalls = modelCalls
    self.tokens = tokens
    self.seconds = seconds
    self.memory = memory
  }
}

extension Budget {
  /// Allows so many expansions more; where these are not limited, model calls, or else tokens.
  mutating func raise(by amount: Int) {
    func raised(_ limit: Int) -> Int {
      let (sum, isTooLarge) = limit.addingReportingOverflow(amount)
      return isTooLarge ? .max : sum
    }
    if let limit = expansions {
      expansions = raised(limit)
    } else if let limit = modelCalls {
      modelCalls = raised(limit)
    } else if let limit = tokens {
      tokens = raised(limit)
    }
  }

  /// What `raise(by:)` gives more of, in the plural; nil if none of it is limited.
  public var raisable: Raisable? {
    if expansions != nil { return .expansions }
    if modelCalls != nil { return .calls }
    return tokens != nil ? .tokens : nil
  }

  /// A limit that can be raised while a search runs, by its word in budgets.
  public enum Raisable: String, Sendable { case expansions, calls, tokens }

  /// What is left of the limit that will be reached first, 0...1; nil without limits. Time is not
  /// looked at.
  func left(after status: SearchStatus) -> Double? {
    let shares = [
      (status.expansions, expansions), (status.modelCalls, modelCalls), (status.tokens, tokens),
      (status.bytes, memory),
    ].compactMap { used, limit in limit.map { 1 - Double(used) / Double(max($0, 1)) } }
    return shares.min().map { max($0, 0) }
  }
}
