/// Limits on a search. Whichever is reached first ends it; nil is no limit.
public struct Budget: Hashable, Sendable {
  /// Nodes expanded (for MCTS: simulations).
  public var expansions: Int?
  /// States evaluated by the model (for `in-context`: lines written).
  public var modelCalls: Int?
  /// Tokens that a language model reads or writes; no limit for other models.
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
  package var raisable: Raisable? {
    if expansions != nil { return .expansions }
    if modelCalls != nil { return .calls }
    return tokens != nil ? .tokens : nil
  }

  /// A limit that can be raised while a search runs, by its word in budgets.
  package enum Raisable: String, Sendable { case expansions, calls, tokens }

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
