/// The states that a search has reached, each stored once, and the best node of each.
///
/// Open addressing with linear probing over 32-bit slots. A slot holds the number of an entry in
/// its low bits and, in the bits that the number leaves free, some of the hash: most states that
/// differ are told apart without looking at them. At most 70% full: 6 to 12 bytes a state beside
/// the state itself and 4 for its node.
struct StateTable<State: Hashable>: ~Copyable {
  private(set) var states = Column<State>()
  /// The node that stands for each state.
  private(set) var nodes = Column<Int32>()
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: Int

  init(start: State) {
    mask = 255
    slots = .allocate(capacity: 256)
    slots.initialize(repeating: 0, count: 256)
    _ = insert(start, node: 0)
  }

  deinit { slots.deallocate() }

  /// Bytes in use.
  var bytes: Int { states.bytes + nodes.bytes + (mask + 1) * 4 }

  @inline(__always)
  subscript(entry: Int32) -> State { states[entry] }

  @inline(__always)
  func node(of entry: Int32) -> Int32 { nodes[entry] }

  /// Makes a node stand for a state.
  @inline(__always)
  func setNode(_ node: Int32, of entry: Int32) { nodes[entry] = node }

  /// Looks a state up and adds it for `node` if it is not there. Complexity: O(1) on average.
  @inline(__always)
  mutating func insert(_ state: State, node: Int32) -> (entry: Int32, isNew: Bool) {
    if states.count * 10 >= mask * 7 { grow() }
    let hash = Self.hash(state)
    let tag = Self.tag(hash, mask)
    var slot = hash & mask
    while true {
      let content = slots[slot]
      if content == 0 {
        let entry = states.count
        slots[slot] = tag | UInt32(truncatingIfNeeded: entry + 1)
        states.append(state)
        nodes.append(node)
        return (Int32(truncatingIfNeeded: entry), true)
      }
      if content & ~UInt32(truncatingIfNeeded: mask) == tag {
        let entry = Int(content & UInt32(truncatingIfNeeded: mask)) - 1
        if states[entry] == state { return (Int32(truncatingIfNeeded: entry), false) }
      }
      slot = (slot + 1) & mask
    }
  }

  /// Adds a state without looking whether it is there, and without a way to find it.
  mutating func append(_ state: State, node: Int32) -> Int32 {
    states.append(state)
    nodes.append(node)
    return Int32(states.count - 1)
  }

  @inline(__always)
  private static func hash(_ state: State) -> Int {
    state._rawHashValue(seed: 0)
  }

  @inline(__always)
  private static func tag(_ hash: Int, _ mask: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) & ~UInt32(truncatingIfNeeded: mask)
  }

  @inline(never)
  private mutating func grow() {
    slots.deallocate()
    mask = mask * 2 + 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for entry in 0..<states.count {
      let hash = Self.hash(states[entry])
      var slot = hash & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Self.tag(hash, mask) | UInt32(truncatingIfNeeded: entry + 1)
    }
  }
}
