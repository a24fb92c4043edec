import Foundation

/// Runs a search on a thread of its own, so that a person can watch, pause, step, pace and steer
/// it.
///
/// Everything can be called from any thread and returns at once. Neither pace nor pauses nor how
/// often `drain` is called change the events, only when they come. Steering takes effect between
/// iterations. If events are not drained, the search waits once about two million of them have
/// piled up.
package final class SearchDriver: @unchecked Sendable {
  /// The first line of the trace.
  package let header: TraceHeader

  private let lock = NSCondition()
  // Guarded by `lock`:
  private var isStarted = false
  private var isPaused = false
  private var isStopping = false
  private var hasEnded = false
  private var iterationsPerSecond: Double?
  private var steps: [Step] = []
  private var commands: [SteeringCommand] = []
  /// Whether the search waits for its model, as far as is known.
  private var waits = false
  private var backlog: [EventBatch] = []
  private var backlogSize = 0
  private var isAnnounced = false
  private var isCallDue = false
  private var latest = SearchStatus()
  private var result: Outcome?

  // Only the thread's, once it runs:
  private let search: Search
  private var slicer: TimeSlicer

  private let onActivity: @Sendable () -> Void
  private static let backlogLimit = 2_000_000

  /// How far a step goes.
  package enum Step: Sendable {
    /// To the next select, expand, evaluate or backup.
    case phase
    /// To the end of the iteration.
    case iteration
  }

  /// A driver of a search that has made these events already.
  init(
    _ search: consuming Search, events: EventBatch = EventBatch(),
    onActivity: @escaping @Sendable () -> Void
  ) {
    self.search = search
    backlog = events.isEmpty ? [] : [events]
    backlogSize = events.events.count
    header = self.search.header
    slicer = TimeSlicer(self.search)
    self.onActivity = onActivity
    latest = self.search.status
    self.search.onAnswer { [weak self] in self?.change { self?.waits = false } }
  }

  // MARK: Control

  /// Begins; paused, if it is to be stepped from the first event on.
  package func start(paused: Bool = false) {
    lock.withLock {
      guard !isStarted else { return }
      isStarted = true
      isPaused = paused
      latest.state = paused ? .paused : .running
      let thread = Thread { [self] in run() }
      thread.name = "search"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Stops going on by itself, after the slice of some milliseconds that is under way.
  package func pause() { change { isPaused = true } }

  /// Goes on by itself.
  package func resume() { change { isPaused = false } }

  /// Makes one step and pauses.
  package func step(_ step: Step) {
    change {
      isPaused = true
      steps.append(step)
    }
  }

  /// Iterations a second; nil is flat out.
  package var pace: Double? {
    get { lock.withLock { iterationsPerSecond } }
    set { change { iterationsPerSecond = newValue.map { max($0, 0.01) } } }
  }

  /// Steers the search; see `SteeringCommand`. A command that makes no sense for its node is passed
  /// over; one that took effect is seen as a `steer` event.
  package func steer(_ command: SteeringCommand) { change { commands.append(command) } }

  /// Ends the search as `interrupted`, if it has not ended.
  package func stop() { change { isStopping = true } }

  private func change(_ body: () -> Void) {
    lock.withLock {
      body()
      lock.broadcast()
    }
  }

  // MARK: Results

  /// Moves out the events that are new, in order.
  package func drain() -> [EventBatch] {
    lock.withLock {
      defer {
        backlog = []
        backlogSize = 0
        isAnnounced = false
        lock.broadcast()
      }
      return backlog
    }
  }

  /// Where the search stands, at most some milliseconds ago.
  package var status: SearchStatus { lock.withLock { latest } }

  /// What came out, once the search has ended.
  package var outcome: Outcome? { lock.withLock { result } }

  /// Waits for the end and says what came out. The search must be running, and `drain` called by
  /// another thread or not needed.
  package func waitForEnd() -> Outcome {
    lock.withLock {
      while true {
        if let result { return result }
        lock.wait()
      }
    }
  }

  // MARK: The thread

  /// What the thread does next.
  private enum Action {
    case slice, steer([SteeringCommand]), step(Step), finishIteration, paced, stop, nothing
  }

  private func run() {
    var due = Date()
    while true {
      let action = nextAction(&due)
      var progress = SearchProgress.advanced
      switch action {
      case .nothing:
        makeCall()
        continue
      case .stop:
        search.stop()
      case .steer(let commands):
        for command in commands { search.steer(command) }
      case .slice:
        progress = slicer.runSlice(of: search)
      case .step(.phase):
        progress = slicer.measure(search) { $0.runPhase() }
      case .step(.iteration), .finishIteration, .paced:
        progress = slicer.measure(search) { $0.runIterations(1) }
      }
      if progress == .waits { holdBack(action) }
      let isOver = publish()
      makeCall()
      if isOver { return }
    }
  }

  /// The search has to wait for its model: a step that was begun is made when it has answered. What
  /// the model says from now on ends the waiting, so nothing is missed between.
  private func holdBack(_ action: Action) {
    lock.withLock {
      if case .step(let step) = action { steps.insert(step, at: 0) }
      waits = true
    }
    // Something may have come before that.
    if search.hasAnswers { change { waits = false } }
  }

  /// Waits until there is something to do.
  private func nextAction(_ due: inout Date) -> Action {
    lock.withLock {
      while true {
        if isStopping { return .stop }
        if !commands.isEmpty {
          if !latest.canSteer { return .finishIteration }
          defer { commands = [] }
          return .steer(commands)
        }
        let isHeld = latest.pausedAtLimit != nil
        if isHeld { steps = [] }
        if !steps.isEmpty, !waits { return .step(steps.removeFirst()) }
        let isPausedForGood = steps.isEmpty && (isPaused || isHeld)
        if isPausedForGood || backlogSize > Self.backlogLimit {
          if isPausedForGood, latest.state != .paused {
            latest.state = .paused
            announce()
            if isCallDue { return .nothing }
          }
          due = Date()
          lock.wait()
          continue
        }
        latest.state = .running
        if waits {
          waitForModel()
          continue
        }
        guard let iterationsPerSecond else { return .slice }
        let now = Date()
        // A thread that was kept waiting does not make up for more than a tenth of a second.
        if now.timeIntervalSince(due) > 0.1 { due = now - 0.1 }
        if now >= due {
          due += 1 / iterationsPerSecond
          return .paced
        }
        _ = lock.wait(until: min(due, now + 1))
      }
    }
  }

  /// Waits for an answer of the model, a command, or the end of the budget of seconds. The lock is
  /// held.
  private func waitForModel() {
    let seconds = min((slicer.left ?? .seconds(1)) / .seconds(1), 1)
    slicer.wait(for: search) { _ = lock.wait(until: Date() + seconds) }
    latest.seconds = slicer.elapsed / .seconds(1)
    // Out of time: the next slice says so.
    if search.outcome != nil { waits = false }
  }

  /// Hands out events and figures. Returns whether the search has ended.
  private func publish() -> Bool {
    var batch = EventBatch()
    slicer.moveEvents(of: search, into: &batch)
    var status = search.status
    status.seconds = slicer.elapsed / .seconds(1)
    if let limit = search.secondsLimit {
      let left = max(0, 1 - status.seconds / max(limit, 1e-9))
      status.budgetLeft = min(status.budgetLeft ?? 1, left)
    }
    let outcome = batch.outcome ?? search.outcome
    return lock.withLock {
      status.state = outcome != nil ? .ended : latest.state
      latest = status
      if !batch.isEmpty {
        backlogSize += batch.events.count
        if backlog.isEmpty || backlog[backlog.count - 1].events.count > 4096 {
          backlog.append(batch)
        } else {
          backlog[backlog.count - 1].append(contentsOf: batch)
        }
      }
      if !batch.isEmpty || outcome != nil { announce() }
      if let outcome {
        result = outcome
        lock.broadcast()
      }
      return outcome != nil
    }
  }

  /// Notes that `onActivity` is due, once between two drains. The lock is held.
  private func announce() {
    guard !isAnnounced else { return }
    isAnnounced = true
    isCallDue = true
  }

  /// Calls `onActivity` if it is due. The lock is not held, so it may call anything here.
  private func makeCall() {
    let isDue = lock.withLock {
      defer { isCallDue = false }
      return isCallDue
    }
    if isDue { onActivity() }
  }
}
