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
}
