/// The places of nodes among their siblings, for many nodes at one moment of one tree: siblings are
/// sorted once, and not once each.
package struct SiblingRanks: Sendable {
  private var parents: Set<NodeID> = []
  private var ranks: [NodeID: Int] = [:]

  /// Nothing sorted yet.
  package init() {}

  /// Forgets what was true at another moment.
  mutating func removeAll() {
    guard !parents.isEmpty else { return }
    parents.removeAll()
    ranks.removeAll()
  }

  /// What `SearchTree.value(.rank, of:)` gives.
  ///
  /// - Complexity: O(siblings · log siblings) for the first of them, else O(1).
  package mutating func rank(of node: NodeID, in tree: SearchTree) -> Double? {
    guard node > 0 else { return nil }
    let parent = tree.parent(node)
    if parents.insert(parent).inserted { sort(below: parent, tree) }
    return ranks[node].map { Double($0) }
  }

  private mutating func sort(below parent: NodeID, _ tree: SearchTree) {
    var judged: [(node: NodeID, value: Double)] = []
    for node in tree.children(of: parent) {
      guard let judgement = tree.judgement(of: node) else { continue }
      judged.append((node, judgement.isLowerBetter ? judgement.value : -judgement.value))
    }
    judged.sort { $0.value != $1.value ? $0.value < $1.value : $0.node < $1.node }
    for (place, judged) in judged.enumerated() { ranks[judged.node] = place + 1 }
  }
}
