extension SearchTree {
  /// Everything that was appended, as one batch: what a trace file of it holds. Complexity: linear
  /// in the trace, with its text copied.
  package var allEvents: EventBatch {
    var batch = EventBatch()
    batch.events = events
    // The root stands in the header; its text, at the start, is left unused.
    batch.nodes = Array(records.dropFirst())
    batch.text = text
    batch.notes = notes
    batch.figures = figures
    batch.calls = calls
    batch.otherReasons = otherReasons
    batch.otherMetrics = metrics.dropFirst(header.metrics?.count ?? 0).map(\.key)
    batch.times = times
    batch.outcome = outcome
    return batch
  }
}
