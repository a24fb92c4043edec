/// When a search came to see, to expand and to prefer each of its first steps: those at the first node
/// that has more than one child, for where there is one step alone nothing is chosen. Every event is looked
/// at once, and again where such a node turns up above the one that there was.
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
  /// The first step that each node lies below; -1 for those that lie below none.
  private var tops: [NodeID] = []
  private var read = 0
  /// The node whose children are the first steps.
  package private(set) var junction: NodeID = 0
  /// Of each node how many children it has, and the first of them.
  private var children: [(count: Int32, first: NodeID)] = []

  /// Nothing seen.
  package init() {}

  /// The moments of a first step, as far as they are in the tree's past.
  package subscript(node: NodeID, at moment: Int) -> Moments? {
    guard var found = moments[node], found.seen <= moment else { return nil }
    if let expanded = found.expanded, expanded > moment { found.expanded = nil }
    if let preferred = found.preferred, preferred > moment { found.preferred = nil }
    return found
  }

  /// Takes in what has arrived.
  /// - Complexity: linear in the events and nodes that are new.
  package mutating func update(_ tree: SearchTree) {
    for node in children.count..<max(tree.records.count, children.count) {
      children.append((0, -1))
      let parent = Int(tree.records[node].parent)
      guard parent >= 0 else { continue }
      if children[parent].count == 0 { children[parent].first = NodeID(node) }
      children[parent].count += 1
    }
    var first: NodeID = 0
    while children[Int(first)].count == 1, children[Int(children[Int(first)].first)].count > 0 {
      first = children[Int(first)].first
    }
    if first != junction {
      junction = first
      (moments, visits, leader, tops, read) = ([:], [:], nil, [], 0)
    }
    for node in NodeID(tops.count)..<NodeID(max(tree.records.count, tops.count)) {
      let parent = tree.records[Int(node)].parent
      tops.append(parent < 0 ? -1 : parent == junction ? node : tops[Int(parent)])
    }
    for index in read..<tree.events.count { visit(index, tree.events[index]) }
    read = tree.events.count
  }

  private mutating func visit(_ index: Int, _ event: Event) {
    switch event.kind {
    case .expand where event.node == junction:
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
