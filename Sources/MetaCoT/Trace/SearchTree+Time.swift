/// Moving in time.
extension SearchTree {
  /// Goes to the moment after `count` events (clamped).
  ///
  /// Complexity: O(nodes that changed between here and there), and at most 65,536 events applied or
  /// undone: a few milliseconds from any to any of a million events.
  public mutating func seek(to count: Int) {
    let target = max(0, min(count, events.count))
    guard target != now else { return }
    let here = history.boundary(near: now)
    let there = history.boundary(near: target)
    if here != there {
      walk(to: here * history.interval)
      leap(from: here, to: there)
    }
    walk(to: target)
  }

  /// Applies the next event. Complexity: O(1); a backup: O(depth).
  public mutating func stepForward() {
    if now < events.count { walk(to: now + 1) }
  }

  /// Undoes the last event: afterwards everything is as it was before it. Complexity: as applying.
  public mutating func stepBack() {
    if now > 0 { walk(to: now - 1) }
  }

  /// Adds or takes away all changes between two boundaries.
  private mutating func leap(from start: Int, to end: Int) {
    let (low, high) = (min(start, end), max(start, end))
    let range = history.boundaries[low].changes..<history.boundaries[high].changes
    states.withUnsafeMutableBufferPointer { states in
      history.changes.withUnsafeBufferPointer { changes in
        if start < end {
          for index in range { states[Int(changes[index].node)].add(changes[index]) }
        } else {
          for index in range { states[Int(changes[index].node)].subtract(changes[index]) }
        }
      }
    }
    counters = history.boundaries[end].counters
  }

  /// Applies or undoes events one by one.
  private mutating func walk(to target: Int) {
    guard target != now else { return }
    // The arrays are taken out for the while, so that each is changed in place.
    var states: [NodeState] = []
    var history = History(interval: self.history.interval)
    swap(&states, &self.states)
    swap(&history, &self.history)
    var counters = self.counters
    events.withUnsafeBufferPointer { events in
      records.withUnsafeBufferPointer { records in
        states.withUnsafeMutableBufferPointer { states in
          var fold = Fold(events: events, records: records, states: states, counters: counters)
          if target < counters.now {
            while fold.counters.now > target { fold.undo(&history) }
          } else {
            let known = min(target, history.found.count)
            while fold.counters.now < known { fold.apply(&history, recording: false) }
            if known < target { fold.advance(to: target, &history) }
          }
          counters = fold.counters
        }
      }
    }
    self.counters = counters
    swap(&states, &self.states)
    swap(&history, &self.history)
  }
}

/// What of a node changes with time.
struct NodeState: Sendable, Equatable {
  /// W, the sum of the values backed up, in units of 2^-20: adding and subtracting are exact.
  var sum: Int64 = 0
  /// N.
  var visits: Int32 = 0
  /// V; NaN where there is none.
  var value: Float
  /// Here too, so that a walk to the root touches one cache line a node.
  let parent: NodeID
  /// See `History.mark`.
  var mark: UInt16 = 0
  var status: SearchTree.Status = []

  init(value: Float, parent: NodeID) {
    self.value = value == value ? value : .nan
    self.parent = parent
  }

  /// The net change from an earlier state to this one.
  func change(of node: NodeID, from earlier: NodeState) -> NodeChange {
    NodeChange(
      sum: sum &- earlier.sum, node: node, visits: visits &- earlier.visits,
      value: value.bitPattern ^ earlier.value.bitPattern,
      status: status.rawValue ^ earlier.status.rawValue)
  }

  @inline(__always)
  mutating func add(_ change: NodeChange) {
    sum &+= change.sum
    visits &+= change.visits
    exchange(change)
  }

  @inline(__always)
  mutating func subtract(_ change: NodeChange) {
    sum &-= change.sum
    visits &-= change.visits
    exchange(change)
  }

