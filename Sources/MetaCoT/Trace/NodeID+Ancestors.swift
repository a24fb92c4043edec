extension [NodeID] {
  /// The deepest node that is above both, or one of them, where this is every node's parent and parents
  /// come before their children. Complexity: linear in the depth.
  func commonAncestor(of a: NodeID, and b: NodeID) -> NodeID {
    var (a, b) = (a, b)
    while a != b {
      if a > b { a = self[Int(a)] } else { b = self[Int(b)] }
    }
    return a
  }

  /// The nodes on the way from the root to a node, without the root. Complexity: linear in the depth.
  func path(to node: NodeID) -> [NodeID] {
    var nodes: [NodeID] = []
    var node = node
    while node > 0 {
      nodes.append(node)
      node = self[Int(node)]
    }
    return nodes.reversed()
  }
}
