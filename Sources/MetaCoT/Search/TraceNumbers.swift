/// Which node of the arena is which node of the events.
///
/// Events number nodes in the order in which they are revealed. Where a strategy reveals every node
/// when it makes it, the numbers are the same; a strategy that makes blocks of children and reveals
/// them one by one needs both directions: 8 bytes a revealed node and 4 for every other.
struct TraceNumbers: ~Copyable {
  private let isIdentity: Bool
  private var ofNode = Column<Int32>()
  private var nodeOf = Column<Int32>()

  init(isIdentity: Bool) {
    self.isIdentity = isIdentity
    if !isIdentity {
      ofNode.append(0)
      nodeOf.append(0)
    }
  }

  var bytes: Int { ofNode.bytes + nodeOf.bytes }

  /// Nodes that events know.
  func count(of nodes: borrowing NodeArena) -> Int {
    isIdentity ? nodes.count : nodeOf.count
  }

  /// The number of a node; -1 if it has not been revealed.
  @inline(__always)
  subscript(node: Int32) -> NodeID {
    if isIdentity { return node }
    return Int(node) < ofNode.count ? ofNode[node] : -1
  }

  /// The node of a number; nil if no event has brought it.
  func node(_ id: NodeID, _ nodes: borrowing NodeArena) -> Int32? {
    guard id >= 0, Int(id) < count(of: nodes) else { return nil }
    return isIdentity ? id : nodeOf[id]
  }

  /// Gives a node the next number.
  @inline(__always)
  mutating func reveal(_ node: Int32) -> NodeID {
    let missing = Int(node) + 1 - ofNode.count
    if missing > 0 {
      let start = ofNode.count
      ofNode.extend(by: missing)
      (ofNode.base + start).update(repeating: -1, count: missing)
    }
    let id = Int32(truncatingIfNeeded: nodeOf.count)
    ofNode[node] = id
    nodeOf.append(node)
    return id
  }
}