  @inline(__always)
  private mutating func exchange(_ change: NodeChange) {
    value = Float(bitPattern: value.bitPattern ^ change.value)
    status.rawValue ^= change.status
  }
}

/// The difference between two states of a node: 24 bytes. It is the same whichever way it is
/// crossed, so it never changes.
struct NodeChange: Sendable {
  var sum: Int64
  var node: NodeID
  var visits: Int32
  /// Bits of V that differ.
  var value: UInt32
  /// Bits of the status that differ.
  var status: UInt8
}

/// What is counted at a moment.
struct Counters: Sendable, Equatable {
  var now = 0
  var nodes = 1
  var frontier = 1
  var expansions = 0
  var modelCalls = 0
}

/// What is needed to undo events, and to leap over many.
struct History: Sendable {
  /// Events between two boundaries. Tests of small traces have smaller ones.
  let interval: Int

  /// The moment at a multiple of `interval`.
  struct Boundary: Sendable {
    var counters: Counters
    /// How many of `changes` lie before it.
    var changes: Int
  }

  /// The status that each event found at its node; `hadValue` is set where it replaced a V. As
  /// long as the events that were ever applied.
  var found: [UInt8] = []
  /// The values of V that `evaluate` events replaced, in order.
  var replaced: [(event: Int32, value: Float)] = []

  var boundaries = [Boundary(counters: Counters(), changes: 0)]
  var changes: [NodeChange] = []
  /// The nodes that have changed since the last boundary, as they were there.
  var touched: [(node: NodeID, state: NodeState)] = []

  /// The bit of `found` that no status uses.
  static let hadValue: UInt8 = 128

  /// What `NodeState.mark` is for a node that is in `touched`. Two intervals have the same mark only
  /// if they are further apart than events can be numbered.
  var mark: UInt16 { UInt16(truncatingIfNeeded: boundaries.count) }

  /// The boundary nearest to a moment, of those reached so far.
  func boundary(near moment: Int) -> Int {
    min((moment + interval / 2) / interval, boundaries.count - 1)
  }

  /// The V that the event replaced.
  func value(replacedBy event: Int) -> Float {
    var low = 0
    var high = replaced.count - 1
    while low < high {
      let middle = (low + high) / 2
      if Int(replaced[middle].event) < event { low = middle + 1 } else { high = middle }
    }
    return replaced[low].value
  }
}

/// The inner loop: applies and undoes events on memory that is held for the while.
private struct Fold {
  let events: UnsafeBufferPointer<Event>
  let records: UnsafeBufferPointer<NodeRecord>
  let states: UnsafeMutableBufferPointer<NodeState>
  var counters: Counters

  /// Applies events that were never applied before.
  mutating func advance(to target: Int, _ history: inout History) {
    history.found.reserveCapacityGeometrically(target)
    while counters.now < target {
      apply(&history, recording: true)
      if counters.now == history.boundaries.count * history.interval { close(&history) }
    }
  }

  /// Begins the next interval: keeps the net changes of the last.
  private func close(_ history: inout History) {
    for (node, before) in history.touched {
      history.changes.append(states[Int(node)].change(of: node, from: before))
    }
    history.touched.removeAll(keepingCapacity: true)
    history.boundaries.append(
      History.Boundary(counters: counters, changes: history.changes.count))
  }

