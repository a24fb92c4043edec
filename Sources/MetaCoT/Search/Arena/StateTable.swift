/// The states that a search has reached, numbered as they come.
///
/// Where the problem numbers its states and they are not too many, the way back from a state to its
/// entry is an array. Else it is open addressing with linear probing over 32-bit slots: a slot holds
/// an entry in its low bits and, in the bits that the number leaves free, some of the hash, so that
/// most states that differ are told apart without looking at them. At most 70% full: 6 to 12 bytes a
/// state beside the state itself.
///
/// A search of a million states waits for memory more than for anything else. The states of an
/// expansion are therefore looked up together (`lookUp`): their slots are fetched at once, then the
/// entries that these hold, and only then is anything decided.
struct StateTable<P: Problem>: ~Copyable {
  private var states = Column<P.State>()
  private var slots: Column<UInt32>
  private var mask: Int
  private let isIndexed: Bool
  private var lookups = Column<Lookup>()

  /// Where a state is in the table, or would be.
  struct Place {
    fileprivate let slot: Int
    fileprivate let tag: UInt32
    fileprivate let entry: Int32
  }

  /// A state that is looked up with others. (Not private: the compiler, Swift 6.3, then fails without
  /// optimisation.)
  struct Lookup {
    var state: P.State
    /// What says where to begin.
    var hash: UInt64
    /// What lies in the first slot.
    var content: UInt32
    /// Whether the entry there is an equal state.
    var isFound: Bool
  }

  /// More numbers than this are hashed.
  private static var indexLimit: Int { 1 << 22 }

  /// A table that holds the start, as entry 0.
  init(_ problem: P) {
    let isIndexed = (1...Self.indexLimit).contains(problem.indexedStates)
    let size = isIndexed ? problem.indexedStates : 256
    self.isIndexed = isIndexed
    mask = size - 1
    slots = Column(zeros: size)
    _ = insert(problem.start, problem)
  }

  /// States held, those included that were replaced.
  var count: Int { states.count }

  /// Bytes in use.
  var bytes: Int { states.bytes + slots.bytes }

  /// The state of an entry.
  @inline(__always)
  subscript(entry: Int32) -> P.State { states[entry] }

  /// Looks a state up and adds it if it is not there. Complexity: O(1) on average.
  @inline(__always)
  mutating func insert(_ state: P.State, _ problem: borrowing P) -> (entry: Int32, isNew: Bool) {
    reserve(1, problem)
    let hash = hash(of: state, problem)
    let place = place(of: state, hash)
    if place.entry >= 0 { return (place.entry, false) }
    append(state, at: place)
    return (Int32(truncatingIfNeeded: states.count - 1), true)
  }

  /// Adds a state that is not looked for later: entry `entry`, which becomes the last.
  @inline(__always)
  mutating func put(_ state: P.State, as entry: Int) {
    states.truncate(to: entry)
    states.append(state)
  }

  // MARK: Several at once

  /// Begins to look up states, of which there will be `most`, and makes room for them.
  @inline(__always)
  mutating func beginLookup(most: Int, _ problem: borrowing P) {
    lookups.removeAll()
    lookups.reserve(most)
    reserve(most, problem)
  }

  /// Looks up a state: what lies where the search for it begins is fetched.
  @inline(__always)
  mutating func lookUp(_ state: P.State, _ problem: borrowing P) {
    let hash = hash(of: state, problem)
    lookups.append(
      Lookup(state: state, hash: hash, content: slots[first(hash)], isFound: false))
  }

  /// Fetches the entries that may be equal states: all of them, before anything waits for one.
  @inline(__always)
  mutating func finishLookup() {
    // An array is small enough to lie at hand.
    if isIndexed { return }
    for index in 0..<lookups.count {
      let content = lookups[index].content
      // Where the tags differ it is another state, which need not be fetched. Without a branch, so
      // that none waits for another.
      let isLikely = tag(in: content) == tag(of: lookups[index].hash) && content != 0
      let entry = isLikely ? entry(in: content) : 0
      let isEqual = states[entry] == lookups[index].state
      lookups[index].isFound = isLikely && isEqual
    }
  }

