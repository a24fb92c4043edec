/// How much of a search led nowhere, as counts of nodes: in all of it, or in a subtree.
package struct Waste: Sendable, Equatable {
  /// All nodes.
  package var nodes = 0
  /// Those whose state an earlier node has.
  package var duplicates = 0
  /// Those that are dead ends or exhausted, or lie below such a node.
  package var failed = 0
  /// Those that were expanded.
  package var expanded = 0
  /// Those that were expanded and are not on the way to the best goal; nil where there is no goal.
  package var astray: Int?

  /// Of each subtree of a tree at its moment, by the node on top.
  /// - Complexity: linear in the nodes and the lengths of their states' texts.
  package static func ofSubtrees(in tree: SearchTree) -> [Waste] {
    let path = tree.pathToGoal.map(Set.init)
    var subtrees = Array(repeating: Waste(), count: tree.nodeCount)
    var hasFailed = Array(repeating: false, count: tree.nodeCount)
    var known: Set<[UInt8]> = []
    for node in 0..<NodeID(tree.nodeCount) {
      let place = Int(node)
      let parent = tree.parent(node)
      let status = tree.status(node)
      hasFailed[place] =
        !status.isDisjoint(with: [.deadEnd, .exhausted]) || parent >= 0 && hasFailed[Int(parent)]
      let state = tree.withStateBytes(of: node) { Array($0) }
      let isKnown = !state.isEmpty && !known.insert(state).inserted
      let isExpanded = status.contains(.expanded)
      subtrees[place] = Waste(
        nodes: 1, duplicates: isKnown || tree.transposition(of: node) != nil ? 1 : 0,
        failed: hasFailed[place] ? 1 : 0, expanded: isExpanded ? 1 : 0,
        astray: path.map { isExpanded && !$0.contains(node) ? 1 : 0 })
    }
    // Children come after their parents.
    for node in (1..<NodeID(tree.nodeCount)).reversed() {
      subtrees[Int(tree.parent(node))].add(subtrees[Int(node)])
    }
    return subtrees
  }

  private mutating func add(_ other: Waste) {
    nodes += other.nodes
    duplicates += other.duplicates
    failed += other.failed
    expanded += other.expanded
    if let more = other.astray { astray = (astray ?? 0) + more }
  }
}
