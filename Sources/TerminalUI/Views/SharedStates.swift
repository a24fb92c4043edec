import MetaCoT

/// The nodes of one tree whose state another search has visited too, as of a moment of the other.
public struct SharedStates: Sendable {
  /// For each node the first node of the other tree with an equal state; `.max` for none.
  fileprivate(set) var others: [NodeID] = []
  /// How many nodes the other tree has at its moment.
  public var otherCount = 0

  /// Nothing shared.
  public init() {}

  /// Whether the other search has visited the node's state.
  public func contains(_ node: NodeID) -> Bool {
    Int(node) < others.count && others[Int(node)] < otherCount
  }
}

/// Matches the states of two trees by their texts.
///
/// Reads each node once, when it arrives. 20 bytes a node, and a table of the distinct states.
/// Texts are told apart by a hash of 64 bits.
public struct StateMatching: Sendable {
  /// Nodes of the first tree and what they share with the second.
  public private(set) var first = SharedStates()
  /// Nodes of the second tree and what they share with the first.
  public private(set) var second = SharedStates()
  private var states: [UInt64: Int32] = [:]
  private var sides = [Side(), Side()]
  private var overlap: (first: Int, second: Int, count: Int) = (-1, -1, 0)

  /// What is known of one tree.
  private struct Side: Sendable {
    /// The state of each node.
    var stateOf: [Int32] = []
    /// For each state the first node that has it; `.max` for none.
    var firstNode: [NodeID] = []
    /// The nodes that were the first with their state, ascending.
    var firsts: [NodeID] = []
  }

  /// Nothing matched.
  public init() {}

  /// Takes in the nodes that have arrived, and the moments of both trees.
  /// - Complexity: O(new nodes).
  public mutating func update(_ a: SearchTree, _ b: SearchTree) {
    let grown = take(a, 0)
    if take(b, 1) || grown { link() }
    first.otherCount = b.nodeCount
    second.otherCount = a.nodeCount
  }

  private mutating func take(_ tree: SearchTree, _ side: Int) -> Bool {
    let known = sides[side].stateOf.count
    guard known < tree.records.count else { return false }
    for node in known..<tree.records.count {
      let hash = tree.withStateBytes(of: NodeID(node)) { bytes in
        bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
      }
      let fresh = Int32(states.count)
      let state = states[hash] ?? fresh
      if state == fresh {
        states[hash] = fresh
        sides[0].firstNode.append(.max)
        sides[1].firstNode.append(.max)
      }
      sides[side].stateOf.append(state)
      if sides[side].firstNode[Int(state)] == .max {
        sides[side].firstNode[Int(state)] = NodeID(node)
        sides[side].firsts.append(NodeID(node))
      }
    }
    return true
  }

  private mutating func link() {
    first.others = sides[0].stateOf.map { sides[1].firstNode[Int($0)] }
    second.others = sides[1].stateOf.map { sides[0].firstNode[Int($0)] }
    overlap = (-1, -1, 0)
  }

  /// How many distinct states both trees have visited at their moments, and how many either.
  /// - Complexity: O(states of the first tree), O(1) if neither has moved.
  public mutating func counts(_ a: SearchTree, _ b: SearchTree) -> (both: Int, either: Int) {
    if overlap.first != a.nodeCount || overlap.second != b.nodeCount {
      var both = 0
      for node in sides[0].firsts {
        if node >= a.nodeCount { break }
        if first.others[Int(node)] < b.nodeCount { both += 1 }
      }
      overlap = (a.nodeCount, b.nodeCount, both)
    }
    let inFirst = Self.count(of: sides[0].firsts, below: a.nodeCount)
    let inSecond = Self.count(of: sides[1].firsts, below: b.nodeCount)
    return (overlap.count, inFirst + inSecond - overlap.count)
  }

  private static func count(of nodes: [NodeID], below bound: Int) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
