/// Where two searches of one problem differ in a node of their merged tree.
package struct Difference: Sendable, Equatable {
  /// How they differ.
  package enum Kind: Sendable, Equatable {
    /// Only one of them, 1 or 2, has been there, and to so many nodes below, itself included.
    case only(search: Int, nodes: Int)
    /// They think differently of it: how good it is to each, from 0 to 1.
    case valued(first: Double, second: Double)
    /// They gave it different shares of their visits.
    case visited(first: Double, second: Double)
  }

  /// The node of the merged tree.
  package var node: NodeID
  /// How they differ.
  package var kind: Kind
  /// How much, from 0 to 1: the share of a search's nodes, or the distance of values or of shares.
  package var weight: Double
}

extension MergedTree {
  /// The differences between the searches that were merged, the greatest first; of equal ones that
  /// nearer the root. Of a subtree where only one has been, its topmost node.
  ///
  /// Complexity: linear in the nodes, and n log n in the differences.
  package func differences(_ first: SearchTree, _ second: SearchTree) -> [Difference] {
    var differences: [Difference] = []
    var sizes = Array(repeating: 1, count: places.count)
    for node in stride(from: places.count - 1, to: 0, by: -1) {
      sizes[Int(parent(of: NodeID(node)))] += sizes[node]
    }
    for (index, place) in places.enumerated().dropFirst() {
      let node = NodeID(index)
      let above = places[Int(parent(of: node))]
      switch (place.first >= 0, place.second >= 0) {
      case (true, true):
        differences += Self.differences(node, place, above, first, second)
      case (true, false) where above.second >= 0:
        let kind = Difference.Kind.only(search: 1, nodes: sizes[index])
        let weight = Double(sizes[index]) / Double(first.nodeCount)
        differences.append(Difference(node: node, kind: kind, weight: weight))
      case (false, true) where above.first >= 0:
        let kind = Difference.Kind.only(search: 2, nodes: sizes[index])
        let weight = Double(sizes[index]) / Double(second.nodeCount)
        differences.append(Difference(node: node, kind: kind, weight: weight))
      default: break
      }
    }
    return differences.sorted { ($1.weight, $0.node) < ($0.weight, $1.node) }
  }

  /// The steps that lead to a node of the merged tree.
  package func path(to node: NodeID) -> [String] {
    var steps: [String] = []
    var node = node
    while node > 0 {
      let record = events.nodes[Int(node) - 1]
      let text = events.text[Int(record.text)..<Int(record.text) + Int(record.stepLength)]
      steps.append(String(decoding: text, as: UTF8.self))
      node = record.parent
    }
    return steps.reversed()
  }

  /// The parent of a node of the merged tree; -1 of the root.
  func parent(of node: NodeID) -> NodeID {
    node == 0 ? -1 : events.nodes[Int(node) - 1].parent
  }

  private static func differences(
    _ node: NodeID, _ place: Place, _ above: Place, _ first: SearchTree, _ second: SearchTree
  ) -> [Difference] {
    var differences: [Difference] = []
    if let a = first.judgement(of: place.first), let b = second.judgement(of: place.second),
      a.field == b.field, a.share != b.share
    {
      differences.append(
        Difference(
          node: node, kind: .valued(first: a.share, second: b.share),
          weight: abs(a.share - b.share)))
    }
    if first.N(0) > 0, second.N(0) > 0 {
      let shares = (
        Double(first.N(place.first)) / Double(first.N(0)),
        Double(second.N(place.second)) / Double(second.N(0))
      )
      if shares.0 != shares.1 {
        differences.append(
          Difference(
            node: node, kind: .visited(first: shares.0, second: shares.1),
            weight: abs(shares.0 - shares.1)))
      }
    }
    return differences
  }
}
