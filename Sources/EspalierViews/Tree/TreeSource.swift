import MetaCoT

/// What a drawing draws: a tree at its moment, be it live, replayed or one side of a comparison, and
/// what of it is hidden or marked.
package struct TreeSource: Sendable {
  /// The tree, at its moment.
  package let tree: SearchTree
  /// How large the subtrees are at that moment.
  let sizes: SubtreeSizes
  /// Hides what it does not admit.
  var filter: NodeFilter?
  /// What is sought.
  var search: NodeSearch?
  /// Nodes that stand out.
  var highlight: NodeFilter?
  /// States that another search has visited too.
  var shared: SharedStates?
  /// Nodes that a person marked.
  var marked: Set<NodeID> = []

  /// Whether a node stands out.
  func isHighlighted(_ node: NodeID) -> Bool { highlight?.admits(node) ?? false }

  /// A tree of which nothing is hidden or marked. - Complexity: O(nodes).
  package init(_ tree: SearchTree) {
    var sizes = SubtreeSizes()
    sizes.update(for: tree)
    self.init(tree, sizes: sizes)
  }

  init(_ tree: SearchTree, sizes: SubtreeSizes) {
    self.tree = tree
    self.sizes = sizes
  }
}
