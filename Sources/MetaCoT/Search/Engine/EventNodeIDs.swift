/// Which node of the arena is which node of the events.
///
/// Events number nodes in the order in which they are revealed. Where a strategy reveals every node
/// when it makes it, the numbers are the same. Where it makes blocks of children and reveals them
/// one by one, a node holds its number (`NodeArena.number`), and here is the way back: 4 bytes a
/// revealed node.
struct EventNodeIDs: ~Copyable {
  /// Whether a node has the same number in arena and events.
  let isIdentity: Bool
  private var nodeOf = Column<Int32>()
  /// Nodes that events know.
  private(set) var count = 1

  init(isIdentity: Bool) {
    self.isIdentity = isIdentity
    nodeOf.append(0)
  }

  var bytes: Int { nodeOf.bytes }

  /// The number of a node; -1 if it has not been revealed.
  @inline(__always)
  func number(of node: Int32, _ nodes: borrowing NodeArena) -> NodeID {
    isIdentity ? node : nodes.number[node]
  }

  /// The node of a number; nil if no event has brought it.
  func node(_ id: NodeID, _ nodes: borrowing NodeArena) -> Int32? {
    guard id >= 0, Int(id) < count else { return nil }
    return isIdentity ? id : nodeOf[id]
  }

  /// Gives a node the next number.
  @inline(__always)
  mutating func reveal(_ node: Int32, _ nodes: borrowing NodeArena) -> NodeID {
    let id = Int32(truncatingIfNeeded: nodeOf.count)
    nodes.number[node] = id
    nodeOf.append(node)
    count += 1
    return id
  }

  /// Counts a node that no events tell of.
  @inline(__always)
  mutating func count(_ node: Int32, _ nodes: borrowing NodeArena) {
    nodes.number[node] = 0
    count += 1
  }

  /// The nodes made last are revealed as they were made.
  @inline(__always)
  mutating func reveal(_ nodes: Range<Int32>) { count += nodes.count }
}
