import MetaCoT

/// Several budgets in one unit, from the smallest to the largest: what one strategy is measured
/// under.
///
/// A search under a small budget is the beginning of the same search under a larger one: same
/// problem, model, strategy and seed, same events, until the budget ends it. So one run, held at each
/// budget while its figures are taken and then let go on, measures all of them at the price of the
/// largest, and gives the very figures that separate runs would have given, seconds included.
public struct BudgetSweep: Codable, Sendable, Equatable {
  /// What is counted.
  public enum Unit: String, Codable, Sendable, CaseIterable {
    /// Nodes expanded (for MCTS: simulations).
    case expansions
    /// States evaluated by the model (for `in-context`: lines written).
    case calls
    /// Tokens; no limit where the model counts none.
    case tokens
  }

  /// What is counted.
  public var unit: Unit
  /// The budgets, each once, in rising order.
  public let budgets: [Int]

  /// A sweep of these budgets, in whatever order.
  public init(_ budgets: [Int], unit: Unit = .expansions) {
    self.unit = unit
    self.budgets = Set(budgets).sorted()
  }

  /// What a search came to under one budget.
  public struct Measurement: Sendable, Equatable {
    /// The budget.
    public var budget: Int
    /// What came out.
    public var outcome: Outcome
    /// Seconds that the search had run.
    public var seconds: Double
  }

  /// Measures a search for its first goal under each budget, whatever budget the configuration has.
  /// Gives nil if `isCancelled`, which is asked about a hundred times a second, said so.
  public func measurements(
    of configuration: SearchConfiguration, isCancelled: () -> Bool = { false }
  ) throws(SearchError) -> [Measurement]? {
    var configuration = configuration
    configuration.until = .first
    configuration.budget = limit(budgets[0])
    let search = try Search(configuration, isRecording: false, pausesAtLimits: true)
    guard try isHeldExactly(search.header) else {
      search.stop()
      return try separateMeasurements(of: configuration, isCancelled: isCancelled)
    }
    var slicer = TimeSlicer(search)
    var measurements: [Measurement] = []
    while true {
      if isCancelled() { return nil }
      let progress = slicer.runSliceOrWait(of: search)
      let seconds = slicer.elapsed / .seconds(1)
      if progress == .ended, let outcome = search.outcome {
        for budget in budgets[measurements.count...] {
          measurements.append(Measurement(budget: budget, outcome: outcome, seconds: seconds))
        }
        return measurements
      }
      let status = search.status
      guard let reason = status.pausedAtLimit else { continue }
      var outcome = Outcome(
        expansions: status.expansions, modelCalls: status.modelCalls, nodes: status.nodes,
        stopped: reason.rawValue)
      if status.tokens > 0 { outcome.tokens = status.tokens }
      measurements.append(
        Measurement(budget: budgets[measurements.count], outcome: outcome, seconds: seconds))
      guard measurements.count < budgets.count else { return measurements }
      search.steer(.raiseBudget(by: budgets[measurements.count] - budgets[measurements.count - 1]))
    }
  }

  /// A run a budget.
  func separateMeasurements(
    of configuration: SearchConfiguration, isCancelled: () -> Bool = { false }
  ) throws(SearchError) -> [Measurement]? {
    var measurements: [Measurement] = []
    for budget in budgets {
      var configuration = configuration
      configuration.budget = limit(budget)
      let search = try Search(configuration, isRecording: false)
      var slicer = TimeSlicer(search)
      while slicer.runSliceOrWait(of: search) != .ended {
        if isCancelled() { return nil }
      }
      guard let outcome = search.outcome else { return nil }
      measurements.append(
        Measurement(budget: budget, outcome: outcome, seconds: slicer.elapsed / .seconds(1)))
    }
    return measurements
  }

  /// Whether a budget only ends a search, and has no other part in it. Where several leaves are
  /// evaluated at once, or several requests are in flight, the last of them are left out if the budget
  /// does not suffice for all, so that what was held there goes on in another way. And a text that a
  /// budget cuts off is read to the cut: it may hold an answer that was not read while it was held.
  private func isHeldExactly(_ search: TraceHeader) throws(SearchError) -> Bool {
    let entry = try StrategyRegistry.entry(search.strategy.name)
    return !entry.needsWritingModel && !entry.usesBudget && (search.window ?? 1) == 1
  }

  private func limit(_ budget: Int) -> Budget {
    switch unit {
    case .expansions: Budget(expansions: budget)
    case .calls: Budget(modelCalls: budget)
    case .tokens: Budget(tokens: budget)
    }
  }
}
