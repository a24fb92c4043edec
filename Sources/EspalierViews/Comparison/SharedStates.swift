import MetaCoT

/// The nodes of one tree whose state another search has visited too, as of the moments of the others.
package struct SharedStates: Sendable {
  /// What is known of another search.
  fileprivate struct Other: Sendable {
    var search: Int
    /// For each state the first node that has it; `.max` for none.
    var firstNode: [NodeID]
    /// How many nodes exist at the moment.
    var count: Int
  }

  fileprivate let stateOf: [Int32]
  fileprivate let others: [Other]

  /// The node of another search that came to the node's state first; nil if none of it has.
  /// - Complexity: O(1).
  package func first(_ node: NodeID, in search: Int) -> NodeID? {
    guard Int(node) < stateOf.count, let other = others.first(where: { $0.search == search }) else {
      return nil
    }
    let first = other.firstNode[Int(stateOf[Int(node)])]
    return first < other.count ? first : nil
  }

  /// Whether another search has visited the node's state. - Complexity: O(searches).
  package func contains(_ node: NodeID) -> Bool {
    guard Int(node) < stateOf.count else { return false }
    let state = Int(stateOf[Int(node)])
    return others.contains { $0.firstNode[state] < $0.count }
  }
}

/// Matches the states of several trees by their texts.
///
/// Reads each node once, when it arrives, and follows the moments of the trees. 4 bytes a node; of
/// each distinct state 1, and 8 for each tree; and a table of the distinct states. Texts are told apart
/// by a hash of 64 bits.
package struct StateMatching: Sendable {
  private var states: [UInt64: Int32] = [:]
  private var sides: [Side]
  /// How many trees have each state at their moments.
  private var visitors: [UInt8] = []
  /// How many distinct states all trees have visited at their moments, and how many any of them.
  package private(set) var counts = (all: 0, any: 0)

  /// What is known of one tree.
  private struct Side: Sendable {
    /// The state of each node.
    var stateOf: [Int32] = []
    /// For each state the first node that has it; `.max` for none.
    var firstNode: [NodeID] = []
    /// The nodes that were the first with their state, ascending.
    var firsts: [NodeID] = []
    /// How many nodes exist at the moment.
    var count = 0
  }

  /// Nothing matched, of so many searches: up to 255.
  package init(searches: Int) { sides = Array(repeating: Side(), count: searches) }

  /// Takes in the nodes that have arrived, and goes to the moments of the trees, one for each search.
  /// - Complexity: O(nodes that have arrived, come or gone).
  package mutating func update(_ trees: [SearchTree]) {
    for (side, tree) in trees.enumerated() { read(tree, side) }
    for (side, tree) in trees.enumerated() { move(side, to: tree.nodeCount) }
  }

  /// What a tree shares with the others.
  package func shared(_ side: Int) -> SharedStates {
    SharedStates(
      stateOf: sides[side].stateOf,
      others: sides.indices.filter { $0 != side }.map {
        .init(search: $0, firstNode: sides[$0].firstNode, count: sides[$0].count)
      })
  }

  private mutating func read(_ tree: SearchTree, _ side: Int) {
    let known = sides[side].stateOf.count
    guard known < tree.records.count else { return }
    for node in known..<tree.records.count {
      let hash = tree.withStateBytes(of: NodeID(node)) { fnv1a($0) }
      let fresh = Int32(states.count)
      let state = states[hash] ?? fresh
      if state == fresh {
        states[hash] = fresh
        visitors.append(0)
        for other in sides.indices { sides[other].firstNode.append(.max) }
      }
      sides[side].stateOf.append(state)
      if sides[side].firstNode[Int(state)] == .max {
        sides[side].firstNode[Int(state)] = NodeID(node)
        sides[side].firsts.append(NodeID(node))
      }
    }
  }

  /// Counts the states that come to be or cease to be visited as one tree goes to another moment.
  private mutating func move(_ side: Int, to count: Int) {
    let old = sides[side].count
    guard count != old else { return }
    let firsts = sides[side].firsts
    let start = firsts.partitioningIndex { $0 >= min(old, count) }
    let end = firsts.partitioningIndex { $0 >= max(old, count) }
    for node in firsts[start..<end] {
      let state = Int(sides[side].stateOf[Int(node)])
      // As it is when the tree has the state, on the way there or back.
      if count > old { visitors[state] += 1 }
      let change = count > old ? 1 : -1
      if visitors[state] == 1 { counts.any += change }
      if Int(visitors[state]) == sides.count { counts.all += change }
      if count < old { visitors[state] -= 1 }
    }
    sides[side].count = count
  }
}
