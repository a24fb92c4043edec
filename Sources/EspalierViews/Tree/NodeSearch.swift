import MetaCoT

/// A pattern sought in the texts of nodes, and the nodes found so far.
///
/// The pattern is a regular expression; it ignores case unless it holds a capital. Nodes are
/// searched a portion at a time, so that a tree of millions never holds up the screen; see `Effort`.
package struct NodeSearch: Sendable {
  /// The pattern.
  package let matcher: Matcher
  /// Nodes whose step or state matches, ascending, also those after `now`.
  package private(set) var matches: [NodeID] = []
  /// Nodes searched.
  package private(set) var searched = 0
  /// Where each node stands in the outline, for as many nodes as there were when it was asked last.
  private var outlinePlaces: [Int32] = []

  /// A search; nil if the pattern is not a regular expression.
  package init?(_ pattern: String) {
    guard let matcher = Matcher(pattern) else { return nil }
    self.matcher = matcher
  }

  /// Searches further, with so much effort at most. Complexity: linear in the texts looked at.
  package mutating func advance(in tree: SearchTree, effort: Effort = .frame) {
    var left = effort
    matcher.withTest { test in
      while searched < tree.records.count, left.remains {
        let node = NodeID(searched)
        let (step, state) = (tree.step(node), tree.state(node))
        if test(step) || test(state) { matches.append(node) }
        searched += 1
        left.spend(on: step.utf8.count + state.utf8.count, matcher)
      }
    }
  }

  /// Whether all nodes that exist at `now` have been searched.
  package func isComplete(in tree: SearchTree) -> Bool { searched >= tree.nodeCount }

  /// How many matches exist at `now`.
  package func count(in tree: SearchTree) -> Int {
    var low = 0
    var high = matches.count
    while low < high {
      let middle = (low + high) / 2
      if Int(matches[middle]) < tree.nodeCount { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The match before or after a node in the order of the outline, going round at the ends, and
  /// its place among all matches, from 1. nil if there is none, or not all have been searched.
  /// - Complexity: O(nodes) after `now` has brought or taken nodes, else O(matches).
  package mutating func match(
    after node: NodeID, backwards: Bool = false, in tree: SearchTree
  ) -> (node: NodeID, place: Int, count: Int)? {
    let count = count(in: tree)
    guard count > 0, isComplete(in: tree) else { return nil }
    if outlinePlaces.count != tree.nodeCount { outlinePlaces = tree.outlinePlaces() }
    let (matches, places) = (matches[..<count], outlinePlaces)
    func place(_ node: NodeID) -> Int32 { places[Int(node)] }
    func isEarlier(_ a: NodeID, _ b: NodeID) -> Bool { place(a) < place(b) }
    let here = place(node)
    let onward = matches.lazy.filter { backwards ? place($0) < here : place($0) > here }
    let found =
      backwards
      ? onward.max(by: isEarlier) ?? matches.max(by: isEarlier)
      : onward.min(by: isEarlier) ?? matches.min(by: isEarlier)
    guard let found else { return nil }
    return (found, 1 + matches.count { isEarlier($0, found) }, count)
  }
}

extension SearchTree {
  /// How many rows of the outline come before each node that exists at `now`, were all open:
  /// siblings in the order of creation, children after their parent.
  /// - Complexity: O(nodes), however deep they are.
  func outlinePlaces() -> [Int32] {
    var sizes = SubtreeSizes()
    sizes.update(for: self)
    var places: [Int32] = [0]
    places.reserveCapacity(nodeCount)
    // For each node the place of the child that comes next.
    var next: [Int32] = Array(repeating: 1, count: nodeCount)
    for node in 1..<max(1, nodeCount) {
      let parent = Int(records[node].parent)
      let place = next[parent]
      places.append(place)
      next[parent] = place + sizes.sizes[node]
      next[node] = place + 1
    }
    return places
  }
}
