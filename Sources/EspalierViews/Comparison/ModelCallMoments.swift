import MetaCoT

/// After which events a search had put how many states before the model, as `SearchTree.modelCalls`
/// counts them. 12 bytes a model call.
struct ModelCallMoments: Sendable {
  private var moments: [Int32] = []
  private var counts: [Int] = []
  private var read = 0
  private var readsTokens = false

  /// The moment just after the model was called so many times; the present if it was not.
  mutating func moment(after count: Int, in tree: SearchTree) -> Int {
    read(tree)
    if count <= Self.callsAtStart(of: tree) { return 0 }
    let place = counts.partitioningIndex { $0 >= count }
    return place < counts.count ? Int(moments[place]) : tree.events.count
  }

  private mutating func read(_ tree: SearchTree) {
    if readsTokens != tree.hasTokens {
      self = ModelCallMoments()
      readsTokens = tree.hasTokens
    }
    var total = counts.last ?? Self.callsAtStart(of: tree)
    while read < tree.events.count {
      let event = tree.events[read]
      read += 1
      let more =
        readsTokens ? Self.states(of: event, in: tree) : Self.evaluations(by: event, in: tree)
      guard more > 0 else { continue }
      total += more
      moments.append(Int32(read))
      counts.append(total)
    }
  }

  private static func callsAtStart(of tree: SearchTree) -> Int {
    tree.hasTokens ? 0 : calls(for: tree.records[0], in: tree)
  }

  private static func states(of event: Event, in tree: SearchTree) -> Int {
    event.kind == .modelCall ? tree.call(of: event)?.states ?? Int(event.count) : 0
  }

  private static func evaluations(by event: Event, in tree: SearchTree) -> Int {
    switch event.kind {
    case .evaluate: event.isAskedOfModel ? 1 : 0
    case .expand:
      tree.records[Int(event.other)..<Int(event.other) + Int(event.count)]
        .reduce(0) { $0 + calls(for: $1, in: tree) }
    default: 0
    }
  }

  /// 1 for a node that came into being with a figure of the model, as `SearchTree` counts.
  private static func calls(for record: NodeRecord, in tree: SearchTree) -> Int {
    tree.header.canBeRepeated && (record.V == record.V || record.h == record.h) ? 1 : 0
  }
}
