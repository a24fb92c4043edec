import MetaCoT

/// How many nodes lie below each node at `now`: what a folded row says of itself.
///
/// Follows the tree through time. Four bytes a node. Complexity of an update: the new (or vanished)
/// nodes times their depth; for great leaps one pass over all nodes.
public struct SubtreeSizes: Sendable {
  private var sizes: [Int32] = []
  private var counted = 0

  /// Counts of an empty tree.
  public init() {}

  /// Nodes below `node`, itself not counted.
  public func below(_ node: NodeID) -> Int {
    Int(node) < counted ? Int(sizes[Int(node)]) - 1 : 0
  }

  /// Brings the counts to the moment of the tree.
  public mutating func update(to tree: SearchTree) {
    let target = tree.nodeCount
    if target == counted { return }
    if sizes.count < target {
      sizes.reserveCapacity(max(target, 2 * sizes.count))
      sizes.append(contentsOf: repeatElement(0, count: target - sizes.count))
    }
    let change = abs(target - counted)
    tree.records.withUnsafeBufferPointer { records in
      sizes.withUnsafeMutableBufferPointer { sizes in
        if change > 4096, change > target / 16 {
          for node in 0..<target { sizes[node] = 1 }
          var node = target - 1
          while node > 0 {
            sizes[Int(records[node].parent)] += sizes[node]
            node -= 1
          }
        } else {
          let sign: Int32 = target > counted ? 1 : -1
          for node in min(counted, target)..<max(counted, target) {
            var above = NodeID(node)
            while above >= 0 {
              sizes[Int(above)] += sign
              above = records[Int(above)].parent
            }
          }
        }
      }
    }
    counted = target
  }
}
