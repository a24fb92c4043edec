/// All that an engine is made of, but for the problem.
struct SearchPlan {
  var configuration: SearchConfiguration
  var strategy: any Strategy
  var strategyChoice: TraceHeader.Choice
  var model: any Model
  var modelChoice: TraceHeader.Choice
  var window: Int
  var isRecording: Bool
  var holdsAtLimits: Bool
}

extension TraceHeader {
  /// The header of a search that asks a model.
  init(_ plan: SearchPlan, root: Root) {
    self.init(
      plan.configuration, strategy: plan.strategyChoice, model: plan.modelChoice, root: root)
    exploration = plan.strategy.exploration
    if plan.window > 1 { window = plan.window }
  }

  /// The header of the search with this configuration.
  init(_ configuration: SearchConfiguration, strategy: Choice, model: Choice, root: Root) {
    let problem = configuration.problem
    let budget = configuration.budget.description
    self.init(
      problem: .init(
        id: configuration.problemID, kind: type(of: problem).kind, text: problem.text),
      strategy: strategy, model: model, seed: configuration.seed,
      budget: budget.isEmpty ? nil : budget, root: root)
    if configuration.until != .first { until = configuration.until.rawValue }
    backtracks = true
    if configuration.timings { timings = true }
  }
}
