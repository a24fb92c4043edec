/// A search in progress: an engine with its evaluator, or a model that writes its search itself.
///
/// It runs where it is called, on no thread of its own.
public struct Search: ~Copyable {
  let running: ErasedSearch
  /// The budget of seconds, kept by whoever runs it.
  let secondsLimit: Double?

  init(_ running: ErasedSearch, secondsLimit: Double?) {
    self.running = running
    self.secondsLimit = secondsLimit
  }

  /// The first line of its trace.
  public var header: TraceHeader { running.header }

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

  /// Ends it, if it has not ended. What is asked of a model is taken back.
  public func stop(_ reason: StopReason = .interrupted) { running.finish(reason) }

  /// Moves the events since the last call to the end of `batch`, which is faster if it is empty.
  public func takeEvents(into batch: inout EventBatch) { running.moveEvents(&batch) }

  /// Where it stands.
  public var status: SearchStatus { running.status }

  /// What came out, once it has ended.
  public var outcome: Outcome? { running.outcome }
}
