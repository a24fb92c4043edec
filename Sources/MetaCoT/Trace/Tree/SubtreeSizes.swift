extension SearchTree {
  /// How many nodes each node's subtree holds at `now`, itself included. Complexity: O(nodes); see
  /// `SubtreeSizes` for a cache.
  package func subtreeSizes() -> [Int32] {
    var sizes = SubtreeSizes()
    sizes.update(for: self)
    return sizes.sizes
  }
}

/// The sizes of all subtrees, kept from one frame to the next. For one tree only: node numbers mean
/// nothing in another.
///
/// 4 bytes a node.
package struct SubtreeSizes: Sendable {
  /// How many nodes each node's subtree holds, itself included: one figure a node that existed at
  /// the last `update`.
  package private(set) var sizes: [Int32] = []

  /// No sizes yet.
  package init() {}

  /// The size of a node's subtree.
  package subscript(_ node: NodeID) -> Int { Int(sizes[Int(node)]) }

  /// Brings the sizes to the tree's moment.
  ///
  /// Complexity: O(1) if no node came or went; O(nodes that did · depth) where these are few; at
  /// most O(nodes).
  package mutating func update(for tree: SearchTree) {
    let count = tree.nodeCount
    guard count != sizes.count else { return }
    let low = min(count, sizes.count)
    let high = max(count, sizes.count)
    let changed = high - low
    let height = tree.links.withUnsafeBufferPointer { links in
      stride(from: low, to: high, by: max(1, changed / 64)).reduce(0) {
        max($0, Int(links[$1].depth))
      }
    }
    // A walk to the root touches memory at random, a sweep in order: about four times as fast.
    if changed * (height + 1) * 4 < count {
      shiftOneByOne(tree, from: low, to: high, by: count == high ? 1 : -1)
    } else {
      sweep(tree)
    }
  }

  private mutating func shiftOneByOne(
    _ tree: SearchTree, from low: Int, to high: Int, by sign: Int32
  ) {
    if sign > 0 { sizes.append(contentsOf: repeatElement(0, count: high - low)) }
    sizes.withUnsafeMutableBufferPointer { sizes in
      tree.records.withUnsafeBufferPointer { records in
        for node in low..<high {
          var ancestor = NodeID(node)
          while ancestor >= 0 {
            sizes[Int(ancestor)] += sign
            ancestor = records[Int(ancestor)].parent
          }
        }
      }
    }
    if sign < 0 { sizes.removeLast(high - low) }
  }

  private mutating func sweep(_ tree: SearchTree) {
    let count = tree.nodeCount
    sizes.removeAll(keepingCapacity: true)
    sizes.append(contentsOf: repeatElement(1, count: count))
    sizes.withUnsafeMutableBufferPointer { sizes in
      tree.records.withUnsafeBufferPointer { records in
        // Children have greater numbers than their parents.
        var node = count - 1
        while node > 0 {
          sizes[Int(records[node].parent)] += sizes[node]
          node -= 1
        }
      }
    }
  }
}
