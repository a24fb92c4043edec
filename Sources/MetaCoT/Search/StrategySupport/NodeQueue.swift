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
  }

  private var heap = StackHeap()
  private var stacks = Array(repeating: Stack(), count: 1 << Self.placeBits)
  private var begun: UInt32 = 0
  /// How many nodes there are.
  private(set) var count = 0

  private static let placeBits: UInt64 = 9

  var isEmpty: Bool { count == 0 }

  /// Bytes in use.
  var bytes: Int {
    heap.count * MemoryLayout<StackHeap.Entry>.stride + stacks.count * MemoryLayout<Stack>.stride
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
    let isTaken = stacks[place].isInHeap
    if isTaken, stacks[place].key == key {
      let top = stacks[place].top
      nodes.next[node] = top
      stacks[place].below = top
      stacks[place].top = node
      return
    }
    begun &+= 1
    if isTaken {
      heap.insert(StackHeap.Entry(key: key, number: begun, content: ~node))
    } else {
      nodes.next[node] = -1
      stacks[place] = Stack(key: key, top: node, isInHeap: true)
      heap.insert(StackHeap.Entry(key: key, number: begun, content: Int32(place)))
    }
  }

  /// Takes the node out that comes first. Complexity: as `insert`.
  @inline(__always)
  mutating func popFirst(_ nodes: borrowing NodeArena) -> (node: Int32, key: UInt64)? {
    while let first = heap.first {
      let node: Int32
      if first.content < 0 {
        node = ~first.content
        heap.removeFirst()
      } else {
        let place = Int(first.content)
        node = stacks[place].top
        if node < 0 {
          stacks[place].isInHeap = false
          heap.removeFirst()
          continue
        }
        let top = stacks[place].below
        stacks[place].top = top
        stacks[place].below = top >= 0 ? nodes.next[top] : -1
      }
      count &-= 1
      return (node, first.key)
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
