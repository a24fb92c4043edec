import Foundation

/// What people ask of a training run from outside: to pause, to write a checkpoint, to stop. The
/// trainer asks for it between two steps.
package final class TrainingControl: @unchecked Sendable {
  /// What the trainer is to do next.
  package enum Request: Sendable, Equatable {
    /// The next step.
    case step
    /// A checkpoint, and then to ask again.
    case checkpoint
    /// A checkpoint, and then to end as `stopped`.
    case stop
  }

  private let lock = NSCondition()
  private var paused = false
  private var stopping = false
  private var checkpointing = false

  /// Nothing is asked for.
  package init() {}

  /// Whether no step is to be made until further notice.
  package var isPaused: Bool {
    get { lock.withLock { paused } }
    set { change { paused = newValue } }
  }

  /// Whether the run is to stop.
  package var isStopRequested: Bool { lock.withLock { stopping } }

  /// Asks the run to stop after its step, also while it is paused.
  package func requestStop() { change { stopping = true } }

  /// Asks for a checkpoint after the step, also while it is paused.
  package func requestCheckpoint() { change { checkpointing = true } }

  /// What to do next; while the run is paused this waits until something is to be done. Called by
  /// the trainer before every step.
  package func nextRequest() -> Request {
    lock.withLock {
      while true {
        if stopping { return .stop }
        if checkpointing {
          checkpointing = false
          return .checkpoint
        }
        guard paused else { return .step }
        lock.wait()
      }
    }
  }

  private func change(_ body: () -> Void) {
    lock.withLock {
      body()
      lock.broadcast()
    }
  }
}
