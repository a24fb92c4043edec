import ArgumentParser
import MetaCoT
import MetaCoTNeural

/// The options that choose a strategy, a model and limits; the same for every command that searches.
/// `ProblemOptions` say what is searched.
struct SearchOptions: ParsableArguments {
  @Option(help: "NAME or NAME:PARAMETER=VALUE,… as 'espalier strategies' lists them.")
  var strategy: String?

  @Option(help: "NAME or NAME:PARAMETER=VALUE,… as for --strategy, or a checkpoint's folder.")
  var model: String?

  @Option(
    help:
      "Limits: '20000' (expansions), '500 calls', '5000 tokens', '2 s', '512 MB' (on the screen what is drawn counts too); several as in '20000, 2 s'."
  )
  var budget: String?

  @Option(
    help:
      "When to stop: 'first' goal (the default), 'all' goals, or 'tree' (when a budget is used up)."
  )
  var until: SearchSpec.Goal?

  @Option(help: "The seed of all randomness: same seed, same events. Default: 1.")
  var seed: UInt64?

  @Option(
    help:
      "Requests to the model in flight at a time; without it three times what a slow model can take."
  )
  var window: Int?

  @Option(help: "Steps that a model proposes at a time, where the problem does not list its steps.")
  var proposals: Int?

  @Option(
    name: .customLong("answer-by"),
    help: "How to choose among answers: 'weighted-vote' (the default), 'vote', or 'value'.")
  var answerChoice: AnswerChoice?

  @Option(
    help: ArgumentHelp(
      "Keep what the model answers in this file; what was asked before is answered from it.",
      valueName: "file"),
    completion: .file())
  var answers: String?

  @Flag(help: "Record wall-clock times in the trace, which then differs from run to run.")
  var timings = false

  func validate() throws {
    try Self.check(window, in: SearchSpec.windows, "--window")
    try Self.check(proposals, in: SearchSpec.proposalCounts, "--proposals")
  }

  private static func check(_ number: Int?, in range: ClosedRange<Int>, _ name: String) throws {
    guard let number, !range.contains(number) else { return }
    throw ValidationError(
      "\(name) must be \(range.lowerBound) to \(range.upperBound), not \(number)")
  }

  /// What is used where neither command line nor configuration says anything.
  enum Standard {
    static let strategy = "mcts:select=puct"
    static let model = Pocket.name
    static let budget = "20000"
    static let speed = 8.0
  }

  /// The search of a problem. What the command line leaves open is the configuration's, then the
  /// standard. Throws a usage error that says what would be right.
  func configuration(
    for item: ProblemSet.Item, defaults: Configuration.Defaults
  ) throws -> SearchConfiguration {
    do {
      let strategy = try StrategyRegistry.choice(
        strategy ?? defaults.strategy ?? Standard.strategy)
      let model = try ModelSource.model(
        model ?? defaults.model ?? ModelSource.standard(for: item.problem, strategy))
      var configuration = SearchConfiguration(
        problem: item.problem, problemID: item.id, strategy: strategy,
        model: model.choice, loadedModel: model.model,
        budget: try Budget(text: budget ?? defaults.budget ?? Standard.budget),
        seed: seed ?? 1, window: window, timings: timings)
      setGoal(of: &configuration)
      return try recorded(configuration)
    } catch let error as SearchError {
      throw ValidationError(error.description)
    }
  }

  /// What is enough, and how steps are proposed and answers chosen, as far as that was said.
  private func setGoal(of search: inout SearchConfiguration) {
    if let until { search.until = until }
    if let proposals { search.proposals = proposals }
    if let answerChoice { search.answerChoice = answerChoice }
  }

  /// The search with its model's answers kept, where that is asked for.
  private func recorded(_ search: SearchConfiguration) throws -> SearchConfiguration {
    guard let answers else { return search }
    var search = search
    search.loadedModel = try ModelSource.recorded(search, in: answers)
    return search
  }

  /// A search that goes on from the moment of a tree, where `configuration` made that. With another
  /// strategy, model or seed it begins at the state of `node`. Throws a `ForkError`, or a usage error.
  func fork(
    _ configuration: SearchConfiguration, of tree: SearchTree, at node: NodeID
  ) throws -> SearchFork {
    var configuration = configuration
    do {
      if let budget { configuration.budget = try Budget(text: budget) }
      setGoal(of: &configuration)
      if let window { configuration.window = window }
      guard strategy != nil || model != nil || seed != nil else {
        guard !timings else {
          throw ValidationError(
            "--timings: the events up to the moment are made again, in other times than they had")
        }
        return SearchFork(try recorded(configuration), goingOnFrom: tree)
      }
      configuration.timings = timings
      if let strategy { configuration.strategy = try StrategyRegistry.choice(strategy) }
      if let model {
        let model = try ModelSource.model(model)
        (configuration.model, configuration.loadedModel) = (model.choice, model.model)
      }
      if let seed { configuration.seed = seed }
      configuration.window = window
      return try SearchFork(try recorded(configuration), at: node, of: tree)
    } catch let error as SearchError {
      throw ValidationError(error.description)
    }
  }
}

extension SearchSpec.Goal: ExpressibleByArgument {}
extension AnswerChoice: ExpressibleByArgument {}
