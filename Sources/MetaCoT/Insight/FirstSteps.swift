/// When a search came to see, to expand and to prefer each of its first steps. Every event is looked at
/// once.
package struct FirstSteps: Sendable {
  /// Moments of a first step: after so many events.
  package struct Moments: Sendable, Equatable {
    /// When it was made.
    package var seen: Int
    /// When it was expanded; nil if it was not.
    package var expanded: Int?
    /// When it came to be the one that is visited most; nil if it did not, or nobody counts.
    package var preferred: Int?
  }

  private var moments: [NodeID: Moments] = [:]
  private var visits: [NodeID: Int] = [:]
  private var leader: NodeID?
  /// The first step that each node lies below; -1 for the root.
  private var tops: [NodeID] = []
  private var read = 0

  /// Nothing seen.
  package init() {}

  /// The moments of a child of the root, as far as they are in the tree's past.
  package subscript(node: NodeID, at moment: Int) -> Moments? {
    guard var found = moments[node], found.seen <= moment else { return nil }
    if let expanded = found.expanded, expanded > moment { found.expanded = nil }
    if let preferred = found.preferred, preferred > moment { found.preferred = nil }
    return found
  }

  /// Takes in what has arrived.
  /// - Complexity: linear in the events and nodes that are new.
  package mutating func update(_ tree: SearchTree) {
    for node in NodeID(tops.count)..<NodeID(max(tree.records.count, tops.count)) {
      let parent = tree.records[Int(node)].parent
      tops.append(parent < 0 ? -1 : parent == 0 ? node : tops[Int(parent)])
    }
    for index in read..<tree.events.count { visit(index, tree.events[index]) }
    read = tree.events.count
  }

  private mutating func visit(_ index: Int, _ event: Event) {
    switch event.kind {
    case .expand where event.node == 0:
      for child in event.other..<event.other + NodeID(event.count) {
        moments[child] = Moments(seen: index + 1)
      }
    case .expand where tops[Int(event.node)] == event.node:
      if moments[event.node]?.expanded == nil { moments[event.node]?.expanded = index + 1 }
    case .backup where tops[Int(event.node)] > 0:
      let top = tops[Int(event.node)]
      visits[top, default: 0] += 1
      if top != leader, visits[top, default: 0] > leader.map({ visits[$0, default: 0] }) ?? 0 {
        leader = top
        if moments[top]?.preferred == nil { moments[top]?.preferred = index + 1 }
      }
    default: break
    }
  }
}
