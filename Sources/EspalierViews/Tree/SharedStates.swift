import MetaCoT

/// The nodes of one tree whose state another search has visited too, as of a moment of the other.
public struct SharedStates: Sendable {
  fileprivate let stateOf: [Int32]
  fileprivate let firstOther: [NodeID]
  fileprivate let otherCount: Int

  /// The node of the other search that came to the node's state first; nil if none has.
  /// - Complexity: O(1).
  public func other(_ node: NodeID) -> NodeID? {
    contains(node) ? firstOther[Int(stateOf[Int(node)])] : nil
  }

  /// Whether the other search has visited the node's state. - Complexity: O(1).
  public func contains(_ node: NodeID) -> Bool {
    Int(node) < stateOf.count && firstOther[Int(stateOf[Int(node)])] < otherCount
  }
}

/// Matches the states of two trees by their texts.
///
/// Reads each node once, when it arrives, and follows the moments of both trees. 4 bytes a node, 12
/// a distinct state and tree, and a table of the distinct states. Texts are told apart by a hash of
/// 64 bits.
public struct StateMatching: Sendable {
  private var states: [UInt64: Int32] = [:]
  private var sides = [Side(), Side()]
  private var both = 0

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

  /// Nothing matched.
  public init() {}

  /// Takes in the nodes that have arrived, and goes to the moments of both trees.
  /// - Complexity: O(nodes that have arrived, come or gone).
  public mutating func update(_ a: SearchTree, _ b: SearchTree) {
    read(a, 0)
    read(b, 1)
    move(0, to: a.nodeCount)
    move(1, to: b.nodeCount)
  }

  /// What a tree (0 or 1) shares with the other.
  public func shared(_ side: Int) -> SharedStates {
    SharedStates(
      stateOf: sides[side].stateOf, firstOther: sides[1 - side].firstNode,
      otherCount: sides[1 - side].count)
  }

  /// How many distinct states both trees have visited at their moments, and how many either.
  /// - Complexity: O(log states).
  public var counts: (both: Int, either: Int) {
    let all = sides.reduce(0) { $0 + Self.count(of: $1.firsts, below: $1.count) }
    return (both, all - both)
  }

  private mutating func read(_ tree: SearchTree, _ side: Int) {
    let known = sides[side].stateOf.count
    guard known < tree.records.count else { return }
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
  }

  /// Counts the states that become or cease to be shared as one tree goes to another moment.
  private mutating func move(_ side: Int, to count: Int) {
    let old = sides[side].count
    guard count != old else { return }
    let firsts = sides[side].firsts
    let range =
      Self.count(
        of: firsts, below: min(old, count))..<Self.count(
        of: firsts, below: max(old, count))
    let other = sides[1 - side]
    var change = 0
    for node in firsts[range]
    where other.firstNode[Int(sides[side].stateOf[Int(node)])] < other.count {
      change += 1
    }
    both += count > old ? change : -change
    sides[side].count = count
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
