import MetaCoT

/// A search of which all is known from the start: as it was at a moment, beside which another goes on
/// from there; or two searches as one tree.
final class KeptSource: EventSource {
  let driver: SearchDriver? = nil
  let header: TraceHeader
  private var events: EventBatch?

  init(_ header: TraceHeader, _ events: EventBatch? = nil) {
    self.header = header
    self.events = events
  }

  func drain() -> [EventBatch] {
    defer { events = nil }
    return events.map { [$0] } ?? []
  }

  func takeNotice() -> String? { nil }

  func takeInitialFraction() -> Double? { nil }

  func stop() {}
}
