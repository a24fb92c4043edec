import MetaCoT

/// A pattern sought in the texts of nodes, and the nodes found so far.
///
/// The pattern is a regular expression; it ignores case unless it holds a capital. Nodes are
/// searched a portion at a time, so that a tree of millions never holds up the screen; see `Effort`.
package struct NodeSearch: Sendable {
  /// The pattern.
  package let pattern: Pattern
  /// Nodes whose step or state matches, ascending, also those after `now`.
  package private(set) var matches: [NodeID] = []
  /// Nodes searched.
  package private(set) var searched = 0

  /// A search; nil if the pattern is empty or not a regular expression.
  package init?(_ text: String) {
    guard !text.isEmpty, let pattern = try? Pattern.smartCase(text) else { return nil }
    self.pattern = pattern
  }

  /// Searches further, with so much effort at most. Complexity: linear in the texts looked at.
  package mutating func advance(in tree: SearchTree, effort: Effort = .key) {
    var left = effort
    while searched < tree.records.count, left.remains {
      let node = NodeID(searched)
      let (isFound, bytes) = tree.finds(pattern, in: node)
      if isFound { matches.append(node) }
      searched += 1
      left.spend(seekingIn: bytes)
    }
  }

  /// Whether all nodes that exist at `now` have been searched.
  package func isComplete(in tree: SearchTree) -> Bool { searched >= tree.nodeCount }

  /// How many matches exist at `now`.
  package func count(in tree: SearchTree) -> Int {
    matches.partitioningIndex { Int($0) >= tree.nodeCount }
  }

  /// The match before or after a node in the order of the outline, going round at the ends, and
  /// its place among all matches, from 1. nil if there is none, or not all have been searched.
  /// - Complexity: O(matches), and that of bringing the places to the moment.
  package func match(
    after node: NodeID, backwards: Bool = false, in tree: SearchTree, _ places: inout OutlinePlaces
  ) -> (node: NodeID, place: Int, count: Int)? {
    let count = count(in: tree)
    guard count > 0, isComplete(in: tree) else { return nil }
    places.update(for: tree)
    let matches = matches[..<count]
    return places.places.withUnsafeBufferPointer { places in
      func isEarlier(_ a: NodeID, _ b: NodeID) -> Bool { places[Int(a)] < places[Int(b)] }
      let here = places[Int(node)]
      let onward = matches.lazy.filter {
        backwards ? places[Int($0)] < here : places[Int($0)] > here
      }
      let found =
        backwards
        ? onward.max(by: isEarlier) ?? matches.max(by: isEarlier)
        : onward.min(by: isEarlier) ?? matches.min(by: isEarlier)
      guard let found else { return nil }
      return (found, 1 + matches.count { isEarlier($0, found) }, count)
    }
  }
}

/// How many rows of the outline come before each node of one tree, were all open: siblings in the order
/// of creation, children after their parent. Kept from one search to the next; 4 bytes a node.
package struct OutlinePlaces: Sendable {
  /// One figure a node that existed at the last `update`.
  private(set) var places: [Int32] = []

  /// No places yet.
  package init() {}

  /// Brings the places to the tree's moment.
  /// - Complexity: O(nodes), however deep they are, after nodes came or went; else O(1).
  package mutating func update(for tree: SearchTree) {
    guard places.count != tree.nodeCount else { return }
    let sizes = tree.subtreeSizes()
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: tree.nodeCount))
    // For each node the place of the child that comes next.
    var next: [Int32] = Array(repeating: 1, count: tree.nodeCount)
    places.withUnsafeMutableBufferPointer { places in
      next.withUnsafeMutableBufferPointer { next in
        tree.records.withUnsafeBufferPointer { records in
          for node in 1..<max(1, places.count) {
            let parent = Int(records[node].parent)
            places[node] = next[parent]
            next[parent] += sizes[node]
            next[node] = places[node] + 1
          }
        }
      }
    }
  }
}
