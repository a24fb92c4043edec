/// One search on the way: an engine with its evaluator, or a model that writes its search itself.
///
/// It runs where it is called, on no thread of its own; see `SearchDriver` for one that does.
public struct Search: ~Copyable {
  let running: ErasedSearch
  let secondsLimit: Double?

  /// The first line of its trace.
  public var header: TraceHeader { running.header }

  /// A search that has not begun. Throws a `SearchError` for an unknown name or a parameter that is
  /// not allowed. Without recording there are no events, and nodes can not be steered by number.
  /// With `holdsAtLimits` a budget of expansions, calls or memory that is used up does not end it:
  /// nothing happens until the budget is raised, or `stop` is called.
  public init(
    _ configuration: SearchConfiguration, isRecording: Bool = true, holdsAtLimits: Bool = false
  ) throws(SearchError) {
    let (model, choice) = try Self.model(of: configuration)
    if let reason = model.refusal(of: configuration.problem) {
      throw .unsuitableModel(choice.name, reason: reason)
    }
    running = try Self.make(
      configuration, model: model, modelChoice: choice, isRecording: isRecording,
      holdsAtLimits: holdsAtLimits)
    secondsLimit = configuration.budget.seconds
  }

  /// The model that was loaded, or one made of its name and parameters.
  private static func model(
    of configuration: SearchConfiguration
  ) throws(SearchError) -> (any Model, TraceHeader.Choice) {
    if let loaded = configuration.loadedModel { return (loaded, configuration.model) }
    let entry = try ModelRegistry.entry(configuration.model.name)
    let values = try ParameterValues(
      entry.parameters, given: configuration.model.parameters, of: entry.name)
    return (entry.make(values), .init(entry.name, parameters: values.dictionary))
  }

  /// Runs to the end of the current iteration, and `count - 1` more, unless it has to wait before.
  /// Returns whether the search goes on.
  @discardableResult
  public func advance(iterations count: Int) -> Bool {
    running.advance(count) != .ended
  }

  /// Runs one phase. Returns whether the search goes on.
  @discardableResult
  public func advancePhase() -> Bool { running.advancePhase() != .ended }

  /// Applies a person's command; false if it makes no sense for its node. Call while
  /// `status.canSteer`.
  @discardableResult
  public func steer(_ command: SteeringCommand) -> Bool { running.steer(command) }

  /// Ends it, if it has not ended: `interrupted`, or the name of a limit. What is asked of a model
  /// is taken back.
  public func stop(_ reason: String = "interrupted") { running.finish(reason) }

  /// Moves the events since the last call to the end of `batch`, which is faster if it is empty.
  public func takeEvents(into batch: inout EventBatch) { running.moveEvents(&batch) }

  /// Where it stands.
  public var status: SearchStatus { running.status }

  /// What came out, once it has ended.
  public var outcome: Outcome? { running.outcome }
}