  @inline(__always)
  mutating func apply(_ history: inout History, recording: Bool) {
    let event = events[counters.now]
    let node = Int(event.node)
    if recording { history.found.append(states[node].status.rawValue) }
    switch event.kind {
    case .expand:
      touch(node, &history, recording)
      counters.nodes += Int(event.count)
      counters.frontier += Int(event.count)
      counters.expansions += 1
      counters.modelCalls += evaluated(event)
      insert(.expanded, node)
    case .evaluate:
      touch(node, &history, recording)
      let old = states[node].value
      if recording, old == old {
        history.found[counters.now] |= History.hadValue
        history.replaced.append((Int32(counters.now), old))
      }
      if event.reason != .cached { counters.modelCalls += 1 }
      states[node].value = event.value == event.value ? event.value : .nan
      insert(event.reason == .deadEnd ? [.evaluated, .deadEnd] : .evaluated, node)
    case .backup:
      let value = Self.fixedPoint(event.value)
      var node = node
      while node >= 0 {
        touch(node, &history, recording)
        states[node].visits &+= 1
        states[node].sum &+= value
        node = Int(states[node].parent)
      }
    case .prune:
      touch(node, &history, recording)
      insert(Self.status(of: event.reason), node)
    case .goal:
      touch(node, &history, recording)
      insert(.goal, node)
    case .steer:
      touch(node, &history, recording)
      if event.reason == .forbid { insert(.forbidden, node) }
      if event.reason == .allow { setStatus(node, states[node].status.subtracting(.forbidden)) }
    case .select, .backtrack, .modelCall, .note, .end: break
    }
    counters.now += 1
  }

  mutating func undo(_ history: inout History) {
    counters.now -= 1
    let event = events[counters.now]
    let node = Int(event.node)
    switch event.kind {
    case .select, .backtrack, .modelCall, .note, .end: return
    case .backup:
      let value = Self.fixedPoint(event.value)
      var node = node
      while node >= 0 {
        states[node].visits &-= 1
        states[node].sum &-= value
        node = Int(states[node].parent)
      }
      return
    case .expand:
      counters.nodes -= Int(event.count)
      counters.frontier -= Int(event.count)
      counters.expansions -= 1
      counters.modelCalls -= evaluated(event)
    case .evaluate:
      let hadValue = history.found[counters.now] & History.hadValue != 0
      states[node].value = hadValue ? history.value(replacedBy: counters.now) : .nan
      if event.reason != .cached { counters.modelCalls -= 1 }
    case .prune, .goal, .steer: break
    }
    setStatus(
      node, SearchTree.Status(rawValue: history.found[counters.now] & ~History.hadValue))
  }

  /// Keeps the state of a node at the last boundary, the first time that it changes after it.
  @inline(__always)
  private func touch(_ node: Int, _ history: inout History, _ recording: Bool) {
    if recording, states[node].mark != history.mark {
      history.touched.append((NodeID(node), states[node]))
      states[node].mark = history.mark
    }
  }

  /// How many of the nodes that the event creates were put before the model.
  @inline(__always)
  private func evaluated(_ event: Event) -> Int {
    var count = 0
    for node in Int(event.other)..<Int(event.other) + Int(event.count) {
      let record = records[node]
      if record.V == record.V || record.h == record.h { count += 1 }
    }
    return count
  }

  @inline(__always)
  private mutating func insert(_ marks: SearchTree.Status, _ node: Int) {
    setStatus(node, states[node].status.union(marks))
  }

  @inline(__always)
  private mutating func setStatus(_ node: Int, _ status: SearchTree.Status) {
    let wasOpen = states[node].status.isDisjoint(with: .settled)
    states[node].status = status
    let isOpen = status.isDisjoint(with: .settled)
    counters.frontier += (isOpen ? 1 : 0) - (wasOpen ? 1 : 0)
  }

  private static func status(of reason: Event.Reason) -> SearchTree.Status {
    switch reason {
    case .deadEnd: .deadEnd
    case .exhausted: .exhausted
    default: .pruned
    }
  }

  /// The value in units of 2^-20; what is no number counts as 0, what is too large as 2^30.
  @inline(__always)
  private static func fixedPoint(_ value: Float) -> Int64 {
    guard value == value else { return 0 }
    return Int64((Double(max(-0x1p30, min(0x1p30, value))) * 0x1p20).rounded())
  }
}

extension Array {
  /// Makes room without giving up that appending one by one costs O(1) on average.
  fileprivate mutating func reserveCapacityGeometrically(_ count: Int) {
    if count > capacity { reserveCapacity(Swift.max(count, 2 * capacity)) }
  }
}
