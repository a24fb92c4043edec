/// Backtracks for a trace that has none: where a search turns to a node that does not lie below the
/// one it turned to before, it left that one, whether or not the trace says so.
///
/// As soon as a trace tells of a backtrack by itself, it is taken at its word from then on.
struct BacktrackDerivation: Sendable {
  /// Whether the trace may have none.
  private(set) var isNeeded: Bool
  private let isFirstVersion: Bool
  private var last: NodeID?

  init(of header: TraceHeader) {
    // Of a snapshot nobody knows what came after what.
    isNeeded = header.order != .unknown && header.backtracks != true
    isFirstVersion = header.version == 1
  }

  /// The batch with the backtracks that it lacks; nil if it lacks none. Complexity: linear in the
  /// batch and the lengths of the ways between nodes selected one after the other.
  mutating func completed(_ batch: EventBatch, of tree: SearchTree) -> EventBatch? {
    var missing: [(at: Int, event: Event)] = []
    func parent(_ node: NodeID) -> NodeID {
      let index = Int(node) - tree.records.count
      return index < 0 ? tree.records[Int(node)].parent : batch.nodes[index].parent
    }
    scan: for (index, event) in batch.events.enumerated() {
      switch event.kind {
      case .backtrack:
        isNeeded = false
        break scan
      // In version 1 there was no way to say that an MCTS that goes on elsewhere has not given up.
      case .backup where isFirstVersion:
        isNeeded = false
        break scan
      case .select:
        if let last, last != event.node {
          let common = commonAncestor(of: last, and: event.node, parent: parent)
          if common != last { missing.append((index, Event(.backtrack, last, other: common))) }
        }
        last = event.node
      default: break
      }
    }
    return missing.isEmpty ? nil : Self.inserted(missing, into: batch)
  }

  private static func inserted(
    _ missing: [(at: Int, event: Event)], into batch: EventBatch
  ) -> EventBatch {
    var result = batch
    result.events.removeAll()
    result.times.removeAll()
    var moved: [Int32] = []
    moved.reserveCapacity(batch.events.count)
    var next = missing[...]
    for (index, event) in batch.events.enumerated() {
      let time = index < batch.times.count ? batch.times[index] : nil
      if let first = next.first, first.at == index {
        result.events.append(first.event)
        if let time { result.times.append(time) }
        next = next.dropFirst()
      }
      moved.append(Int32(result.events.count))
      result.events.append(event)
      if let time { result.times.append(time) }
    }
    for index in result.figures.indices {
      result.figures[index].event = moved[Int(result.figures[index].event)]
    }
    for index in result.otherReasons.indices {
      result.otherReasons[index].event = moved[Int(result.otherReasons[index].event)]
    }
    return result
  }
}
