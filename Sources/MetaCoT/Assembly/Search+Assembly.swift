extension Search {
  /// A search that has not begun. Throws a `SearchError` for an unknown name or a parameter that is
  /// not allowed. Without recording there are no events, and nodes cannot be steered by number.
  /// With `pausesAtLimits` a budget of expansions, calls or memory that is used up does not end it:
  /// nothing happens until the budget is raised, or `stop` is called.
  public init(
    _ configuration: SearchConfiguration, isRecording: Bool = true, pausesAtLimits: Bool = false
  ) throws(SearchError) {
    let parts = try Self.parts(
      of: configuration, isRecording: isRecording, pausesAtLimits: pausesAtLimits)
    self = Self.beginning(parts)
  }

  /// Throws what `init` would of a configuration, without beginning the search: no model is asked.
  public static func check(_ configuration: SearchConfiguration) throws(SearchError) {
    _ = try parts(of: configuration, isRecording: false, pausesAtLimits: false)
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

  /// What a search is put together from.
  private enum Parts {
    /// Steps that the problem lists.
    case listed(any EnumerableProblem, SearchPlan)
    /// Steps that a model proposes.
    case proposed(any TextProblem, any AsyncModel, SearchPlan)
    /// A text in which a model searches.
    case written(InContextEngine, any TextWriter, SearchConfiguration)
  }

  private static func parts(
    of configuration: SearchConfiguration, isRecording: Bool, pausesAtLimits: Bool
  ) throws(SearchError) -> Parts {
    var configuration = configuration
    let model = try model(of: &configuration)
    func refused(_ reason: String) -> SearchError {
      .unsuitableModel(configuration.model.name, reason: reason)
    }
    if let reason = model.refusal(of: configuration.problem) { throw refused(reason) }
    let entry = try StrategyRegistry.entry(configuration.strategy.name)
    let values = try ParameterValues(
      entry.parameters, given: configuration.strategy.parameters, of: entry.name)
    configuration.strategy = .init(entry.name, parameters: values.dictionary)
    let problem = configuration.problem
    switch entry.method {
    case .writing(let make):
      let writer: any TextWriter
      switch model {
      case let model as any WritingModel: writer = InlineWriter(model)
      case let model as any AsyncWritingModel: writer = BrokeredWriter(model)
      default: throw refused("it cannot write, and \(entry.name) needs a network that does")
      }
      guard let problem = problem as? any EnumerableProblem else {
        throw refused("\(entry.name) reads steps of puzzles only")
      }
      let engine = InContextEngine(
        problem, settings: make(values), spec: configuration.spec, isRecording: isRecording,
        pausesAtLimits: pausesAtLimits)
      return .written(engine, writer, configuration)
    case .asking(let make):
      let window = configuration.window ?? defaultWindow(of: model, batch: values.batch)
      configuration.window = window
      let strategy = make(
        values,
        StrategyContext(
          until: configuration.until, hasPolicy: model.hasPolicy,
          seed: configuration.seed ^ 0x7374_7261_7465_6779, window: window,
          expansions: configuration.budget.expansions,
          listsSteps: problem is any EnumerableProblem, verifiesAnswers: !problem.needsAnswerKey))
      let plan = SearchPlan(
        configuration: configuration, strategy: strategy, model: model, isRecording: isRecording,
        pausesAtLimits: pausesAtLimits)
      if let problem = problem as? any EnumerableProblem { return .listed(problem, plan) }
      guard let problem = problem as? any TextProblem, let model = model as? any AsyncModel else {
        throw refused(
          "steps of a problem of kind \(type(of: problem).kind) are proposed by a model that writes"
        )
      }
      return .proposed(problem, model, plan)
    }
  }

  /// Chooses the compiled engine and evaluator for problem and model.
  private static func beginning(_ parts: Parts) -> Search {
    switch parts {
    case .listed(let problem, let plan): specialized(problem, plan)
    case .proposed(let problem, let model, let plan): textRunner(problem, model, plan)
    case .written(let engine, let writer, let configuration):
      Search(
        InContextRunner(
          engine, writer,
          header: TraceHeader(
            configuration, exploration: .text,
            root: .init(state: startText(of: configuration.problem)))),
        secondsLimit: configuration.budget.seconds)
    }
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
