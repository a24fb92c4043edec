/// The figures of all nodes of a tree at its moment, counted.
package enum NodeDistribution {
  /// Bins of a histogram.
  private static let bins = 60

  /// Nodes by their levels below the root: all of them, and those that were expanded.
  /// - Complexity: O(nodes), as of the others.
  package static func depths(in tree: SearchTree) -> (made: Histogram, expanded: Histogram) {
    var made = Histogram(0, Double(tree.maximumDepth), isWhole: true, atMost: bins)
    var expanded = made
    for node in 0..<NodeID(tree.nodeCount) {
      let depth = Double(tree.depth(node))
      made.append(depth)
      if tree.status(node).contains(.expanded) { expanded.append(depth) }
    }
    return (made, expanded)
  }

  /// Expanded nodes by how many children they have; nil where none was expanded.
  package static func branching(in tree: SearchTree) -> Histogram? {
    guard tree.expansions(before: tree.now) > 0 else { return nil }
    var children = Array(repeating: Int32(0), count: tree.nodeCount)
    for node in 1..<max(1, NodeID(tree.nodeCount)) { children[Int(tree.parent(node))] += 1 }
    var histogram = Histogram(0, Double(children.max() ?? 0), isWhole: true, atMost: bins)
    for node in children.indices where tree.status(NodeID(node)).contains(.expanded) {
      histogram.append(Double(children[node]))
    }
    return histogram
  }

  /// Nodes by a figure; nil where none has it.
  package static func values(of field: NodeField, in tree: SearchTree) -> Histogram? {
    guard let extent = tree.extent(of: field) else { return nil }
    var histogram = Histogram(extent.low, extent.high, isWhole: false, atMost: bins / 2)
    var hasAny = false
    for node in 0..<NodeID(tree.nodeCount) {
      // Whatever bin it is in: no more digits than it is stored with.
      let value: Double? =
        switch field {
        case .V: tree.V(node).map { Double($0) }
        case .Q: tree.Q(node).map { Double($0) }
        default: tree.value(field, of: node)
        }
      guard let value else { continue }
      histogram.append(value)
      hasAny = true
    }
    return hasAny ? histogram : nil
  }
}