  /// The state that was looked up as number `index`, and its place.
  @inline(__always)
  func found(_ index: Int, _ problem: borrowing P) -> (state: P.State, place: Place) {
    let lookup = lookups[index]
    let slot = first(lookup.hash)
    // A state that was added since may lie there now.
    if lookup.isFound, lookup.content == slots[slot] {
      return (
        lookup.state,
        Place(
          slot: slot, tag: tag(of: lookup.hash),
          entry: Int32(truncatingIfNeeded: entry(in: lookup.content)))
      )
    }
    return (lookup.state, place(of: lookup.state, lookup.hash))
  }

  /// The entry at a place; nil if the state is not in the table.
  @inline(__always)
  func entry(at place: Place) -> Int32? { place.entry >= 0 ? place.entry : nil }

  /// Adds a state at its place, as the next entry. From then on it is the one that is found there.
  @inline(__always)
  mutating func append(_ state: P.State, at place: Place) {
    states.append(state)
    slots[place.slot] = place.tag | UInt32(truncatingIfNeeded: states.count)
  }

  // MARK: Slots

  @inline(__always)
  private func hash(of state: P.State, _ problem: borrowing P) -> UInt64 {
    isIndexed
      ? UInt64(truncatingIfNeeded: problem.index(of: state)) : problem.fingerprint(of: state)
  }

  /// The slot where the search for a state begins.
  @inline(__always)
  private func first(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: isIndexed ? hash : hash & UInt64(truncatingIfNeeded: mask))
  }

  /// The bits of a hash that a slot has room for.
  @inline(__always)
  private func tag(of hash: UInt64) -> UInt32 {
    isIndexed ? 0 : UInt32(truncatingIfNeeded: hash >> 32) & ~UInt32(truncatingIfNeeded: mask)
  }

  /// The bits of a hash that a slot holds.
  @inline(__always)
  private func tag(in content: UInt32) -> UInt32 { content & ~UInt32(truncatingIfNeeded: mask) }

  /// The entry that a slot holds; 0 for an empty one.
  @inline(__always)
  private func entry(in content: UInt32) -> Int {
    let number = isIndexed ? content : content & UInt32(truncatingIfNeeded: mask)
    return max(Int(number) - 1, 0)
  }

  @inline(__always)
  private func place(of state: P.State, _ hash: UInt64) -> Place {
    let tag = tag(of: hash)
    var slot = first(hash)
    while true {
      let content = slots[slot]
      if content == 0 { return Place(slot: slot, tag: tag, entry: -1) }
      let entry = entry(in: content)
      if isIndexed || self.tag(in: content) == tag && states[entry] == state {
        return Place(slot: slot, tag: tag, entry: Int32(truncatingIfNeeded: entry))
      }
      slot = (slot &+ 1) & mask
    }
  }

  @inline(__always)
  private mutating func reserve(_ extra: Int, _ problem: borrowing P) {
    if !isIndexed, (states.count &+ extra) &* 10 >= mask &* 7 { grow(extra, problem) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int, _ problem: borrowing P) {
    while (states.count + extra) * 10 >= mask * 7 { mask = mask * 2 + 1 }
    slots = Column(zeros: mask + 1)
    for entry in 0..<states.count {
      // A state that is there twice was replaced: the later one stays.
      let place = place(of: states[entry], problem.fingerprint(of: states[entry]))
      slots[place.slot] = place.tag | UInt32(truncatingIfNeeded: entry + 1)
    }
  }
}

/// What a search knows of a state that several nodes can have.
struct StateMark {
  /// The first of its nodes.
  var node: Int32
  /// The model's value; NaN where it is not known.
  var value = Float.nan
}
