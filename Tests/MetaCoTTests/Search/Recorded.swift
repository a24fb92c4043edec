import MetaCoT

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

  /// Everything about events but for their texts' places.
  static func isSame(_ a: EventBatch, _ b: EventBatch) -> Bool {
    a.events == b.events && a.text == b.text && a.notes == b.notes && a.outcome == b.outcome
      && "\(a.nodes)" == "\(b.nodes)"
  }
}
