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
    var pulse = Pulse(self)
    var batch = EventBatch()
    while true {
      if isCancelled() { stop() }
      let goesOn = pulse.runSlice(of: self)
      pulse.moveEvents(of: self, into: &batch)
      if !batch.isEmpty {
        try record(batch)
        batch.removeAll()
      }
      if !goesOn, let outcome { return outcome }
    }
  }

  /// Runs a search from its configuration to its end: `run` for those who need no header.
  public static func run(
    _ configuration: SearchConfiguration, isCancelled: () -> Bool = { false }
  ) throws(SearchError) -> Outcome {
    try Search(configuration, isRecording: false).run(isCancelled: isCancelled, record: { _ in })
  }
}

/// Keeps a search in slices of some milliseconds, so that who runs it can look up now and then, and
/// keeps its clock: the budget of seconds, and the times of events.
struct Pulse {
  private let clock = ContinuousClock()
  private let limit: Duration?
  private let timings: Bool
  private var iterations = 16
  /// How long the search has run, pauses not counted.
  private(set) var elapsed = Duration.zero

  /// So many iterations a slice that its events still lie in the processor's cache when they are
  /// written.
  private static let mostIterations = 2048
  private static let shortest = Duration.milliseconds(4)
  private static let longest = Duration.milliseconds(12)

  init(_ search: borrowing Search) {
    limit = search.secondsLimit.map { .seconds($0) }
    timings = search.header.timings ?? false
  }

  /// Runs for some milliseconds. Returns whether the search goes on.
  mutating func runSlice(of search: borrowing Search) -> Bool {
    // With times every iteration gets its own.
    let count = timings ? 1 : iterations
    return measure(search) { $0.advance(iterations: count) }
  }

  /// Runs a single piece of work, which is timed.
  mutating func measure(
    _ search: borrowing Search, _ work: (borrowing Search) -> Bool
  ) -> Bool {
    let start = clock.now
    let goesOn = work(search)
    let time = clock.now - start
    elapsed += time
    if time < Self.shortest { iterations = min(iterations * 2, Self.mostIterations) }
    if time > Self.longest { iterations = max(iterations / 2, 1) }
    if goesOn, let limit, elapsed >= limit {
      search.stop("seconds")
      return false
    }
    return goesOn
  }

  /// Moves out what is new, with times if they are wanted.
  func moveEvents(of search: borrowing Search, into batch: inout EventBatch) {
    search.takeEvents(into: &batch)
    guard timings else { return }
    let now = UInt64(elapsed / .microseconds(1))
    let missing = batch.events.count - batch.times.count
    batch.times.append(contentsOf: repeatElement(now, count: missing))
    if batch.outcome != nil { batch.outcome?.seconds = elapsed / .seconds(1) }
  }
}
