/// A search in progress: an engine with its evaluator, or a model that writes its search itself.
///
/// It runs where it is called, on no thread of its own.
///
/// It holds closures, made where the type of what runs is concrete: what they call is compiled for
/// it. Through the protocol it would be the generic code that runs, which is eight times as slow.
public struct Search: ~Copyable {
  /// The first line of its trace.
  public let header: TraceHeader
  /// The budget of seconds, kept by whoever runs it.
  let secondsLimit: Double?
  /// Runs to the end of the current iteration, and `count - 1` more.
  let runIterations: (_ count: Int) -> SearchProgress
  /// Runs one phase.
  let runPhase: () -> SearchProgress
  /// What is told is called on any thread when a search that waits for its model can go on.
  let onAnswer: (@escaping @Sendable () -> Void) -> Void
  private let applyCommand: (SteeringCommand) -> Bool
  private let finish: (_ reason: StopReason) -> Void
  private let moveEvents: (inout EventBatch) -> Void
  private let currentStatus: () -> SearchStatus
  private let currentOutcome: () -> Outcome?
  private let currentAnswers: () -> Bool

  @inline(__always)
  init<S: RunningSearch>(_ search: S, secondsLimit: Double?) {
    header = search.header
    self.secondsLimit = secondsLimit
    runIterations = { search.advance(iterations: $0) }
    runPhase = { search.advancePhase() }
    applyCommand = { search.steer($0) }
    finish = { search.finish($0) }
    moveEvents = { search.moveEvents(into: &$0) }
    onAnswer = { search.onAnswer($0) }
    currentStatus = { search.status }
    currentOutcome = { search.outcome }
    currentAnswers = { search.hasAnswers }
  }

  /// Runs to the end of the current iteration, and `count - 1` more, unless it has to wait before.
  /// Returns whether the search goes on.
  @discardableResult
  public func advance(iterations count: Int) -> Bool { runIterations(count) != .ended }

  /// Runs one phase. Returns whether the search goes on.
  @discardableResult
  public func advancePhase() -> Bool { runPhase() != .ended }

  /// Applies a person's command; false if it makes no sense for its node. Call while
  /// `status.canSteer`.
  @discardableResult
  public func steer(_ command: SteeringCommand) -> Bool { applyCommand(command) }

  /// Ends it, if it has not ended. What is asked of a model is taken back.
  public func stop(_ reason: StopReason = .interrupted) { finish(reason) }

  /// Moves the events since the last call to the end of `batch`, which is faster if it is empty.
  public func takeEvents(into batch: inout EventBatch) { moveEvents(&batch) }

  /// Where it stands.
  public var status: SearchStatus { currentStatus() }

  /// What came out, once it has ended.
  public var outcome: Outcome? { currentOutcome() }

  /// Whether the model has answered something that was not used yet.
  var hasAnswers: Bool { currentAnswers() }
}
