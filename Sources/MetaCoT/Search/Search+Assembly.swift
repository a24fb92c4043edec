extension Search {
  /// Chooses the compiled engine and evaluator for problem and model.
  static func make(
    _ configuration: SearchConfiguration, model: any Model, modelChoice: TraceHeader.Choice,
    isRecording: Bool, holdsAtLimits: Bool
  ) throws(SearchError) -> ErasedSearch {
    let entry = try StrategyRegistry.entry(configuration.strategy.name)
    let values = try ParameterValues(
      entry.parameters, given: configuration.strategy.parameters, of: entry.name)
    let strategyChoice = TraceHeader.Choice(entry.name, parameters: values.dictionary)
    let strategy: any Strategy
    let window: Int
    switch entry.method {
    case .writing(let make):
      guard let writer = model as? any WritingModel else {
        throw .unsuitableModel(
          modelChoice.name, reason: "it cannot write, and \(entry.name) needs a network that does")
      }
      guard let problem = configuration.problem as? any EnumerableProblem else {
        throw .unsuitableModel(
          modelChoice.name, reason: "\(entry.name) reads steps of puzzles only")
      }
      return ErasedSearch(
        InContextEngine(
          problem, model: writer, settings: make(values), configuration: configuration,
          strategyChoice: strategyChoice, modelChoice: modelChoice, isRecording: isRecording,
          holdsAtLimits: holdsAtLimits))
    case .asking(let make):
      window = configuration.window ?? defaultWindow(of: model, batch: values.batch)
      strategy = make(
        values,
        StrategyContext(
          until: configuration.until, hasPolicy: model.hasPolicy,
          seed: configuration.seed ^ 0x7374_7261_7465_6779, window: window,
          expansions: configuration.budget.expansions,
          listsSteps: configuration.problem is any EnumerableProblem,
          verifiesAnswers: !configuration.problem.needsAnswerKey))
    }
    let plan = SearchPlan(
      configuration: configuration, strategy: strategy, strategyChoice: strategyChoice,
      model: model, modelChoice: modelChoice, window: window, isRecording: isRecording,
      holdsAtLimits: holdsAtLimits)
    if let problem = configuration.problem as? any EnumerableProblem {
      for kind in ProblemRegistry.kinds {
        if let search = kind.search(problem, plan) { return search }
      }
      return runner(problem, plan)
    }
    guard let problem = configuration.problem as? any TextProblem,
      let model = model as? any AsyncModel
    else {
      throw .unsuitableModel(
        modelChoice.name,
        reason:
          "steps of a problem of kind \(type(of: configuration.problem).kind) are proposed by "
          + "a model that writes")
    }
    return textRunner(problem, model, plan)
  }

  private static func textRunner<P: TextProblem>(
    _ problem: P, _ model: any AsyncModel, _ plan: SearchPlan
  ) -> ErasedSearch {
    var problem = problem
    problem.steps = StepTexts()
    return ErasedSearch(
      SearchRunner<ProposedSteps<P>, BrokeredEvaluator<P>>(
        problem, BrokeredEvaluator(problem, model, seed: plan.configuration.seed), plan))
  }

  /// As many requests in flight as keep a model busy whose answers are used in the order asked:
  /// three times its capacity. A model that answers at once gets the strategy's batch.
  private static func defaultWindow(of model: any Model, batch: Int) -> Int {
    model is any AsyncModel ? max(3 * model.capacity, batch) : batch
  }

  /// A search whose engine is compiled for `P` where this is called with a concrete type, and for
  /// each built-in model.
  @inline(__always)
  static func runner<P: EnumerableProblem>(_ problem: P, _ plan: SearchPlan) -> ErasedSearch {
    switch plan.model {
    case let model as HeuristicModel: inline(problem, model, plan)
    case let model as UniformModel: inline(problem, model, plan)
    case let model as RolloutModel: inline(problem, model, plan)
    case let model as any InlineModel: opened(problem, model, plan)
    case let model as any AsyncModel:
      ErasedSearch(
        SearchRunner<ListedSteps<P>, BrokeredEvaluator<P>>(
          problem, BrokeredEvaluator(problem, model, seed: plan.configuration.seed), plan))
    default:
      preconditionFailure("a model is an InlineModel or an AsyncModel")
    }
  }

  @inline(__always)
  private static func inline<P: EnumerableProblem, M: InlineModel>(
    _ problem: P, _ model: M, _ plan: SearchPlan
  ) -> ErasedSearch {
    ErasedSearch(
      SearchRunner<ListedSteps<P>, InlineEvaluator<P, M>>(
        problem, InlineEvaluator(problem, model), plan))
  }

  private static func opened<P: EnumerableProblem, M: InlineModel>(
    _ problem: P, _ model: M, _ plan: SearchPlan
  ) -> ErasedSearch {
    inline(problem, model, plan)
  }
}

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
