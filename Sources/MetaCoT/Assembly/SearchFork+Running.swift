extension SearchFork {
  /// Runs it to its end on the calling thread: `Search.run`, with the events up to the moment first.
  /// `begin` gets the header before anything else. Throws a `SearchError`, a `ForkError`, or what
  /// `begin` and `record` throw.
  package func run(
    isCancelled: () -> Bool = { false }, begin: (TraceHeader) throws -> Void = { _ in },
    record: (EventBatch) throws -> Void
  ) throws -> Outcome {
    var events = EventBatch()
    let search = try open(
      pausesAtLimits: isRaised, events: &events, isCancelled: isCancelled)
    try begin(search.header)
    if !events.isEmpty { try record(events) }
    return try search.run(
      isCancelled: { isCancelled() || search.status.pausedAtLimit != nil }, record: record)
  }
}

extension SearchDriver {
  /// A search that goes on from a moment of another, and waits to be started; the events up to the
  /// moment are the first to be drained. They are made again before it returns. Throws a `SearchError`,
  /// or a `ForkError`, also where `isCancelled`, which is asked again and again, says so.
  package convenience init(
    _ fork: SearchFork, isCancelled: () -> Bool = { false },
    onActivity: @escaping @Sendable () -> Void = {}
  ) throws {
    var events = EventBatch()
    let search = try fork.open(
      pausesAtLimits: true, events: &events, isCancelled: isCancelled)
    self.init(search, events: events, onActivity: onActivity)
  }
}
