import TestSupport

@testable import MetaCoT

/// A search that was run to its end, with all its events.
struct Recorded {
  var header: TraceHeader
  var batch: EventBatch
  var outcome: Outcome
  var tree: SearchTree

  init(_ configuration: SearchConfiguration, slices: [Int] = [1]) throws {
    let search = try Search(configuration)
    header = search.header
    batch = EventBatch()
    var turn = 0
    while search.advance(iterations: slices[turn % slices.count]) { turn += 1 }
    search.takeEvents(into: &batch)
    outcome = search.outcome!
    tree = SearchTree(header: header)
    tree.append(batch)
  }

  /// One that was run elsewhere.
  init(header: TraceHeader, batch: EventBatch, outcome: Outcome) {
    self.header = header
    self.batch = batch
    self.outcome = outcome
    tree = SearchTree(header: header)
    tree.append(batch)
  }

  /// A search that waits for its model.
  static func waiting(for configuration: SearchConfiguration) async throws -> Recorded {
    try await elsewhere {
      let search = try Search(configuration)
      var batch = EventBatch()
      let outcome = search.run { batch.append(contentsOf: $0) }
      return Recorded(header: search.header, batch: batch, outcome: outcome)
    }
  }

  /// Everything about events but for their texts' places.
  static func isSame(_ a: EventBatch, _ b: EventBatch) -> Bool {
    a.events == b.events && a.text == b.text && a.notes == b.notes && a.outcome == b.outcome
      && "\(a.nodes)" == "\(b.nodes)"
  }
}
