/// Nodes by their keys: the least key first; among equal keys the node that was put in last.
///
/// A stack of nodes for each key, and a heap of the stacks. A stack is a chain through the nodes
/// themselves (`NodeArena.next`), so that a node takes no memory here, and putting one in and taking
/// it out touches little but what a search touches anyway. Where costs are whole numbers there are
/// few keys: this is then the two-dimensional bucket queue of Burns, Hatem, Leighton and Ruml,
/// "Implementing fast heuristic search code" (2012).
///
/// A key has its stack in a table, at a place that it shares with others. While the place is taken,
/// nodes of another key go into the heap each by itself: where every key is another one, this is a
/// heap of nodes. In either case what came later comes first.
struct NodeQueue: Sendable {
  private struct Stack {
    var key: UInt64 = 0
    /// -1 where it is empty.
    var top: Int32 = -1
    /// What lies below the top, -1 for nothing: known when the top comes up, which is thereby fetched
    /// while the one before it is worked on.
    var below: Int32 = -1
    /// Whether the heap knows of it. A stack that was emptied stays there until it comes up: as a rule
    /// it is filled again before that.
    var isInHeap = false

    @inline(__always)
    mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
      nodes.next[node] = top
      below = top
      top = node
    }

    /// The top; -1 if there is none, and then the stack is not in the heap any more.
    @inline(__always)
    mutating func pop(_ nodes: borrowing NodeArena) -> Int32 {
      let node = top
      if node < 0 {
        isInHeap = false
      } else {
        top = below
        below = top >= 0 ? nodes.next[top] : -1
      }
      return node
    }
  }

  private var heap = KeyHeap()
  private var stacks = Array(repeating: Stack(), count: 1 << Self.placeBits)
  private var begun: UInt32 = 0
  /// How many nodes there are.
  private(set) var count = 0

  private static let placeBits: UInt64 = 9

  var isEmpty: Bool { count == 0 }

  /// Bytes in use.
  var bytes: Int {
    heap.count * MemoryLayout<KeyHeap.Entry>.stride + stacks.count * MemoryLayout<Stack>.stride
  }

  @inline(__always)
  private static func place(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> (64 - placeBits))
  }

  /// Puts a node in, which must be in no queue. Complexity: O(1) where there is a node of its key,
  /// else logarithmic in the number of keys.
  @inline(__always)
  mutating func insert(_ node: Int32, key: UInt64, _ nodes: borrowing NodeArena) {
    count &+= 1
    let place = Self.place(key)
    let content: Int32? = stacks.withUnsafeMutableBufferPointer { stacks in
      let isNew = !stacks[place].isInHeap
      if isNew {
        stacks[place] = Stack(key: key, isInHeap: true)
      } else if stacks[place].key != key {
        return ~node
      }
      stacks[place].push(node, nodes)
      return isNew ? Int32(truncatingIfNeeded: place) : nil
    }
    guard let content else { return }
    begun &+= 1
    heap.insert(KeyHeap.Entry(key: key, number: begun, content: content))
  }

  /// Takes the node out that comes first. Complexity: as `insert`.
  @inline(__always)
  mutating func popFirst(_ nodes: borrowing NodeArena) -> (node: Int32, key: UInt64)? {
    while let first = heap.first {
      var node = ~first.content
      if node < 0 {
        let place = Int(first.content)
        node = stacks.withUnsafeMutableBufferPointer { $0[place].pop(nodes) }
        if node < 0 { heap.removeFirst() }
      } else {
        heap.removeFirst()
      }
      if node >= 0 {
        count &-= 1
        return (node, first.key)
      }
    }
    return nil
  }

  /// Takes all nodes out, in the order in which they have to be put in to come out as they would
  /// have. Complexity: linear, but for sorting the keys.
  mutating func removeAll(_ nodes: borrowing NodeArena) -> [(node: Int32, key: UInt64)] {
    var all: [(node: Int32, key: UInt64)] = []
    while let entry = popFirst(nodes) { all.append(entry) }
    return all.reversed()
  }
}
