/// The states that a search has reached, each stored once, and the best node of each.
///
/// Where the problem numbers its states and they are not too many, it is an array. Else open
/// addressing with linear probing over 32-bit slots: a slot holds the number of an entry in its low
/// bits and, in the bits that the number leaves free, some of the hash, so that most states that
/// differ are told apart without looking at them. At most 70% full: 6 to 12 bytes a state beside
/// the state itself and 4 for its node.
struct StateTable<P: Problem>: ~Copyable {
  private(set) var states = Column<P.State>()
  /// The node that stands for each state.
  private(set) var nodes = Column<Int32>()
  private var slots: Column<UInt32>
  private var mask: Int
  private let isIndexed: Bool

  /// More numbers than this are hashed.
  private static var indexLimit: Int { 1 << 22 }

  /// A table that holds the start, as entry 0 for node 0.
  init(_ problem: P) {
    let isIndexed = (1...Self.indexLimit).contains(problem.indexedStates)
    let size = isIndexed ? problem.indexedStates : 256
    self.isIndexed = isIndexed
    mask = size - 1
    slots = Column(zeros: size)
    _ = insert(problem.start, node: 0, problem)
  }

  /// Bytes in use.
  var bytes: Int { states.bytes + nodes.bytes + slots.bytes }

  @inline(__always)
  subscript(entry: Int32) -> P.State { states[entry] }

  @inline(__always)
  func node(of entry: Int32) -> Int32 { nodes[entry] }

  /// Makes a node stand for a state.
  @inline(__always)
  func setNode(_ node: Int32, of entry: Int32) { nodes[entry] = node }

  /// Looks a state up and adds it for `node` if it is not there. Complexity: O(1) on average.
  @inline(__always)
  mutating func insert(
    _ state: P.State, node: Int32, _ problem: borrowing P
  ) -> (entry: Int32, isNew: Bool) {
    if isIndexed {
      let slot = problem.index(of: state)
      let content = slots[slot]
      if content > 0 { return (Int32(truncatingIfNeeded: content) - 1, false) }
      slots[slot] = UInt32(truncatingIfNeeded: states.count + 1)
      return (append(state, node: node), true)
    }
    if states.count &* 10 >= mask &* 7 { grow(problem) }
    let hash = problem.fingerprint(of: state)
    let mask = UInt32(truncatingIfNeeded: mask)
    let tag = UInt32(truncatingIfNeeded: hash >> 32) & ~mask
    var slot = UInt32(truncatingIfNeeded: hash) & mask
    while true {
      let content = slots[Int(slot)]
      if content == 0 {
        slots[Int(slot)] = tag | UInt32(truncatingIfNeeded: states.count + 1)
        return (append(state, node: node), true)
      }
      if content & ~mask == tag {
        let entry = Int32(truncatingIfNeeded: content & mask) - 1
        if states[entry] == state { return (entry, false) }
      }
      slot = (slot &+ 1) & mask
    }
  }

  @inline(__always)
  private mutating func append(_ state: P.State, node: Int32) -> Int32 {
    states.append(state)
    nodes.append(node)
    return Int32(truncatingIfNeeded: states.count - 1)
  }

  @inline(never)
  private mutating func grow(_ problem: borrowing P) {
    mask = mask * 2 + 1
    slots = Column(zeros: mask + 1)
    let mask = UInt32(truncatingIfNeeded: mask)
    for entry in 0..<states.count {
      let hash = problem.fingerprint(of: states[entry])
      var slot = UInt32(truncatingIfNeeded: hash) & mask
      while slots[Int(slot)] != 0 { slot = (slot &+ 1) & mask }
      slots[Int(slot)] =
        UInt32(truncatingIfNeeded: hash >> 32) & ~mask | UInt32(truncatingIfNeeded: entry + 1)
    }
  }
}
