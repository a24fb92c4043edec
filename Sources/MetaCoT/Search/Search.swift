/// One search on the way: its engine, a `SearchEngine` or an `InContextEngine`, with the types
/// erased.
///
/// It runs where it is called, on no thread of its own; see `SearchDriver` for one that does. The
/// closures inside are made where problem and model are concrete types, so that what they call is
/// compiled for these.
public struct Search: ~Copyable {
  /// The first line of its trace.
  public let header: TraceHeader
  let secondsLimit: Double?
  let advanceIterations: (Int) -> Bool
  let runPhase: () -> Bool
  let applySteering: (Steering) -> Bool
  let end: (String) -> Void
  let moveEvents: (inout EventBatch) -> Void
  let currentStatus: () -> SearchStatus
  let currentOutcome: () -> Outcome?

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
    self = try Self.make(
      configuration, problem: configuration.problem, model: model, modelChoice: choice,
      isRecording: isRecording, holdsAtLimits: holdsAtLimits)
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

  /// Runs to the end of the current iteration, and `count - 1` more. Returns whether the search
  /// goes on.
  @discardableResult
  public func advance(iterations count: Int) -> Bool { advanceIterations(count) }

  /// Runs one phase. Returns whether the search goes on.
  @discardableResult
  public func advancePhase() -> Bool { runPhase() }

  /// Applies a wish; false if it makes no sense for its node. Call between iterations.
  @discardableResult
  public func steer(_ steering: Steering) -> Bool { applySteering(steering) }

  /// Ends it, if it has not ended: `interrupted`, or the name of a limit.
  public func stop(_ reason: String = "interrupted") { end(reason) }

  /// Moves the events since the last call to the end of `batch`, which is faster if it is empty.
  public func takeEvents(into batch: inout EventBatch) { moveEvents(&batch) }

  /// Where it stands.
  public var status: SearchStatus { currentStatus() }

  /// What came out, once it has ended.
  public var outcome: Outcome? { currentOutcome() }
}
