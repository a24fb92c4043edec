/// Subtrees of a search that are alike, and what it cost to search them more than once.
package struct SimilarSubtrees: Sendable, Equatable {
  /// In what they are alike.
  package enum Likeness: String, Sendable, CaseIterable {
    /// The states of their roots are equal.
    case state
    /// They have the same shape: equally many children that have, in some order, the same shapes.
    case shape
  }

  /// In what they are alike.
  package var likeness: Likeness
  /// Their roots, the oldest first.
  package var nodes: [NodeID]
  /// The nodes of all of them but the largest: what was searched again.
  package var repeated: Int

  /// Subtrees below which less was made are not compared by their shapes.
  private static let leastShape = 5

  /// All groups at the tree's moment, those first in which most was searched again.
  ///
  /// What is alike only because it lies at the same place in larger subtrees that are alike is not listed.
  /// - Complexity: O(nodes · log nodes), and linear in the states' texts.
  package static func all(in tree: SearchTree) -> [SimilarSubtrees] {
    let sizes = tree.subtreeSizes()
    let groups = byState(tree, sizes) + byShape(tree, sizes)
    return groups.sorted {
      $0.repeated != $1.repeated ? $0.repeated > $1.repeated : $0.nodes[0] < $1.nodes[0]
    }
  }

  private init?(_ likeness: Likeness, _ nodes: [NodeID], _ sizes: [Int32]) {
    guard nodes.count > 1 else { return nil }
    self.likeness = likeness
    self.nodes = nodes
    let counts = nodes.map { Int(sizes[Int($0)]) }
    repeated = counts.reduce(0, +) - (counts.max() ?? 0)
  }

  /// Groups of nodes with equal states.
  private static func byState(_ tree: SearchTree, _ sizes: [Int32]) -> [SimilarSubtrees] {
    var places: [[UInt8]: Int] = [:]
    var groups: [[NodeID]] = []
    var group = Array(repeating: -1, count: tree.nodeCount)
    for node in 0..<NodeID(tree.nodeCount) {
      if let same = tree.transposition(of: node), group[Int(same)] >= 0 {
        group[Int(node)] = group[Int(same)]
      } else {
        let state = tree.withStateBytes(of: node) { Array($0) }
        guard !state.isEmpty else { continue }
        group[Int(node)] = places[state] ?? groups.count
        if group[Int(node)] == groups.count {
          places[state] = groups.count
          groups.append([])
        }
      }
      groups[group[Int(node)]].append(node)
    }
    return wholes(of: groups, group, tree).compactMap { SimilarSubtrees(.state, $0, sizes) }
  }

  private static func byShape(_ tree: SearchTree, _ sizes: [Int32]) -> [SimilarSubtrees] {
    // A shape is a number; that of a node is known once those of its children are.
    var shapes = Array(repeating: 0, count: tree.nodeCount)
    var known: [[Int]: Int] = [[]: 0]
    var groups: [[NodeID]] = [[]]
    for node in (0..<NodeID(tree.nodeCount)).reversed() {
      let below = tree.children(of: node).map { shapes[Int($0)] }.sorted()
      let shape = known[below] ?? groups.count
      if shape == groups.count {
        known[below] = shape
        groups.append([])
      }
      shapes[Int(node)] = shape
      groups[shape].append(node)
    }
    let large = groups.map { Int(sizes[Int($0.first ?? 0)]) >= leastShape ? $0.reversed() : [] }
    return wholes(of: large, shapes, tree).compactMap { SimilarSubtrees(.shape, $0, sizes) }
  }

  /// The groups that are not, with all their nodes, children of another group of several.
  private static func wholes(
    of groups: [[NodeID]], _ group: [Int], _ tree: SearchTree
  ) -> [[NodeID]] {
    groups.filter { nodes in
      guard nodes.count > 1, !nodes.contains(0) else { return nodes.count > 1 }
      let above = Set(nodes.map { group[Int(tree.parent($0))] })
      guard above.count == 1, let one = above.first, one >= 0 else { return true }
      return groups[one].count < 2
    }
  }
}
