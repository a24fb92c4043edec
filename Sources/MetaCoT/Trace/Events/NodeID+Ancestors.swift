/// The deepest node that is above both, or one of them, where parents come before their children.
/// Complexity: linear in the distance.
@inline(__always)
package func commonAncestor(
  of a: NodeID, and b: NodeID, parent: (NodeID) -> NodeID
) -> NodeID {
  var (a, b) = (a, b)
  while a != b {
    if a > b { a = parent(a) } else { b = parent(b) }
  }
  return a
}

extension [NodeID] {
  /// The deepest node that is above both, or one of them, where this is every node's parent and parents
  /// come before their children. Complexity: linear in the depth.
  func commonAncestor(of a: NodeID, and b: NodeID) -> NodeID {
    MetaCoT.commonAncestor(of: a, and: b) { self[Int($0)] }
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
