extension Search {
  /// Chooses the compiled engine for problem and model.
  static func make(
    _ configuration: SearchConfiguration, problem: any Problem, model: any Model,
    modelChoice: TraceHeader.Choice, isRecording: Bool, holdsAtLimits: Bool
  ) throws(SearchError) -> Search {
    let entry = try StrategyRegistry.entry(configuration.strategy.name)
    let values = try ParameterValues(
      entry.parameters, given: configuration.strategy.parameters, of: entry.name)
    let strategyChoice = TraceHeader.Choice(entry.name, parameters: values.dictionary)
    let strategy: any Strategy
    switch entry.method {
    case .writing(let make):
      guard let writer = model as? any WritingModel else {
        throw .unsuitableModel(
          modelChoice.name, reason: "it can not write, and \(entry.name) needs a network that does")
      }
      return Search(
        InContextEngine(
          model: writer, settings: make(values), configuration: configuration,
          isRecording: isRecording, holdsAtLimits: holdsAtLimits),
        TraceHeader(
          configuration, strategy: strategyChoice, model: modelChoice, root: root(of: problem)),
        configuration.budget)
    case .asking(let make):
      strategy = make(
        values,
        StrategyContext(
          until: configuration.until, hasPolicy: model.hasPolicy,
          seed: configuration.seed ^ 0x7374_7261_7465_6779))
    }
    let plan = SearchPlan(
      configuration: configuration, strategy: strategy, strategyChoice: strategyChoice,
      model: model, modelChoice: modelChoice, isRecording: isRecording,
      holdsAtLimits: holdsAtLimits)
    for kind in ProblemRegistry.kinds {
      if let search = kind.search(problem, plan) { return search }
    }
    return Search(problem, plan)
  }

  /// A search whose engine is compiled for `P` where this is called with a concrete type, and for
  /// each built-in model.
  @inline(__always)
  init<P: Problem>(_ problem: P, _ plan: SearchPlan) {
    switch plan.model {
    case let model as HeuristicModel: self.init(problem, model, plan)
    case let model as UniformModel: self.init(problem, model, plan)
    case let model as RolloutModel: self.init(problem, model, plan)
    default: self.init(problem, opening: plan.model, plan)
    }
  }

  private init<P: Problem>(_ problem: P, opening model: any Model, _ plan: SearchPlan) {
    self = Self.opened(problem, model, plan)
  }

  private static func opened<P: Problem, M: Model>(
    _ problem: P, _ model: M, _ plan: SearchPlan
  ) -> Search {
    Search(problem, model, plan)
  }

  private init<P: Problem, M: Model>(_ problem: P, _ model: M, _ plan: SearchPlan) {
    let box = EngineBox(problem, model, plan)
    header = box.header(plan)
    secondsLimit = plan.configuration.budget.seconds
    advanceIterations = { box.engine.advance(iterations: $0) }
    runPhase = { box.engine.runPhase() }
    applySteering = { box.engine.steer($0) }
    end = { box.engine.finish($0) }
    moveEvents = { box.engine.events.move(into: &$0) }
    currentStatus = { box.engine.status() }
    currentOutcome = { box.engine.outcome }
  }

  /// A search that the model makes by itself.
  private init(_ engine: InContextEngine, _ header: TraceHeader, _ budget: Budget) {
    var engine = engine
    self.header = header
    secondsLimit = budget.seconds
    advanceIterations = { engine.advance(iterations: $0) }
    runPhase = { engine.runPhase() }
    applySteering = { engine.steer($0) }
    end = { engine.finish($0) }
    moveEvents = { engine.events.move(into: &$0) }
    currentStatus = { engine.status() }
    currentOutcome = { engine.outcome }
  }

  private static func root<P: Problem>(of problem: P) -> TraceHeader.Root {
    TraceHeader.Root(state: problem.text(of: problem.start))
  }
}

/// All that an engine is made of, but for the problem.
struct SearchPlan {
  var configuration: SearchConfiguration
  var strategy: any Strategy
  var strategyChoice: TraceHeader.Choice
  var model: any Model
  var modelChoice: TraceHeader.Choice
  var isRecording: Bool
  var holdsAtLimits: Bool
}

/// Gives the closures of a `Search` one engine to share.
private final class EngineBox<P: Problem, M: Model> {
  var engine: SearchEngine<P, M>

  init(_ problem: P, _ model: M, _ plan: SearchPlan) {
    engine = SearchEngine(
      problem: problem, model: model, strategy: plan.strategy,
      configuration: plan.configuration, isRecording: plan.isRecording,
      holdsAtLimits: plan.holdsAtLimits)
    engine.begin()
  }

  func header(_ plan: SearchPlan) -> TraceHeader {
    let problem = engine.problem
    var root = TraceHeader.Root(state: problem.text(of: problem.start))
    if engine.rootCostToGo.isFinite { root.h = engine.rootCostToGo.decimal }
    if !engine.rootValue.isNaN { root.V = engine.rootValue.decimal }
    return TraceHeader(
      plan.configuration, strategy: plan.strategyChoice, model: plan.modelChoice, root: root)
  }
}

extension TraceHeader {
  /// The header of the search with this configuration.
  fileprivate init(
    _ configuration: SearchConfiguration, strategy: Choice, model: Choice, root: Root
  ) {
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
