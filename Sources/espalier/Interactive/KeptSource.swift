import MetaCoT

/// A search as it was at a moment, beside which another goes on from there.
final class KeptSource: EventSource {
  let driver: SearchDriver? = nil
  let header: TraceHeader
  private var events: EventBatch?

  /// What has arrived of a search.
  init(_ tree: SearchTree) {
    header = tree.header
    events = tree.allEvents
  }

  func drain() -> [EventBatch] {
    defer { events = nil }
    return events.map { [$0] } ?? []
  }

  func takeNotice() -> String? { nil }

  func takeInitialFraction() -> Double? { nil }

  func stop() {}
}
