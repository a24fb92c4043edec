/// The places of nodes among their siblings, for many nodes at one moment of one tree: siblings are
/// sorted once, and not once each.
package struct SiblingRanks: Sendable {
  private var parent: NodeID = -1
  private var ranks: [NodeID: Int] = [:]

  /// Nothing sorted yet.
  package init() {}

  /// What `SearchTree.value(.rank, of:)` gives.
  ///
  /// - Complexity: O(siblings · log siblings) where the node before had another parent, else O(1).
  package mutating func rank(of node: NodeID, in tree: SearchTree) -> Double? {
    guard node > 0 else { return nil }
    if tree.parent(node) != parent { sort(below: tree.parent(node), tree) }
    return ranks[node].map { Double($0) }
  }

  private mutating func sort(below parent: NodeID, _ tree: SearchTree) {
    self.parent = parent
    var judged: [(node: NodeID, value: Double)] = []
    for node in tree.children(of: parent) {
      guard let judgement = tree.judgement(of: node) else { continue }
      judged.append((node, judgement.isLowerBetter ? judgement.value : -judgement.value))
    }
    judged.sort { $0.value != $1.value ? $0.value < $1.value : $0.node < $1.node }
    ranks = Dictionary(
      uniqueKeysWithValues: judged.enumerated().map { ($0.element.node, $0.offset + 1) })
  }
}
