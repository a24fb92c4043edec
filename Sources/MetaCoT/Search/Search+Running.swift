import Foundation

extension Search {
  /// Runs to the end on the calling thread, and says what came out.
  ///
  /// `record` gets the events, some thousand at a time, the last with the outcome; it is not called
  /// without recording. `isCancelled` is asked about a hundred times a second; if it says so, the
  /// search ends as `interrupted`. The clock plays a part only with a budget of seconds, or where
  /// timings are asked for.
  public borrowing func run<Failure: Error>(
    isCancelled: () -> Bool = { false }, record: (EventBatch) throws(Failure) -> Void
  ) throws(Failure) -> Outcome {
    var slicer = TimeSlicer(self)
    var batch = EventBatch()
    while true {
      if isCancelled() { stop() }
      let progress = slicer.runSliceOrWait(of: self)
      slicer.moveEvents(of: self, into: &batch)
      if !batch.isEmpty {
        try record(batch)
        batch.removeAll()
      }
      if progress == .ended, let outcome { return outcome }
    }
  }
}

/// Keeps a search in slices of some milliseconds, so that who runs it can look up now and then, and
/// keeps its clock: the budget of seconds, and the times of events.
package struct TimeSlicer {
  private let clock = ContinuousClock()
  private let limit: Duration?
  private let timings: Bool
  private let answered = DispatchSemaphore(value: 0)
  private var iterations = 1
  /// How long the search has run or waited for its model, pauses not counted.
  package private(set) var elapsed = Duration.zero

  /// So many iterations a slice that its events still lie in the processor's cache when they are
  /// written.
  private static let mostIterations = 512
  private static let shortest = Duration.milliseconds(4)
  private static let longest = Duration.milliseconds(12)

  package init(_ search: borrowing Search) {
    limit = search.secondsLimit.map { .seconds($0) }
    timings = search.header.timings ?? false
    search.onAnswer { [answered] in answered.signal() }
  }

  /// What is left of the budget of seconds; nil where there is none.
  var left: Duration? { limit.map { max(.zero, $0 - elapsed) } }

  /// Runs for some milliseconds: one iteration where iterations are slow.
  package mutating func runSlice(of search: borrowing Search) -> SearchProgress {
    // With times every iteration gets its own.
    let count = timings ? 1 : iterations
    return measure(search) { $0.runIterations(count) }
  }

  /// The same, for one who has nothing else to do: where the search has to wait for its model, so does
  /// this, for some milliseconds.
  package mutating func runSliceOrWait(of search: borrowing Search) -> SearchProgress {
    let progress = runSlice(of: search)
    if progress == .waits {
      wait(for: search) { [answered] in _ = answered.wait(timeout: .now() + .milliseconds(10)) }
    }
    return progress
  }

  /// Runs a single piece of work, which is timed.
  mutating func measure(
    _ search: borrowing Search, _ work: (borrowing Search) -> SearchProgress
  ) -> SearchProgress {
    let start = clock.now
    let progress = work(search)
    let time = clock.now - start
    if time < Self.shortest { iterations = min(iterations * 2, Self.mostIterations) }
    if time > Self.longest {
      iterations = max(Int(saturating: Double(iterations) * (Self.longest / time)), 1)
    }
    return count(time, of: search) ? .ended : progress
  }

  /// Waits for the model, which counts as running.
  mutating func wait(for search: borrowing Search, _ work: () -> Void) {
    let start = clock.now
    work()
    _ = count(clock.now - start, of: search)
  }

  /// Counts time. Returns whether the search ended by it.
  private mutating func count(_ time: Duration, of search: borrowing Search) -> Bool {
    elapsed += time
    guard let limit, elapsed >= limit, search.outcome == nil else { return false }
    search.stop(.seconds)
    return true
  }

  /// Moves out what is new, with times if they are wanted.
  func moveEvents(of search: borrowing Search, into batch: inout EventBatch) {
    search.takeEvents(into: &batch)
    guard timings else { return }
    let now = UInt64(saturating: elapsed / .microseconds(1))
    let missing = batch.events.count - batch.times.count
    batch.times.append(contentsOf: repeatElement(now, count: missing))
    if batch.outcome != nil { batch.outcome?.seconds = elapsed / .seconds(1) }
  }
}
