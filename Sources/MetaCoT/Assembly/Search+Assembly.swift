extension Search {
  /// A search that has not begun. Throws a `SearchError` for an unknown name or a parameter that is
  /// not allowed. Without recording there are no events, and nodes cannot be steered by number.
  /// With `pausesAtLimits` a budget of expansions, calls or memory that is used up does not end it:
  /// nothing happens until the budget is raised, or `stop` is called.
  public init(
    _ configuration: SearchConfiguration, isRecording: Bool = true, pausesAtLimits: Bool = false
  ) throws(SearchError) {
    var configuration = configuration
    let model = try Self.model(of: &configuration)
    if let reason = model.refusal(of: configuration.problem) {
      throw .unsuitableModel(configuration.model.name, reason: reason)
    }
    self = try Self.make(
      configuration, model: model, isRecording: isRecording, pausesAtLimits: pausesAtLimits)
  }

  /// The model that was loaded, or one made of its name and parameters, of which the configuration
  /// then has all.
  private static func model(
    of configuration: inout SearchConfiguration
  ) throws(SearchError) -> any Model {
    if let loaded = configuration.loadedModel { return loaded }
    let entry = try ModelRegistry.entry(configuration.model.name)
    let values = try ParameterValues(
      entry.parameters, given: configuration.model.parameters, of: entry.name)
    configuration.model = .init(entry.name, parameters: values.dictionary)
    return entry.make(values)
  }

  /// Runs a search from its configuration to its end: `run` for those who need no header.
  public static func run(
    _ configuration: SearchConfiguration, isCancelled: () -> Bool = { false }
  ) throws(SearchError) -> Outcome {
    try Search(configuration, isRecording: false).run(isCancelled: isCancelled, record: { _ in })
  }

  private static func startText<P: Problem>(of problem: P) -> String {
    problem.text(of: problem.start)
  }

  /// Chooses the compiled engine and evaluator for problem and model.
  private static func make(
    _ configuration: SearchConfiguration, model: any Model, isRecording: Bool,
    pausesAtLimits: Bool
  ) throws(SearchError) -> Search {
    let entry = try StrategyRegistry.entry(configuration.strategy.name)
    let values = try ParameterValues(
      entry.parameters, given: configuration.strategy.parameters, of: entry.name)
    var configuration = configuration
    configuration.strategy = .init(entry.name, parameters: values.dictionary)
    let strategy: any Strategy
    switch entry.method {
    case .writing(let make):
      let writer: any TextWriter
      switch model {
      case let model as any WritingModel: writer = InlineWriter(model)
      case let model as any AsyncWritingModel: writer = BrokeredWriter(model)
      default:
        throw .unsuitableModel(
          configuration.model.name,
          reason: "it cannot write, and \(entry.name) needs a network that does")
      }
      guard let problem = configuration.problem as? any EnumerableProblem else {
        throw .unsuitableModel(
          configuration.model.name, reason: "\(entry.name) reads steps of puzzles only")
      }
      return Search(
        InContextRunner(
          InContextEngine(
            problem, settings: make(values), spec: configuration.spec,
            isRecording: isRecording, pausesAtLimits: pausesAtLimits),
          writer,
          header: TraceHeader(
            configuration, exploration: .text, root: .init(state: startText(of: problem)))),
        secondsLimit: configuration.budget.seconds)
    case .asking(let make):
      let window = configuration.window ?? defaultWindow(of: model, batch: values.batch)
      configuration.window = window
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
      configuration: configuration, strategy: strategy, model: model, isRecording: isRecording,
      pausesAtLimits: pausesAtLimits)
    if let problem = configuration.problem as? any EnumerableProblem {
      return specialized(problem, plan)
    }
    guard let problem = configuration.problem as? any TextProblem,
      let model = model as? any AsyncModel
    else {
      throw .unsuitableModel(
        configuration.model.name,
        reason:
          "steps of a problem of kind \(type(of: configuration.problem).kind) are proposed by "
          + "a model that writes")
    }
    return textRunner(problem, model, plan)
  }

  private static func textRunner<P: TextProblem>(
    _ problem: P, _ model: any AsyncModel, _ plan: SearchPlan
  ) -> Search {
    var problem = problem
    problem.steps = StepTexts()
    return Search(
      SearchRunner<ProposedSteps<P>, BrokeredEvaluator<P>>(
        problem, BrokeredEvaluator(problem, model, seed: plan.configuration.seed), plan),
      secondsLimit: plan.configuration.budget.seconds)
  }

  /// As many requests in flight as keep a model busy whose answers are used in the order asked:
  /// three times its capacity. A model that answers at once gets the strategy's batch.
  private static func defaultWindow(of model: any Model, batch: Int) -> Int {
    model is any AsyncModel ? max(3 * model.capacity, batch) : batch
  }
}
