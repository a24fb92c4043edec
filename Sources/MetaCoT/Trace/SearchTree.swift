/// A search's events folded into a tree: the tree as it was after `now` events, in both
/// directions of time.
///
/// An arena: a node is a number, its properties lie in parallel arrays. What a node is born with
/// (parent, texts, P, V, g, h) is written once; what changes (N, W, status) is kept for the moment
/// `now`, and every event can be applied and undone. Node numbers grow with time, so a node exists
/// at `now` exactly if its number is below `nodeCount`.
///
/// Sums of values are kept in fixed point (units of 2^-20), so that undoing gives back exactly
/// what was there.
public struct SearchTree: Sendable {
  /// What a node has been through.
  public struct Status: OptionSet, Sendable, Hashable {
    /// The bits.
    public var rawValue: UInt8
    /// A status of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Children were created.
    public static let expanded = Status(rawValue: 1)
    /// The model gave a value.
    public static let evaluated = Status(rawValue: 2)
    /// A goal that the verifier accepted.
    public static let goal = Status(rawValue: 4)
    /// No legal step leads on, and it is no goal.
    public static let deadEnd = Status(rawValue: 8)
    /// Everything below was searched without success.
    public static let exhausted = Status(rawValue: 16)
    /// Given up for another reason: duplicate, superseded, bound, width, depth.
    public static let pruned = Status(rawValue: 32)
    /// A person forbade it.
    public static let forbidden = Status(rawValue: 64)
    /// Nothing below it will be searched again.
    public static let closed: Status = [.deadEnd, .exhausted, .pruned, .forbidden]
    /// Not on the frontier any more.
    public static let settled: Status = [.expanded, .goal, .closed]
  }

  /// Which search this is.
  public let header: TraceHeader

  // MARK: The whole trace so far

  /// All events that have arrived.
  public private(set) var events: [Event] = []
  /// All nodes that have arrived, also those after `now`.
  public private(set) var records: [NodeRecord] = []
  /// The texts of `note` events.
  public private(set) var notes: [String] = []
  /// The outcome, if the end has arrived.
  public private(set) var outcome: Outcome?
  /// Microseconds since the start, one an event; empty if not recorded.
  public private(set) var times: [UInt64] = []
  /// The `backtrack` events, as indices into `events`.
  public private(set) var backtracks: [Int32] = []
  /// The `goal` events, as indices into `events`.
  public private(set) var goals: [Int32] = []
  private var text: [UInt8] = []
  private var firstChild: [NodeID] = []
  private var lastChild: [NodeID] = []
  private var nextSibling: [NodeID] = []
  private var depths: [Int32] = []

  // MARK: The moment

  /// How many events have been applied: 0 is before the first, `events.count` is the present.
  public private(set) var now = 0
  /// How many nodes exist at `now`; at least 1, the root.
  public private(set) var nodeCount = 1
  /// `expand` events so far.
  public private(set) var expansions = 0
  /// Nodes waiting to be expanded.
  public private(set) var frontierCount = 1
  private var visits: [Int32] = []
  private var sums: [Int64] = []
  private var values: [Float] = []
  private var statuses: [Status] = []
  /// The status each event found, to undo it.
  private var statusBefore: [Status] = []
  /// The V each `evaluate` event replaced, where it was not NaN.
  private var valueBefore: [Int: Float] = [:]

  /// The tree of a search that has not begun: the root alone.
  public init(header: TraceHeader) {
    self.header = header
    var root = NodeRecord(parent: -1)
    root.h = header.root.h ?? .nan
    root.V = header.root.V ?? .nan
    if root.h == root.h { root.g = 0 }
    text.append(text: header.root.state)
    root.stateLength = UInt16(clamping: text.count)
    insert(root)
  }

  // MARK: Arrival of events

  /// Appends a batch. If `now` is the present it stays the present; if it is in the past, it stays
  /// where it is. Complexity: linear in the batch and the lengths of its backups' paths.
  public mutating func append(_ batch: EventBatch) {
    let following = now == events.count
    let firstEvent = Int32(events.count)
    let textBase = UInt32(text.count)
    text.append(contentsOf: batch.text)
    for var node in batch.nodes {
      node.text += textBase
      insert(node)
    }
    for (offset, event) in batch.events.enumerated() {
      var event = event
      switch event.kind {
      case .backtrack: backtracks.append(firstEvent + Int32(offset))
      case .goal: goals.append(firstEvent + Int32(offset))
      case .note: event.other += Int32(notes.count)
      default: break
      }
      events.append(event)
      statusBefore.append([])
    }
    notes.append(contentsOf: batch.notes)
    times.append(contentsOf: batch.times)
    if let outcome = batch.outcome { self.outcome = outcome }
    if following { seek(to: events.count) }
  }

  private mutating func insert(_ node: NodeRecord) {
    let id = NodeID(records.count)
    records.append(node)
    firstChild.append(-1)
    lastChild.append(-1)
    nextSibling.append(-1)
    visits.append(0)
    sums.append(0)
    values.append(node.V)
    statuses.append([])
    guard node.parent >= 0 else {
      depths.append(0)
      return
    }
    let parent = Int(node.parent)
    depths.append(depths[parent] + 1)
    if lastChild[parent] >= 0 {
      nextSibling[Int(lastChild[parent])] = id
    } else {
      firstChild[parent] = id
    }
    lastChild[parent] = id
  }

  // MARK: Moving in time

  /// Goes to the moment after `count` events (clamped).
  public mutating func seek(to count: Int) {
    let target = max(0, min(count, events.count))
    while now < target { stepForward() }
    while now > target { stepBack() }
  }

  /// Applies the next event. Complexity: O(1); a backup: O(depth).
  public mutating func stepForward() {
    guard now < events.count else { return }
    let event = events[now]
    let node = Int(event.node)
    statusBefore[now] = statuses[node]
    switch event.kind {
    case .expand:
      nodeCount += Int(event.count)
      frontierCount += Int(event.count)
      expansions += 1
      mark(node, .expanded)
    case .evaluate:
      if values[node] == values[node] { valueBefore[now] = values[node] }
      values[node] = event.value
      mark(node, event.reason == .deadEnd ? [.evaluated, .deadEnd] : .evaluated)
    case .backup: backUp(event, sign: 1)
    case .prune: mark(node, Self.status(of: event.reason))
    case .goal: mark(node, .goal)
    case .steer:
      if event.reason == .forbid { mark(node, .forbidden) }
      if event.reason == .allow { setStatus(node, statuses[node].subtracting(.forbidden)) }
    case .select, .backtrack, .modelCall, .note, .end: break
    }
    now += 1
  }

  /// Undoes the last event: afterwards everything is as it was before it. Complexity: as applying.
  public mutating func stepBack() {
    guard now > 0 else { return }
    now -= 1
    let event = events[now]
    let node = Int(event.node)
    setStatus(node, statusBefore[now])
    switch event.kind {
    case .expand:
      nodeCount -= Int(event.count)
      frontierCount -= Int(event.count)
      expansions -= 1
    case .evaluate: values[node] = valueBefore[now] ?? .nan
    case .backup: backUp(event, sign: -1)
    default: break
    }
  }

  private static func status(of reason: Event.Reason) -> Status {
    switch reason {
    case .deadEnd: .deadEnd
    case .exhausted: .exhausted
    default: .pruned
    }
  }

  private mutating func mark(_ node: Int, _ marks: Status) {
    setStatus(node, statuses[node].union(marks))
  }

  private mutating func setStatus(_ node: Int, _ status: Status) {
    let wasOpen = statuses[node].isDisjoint(with: .settled)
    statuses[node] = status
    let isOpen = status.isDisjoint(with: .settled)
    frontierCount += (isOpen ? 1 : 0) - (wasOpen ? 1 : 0)
  }

  private mutating func backUp(_ event: Event, sign: Int32) {
    let value = Int64((Double(event.value) * 0x1p20).rounded()) * Int64(sign)
    var node = event.node
    while node >= 0 {
      visits[Int(node)] += sign
      sums[Int(node)] += value
      node = records[Int(node)].parent
    }
  }

  // MARK: Questions that do not depend on `now`

  /// The node's place among all children that its parent ever had, from 0; 0 for the root.
  /// Complexity: linear in that place.
  public func ordinal(of node: NodeID) -> Int {
    let parent = records[Int(node)].parent
    guard parent >= 0 else { return 0 }
    var child = firstChild[Int(parent)]
    var place = 0
    while child != node {
      child = nextSibling[Int(child)]
      place += 1
    }
    return place
  }

  // MARK: Questions about a node; it must exist at `now`

  /// The node it was reached from; -1 for the root.
  public func parent(_ node: NodeID) -> NodeID { records[Int(node)].parent }

  /// Steps from the root.
  public func depth(_ node: NodeID) -> Int { Int(depths[Int(node)]) }

  /// Its first child at `now`; -1 if there is none. With `sibling(after:)` the way to walk
  /// children without allocating.
  public func firstChild(of node: NodeID) -> NodeID { existing(firstChild[Int(node)]) }

  /// The child of the same parent that was created next; -1 if there is none at `now`.
  public func sibling(after node: NodeID) -> NodeID { existing(nextSibling[Int(node)]) }

  private func existing(_ node: NodeID) -> NodeID { node < nodeCount ? node : -1 }

  /// Its children at `now`, in the order of creation.
  public func children(of node: NodeID) -> [NodeID] {
    var children: [NodeID] = []
    var child = firstChild(of: node)
    while child >= 0 {
      children.append(child)
      child = sibling(after: child)
    }
    return children
  }

  /// From the root to the node, both included.
  public func path(to node: NodeID) -> [NodeID] {
    var path: [NodeID] = []
    var node = node
    while node >= 0 {
      path.append(node)
      node = parent(node)
    }
    return path.reversed()
  }

  /// Text of the step that led to it; empty for the root.
  public func step(_ node: NodeID) -> String {
    let record = records[Int(node)]
    return string(record.text, record.stepLength)
  }

  /// Text of its state.
  public func state(_ node: NodeID) -> String {
    let record = records[Int(node)]
    return string(record.text + UInt32(record.stepLength), record.stateLength)
  }

  private func string(_ start: UInt32, _ length: UInt16) -> String {
    let start = Int(start)
    return text.withUnsafeBufferPointer {
      String(
        decoding: UnsafeBufferPointer(rebasing: $0[start..<start + Int(length)]), as: UTF8.self)
    }
  }

  /// Visits: backups through it.
  public func N(_ node: NodeID) -> Int { Int(visits[Int(node)]) }

  /// Mean of the values backed up through it; nil before the first.
  public func Q(_ node: NodeID) -> Float? {
    let n = visits[Int(node)]
    return n == 0 ? nil : Float(Double(sums[Int(node)]) * 0x1p-20 / Double(n))
  }

  /// Prior probability of its step.
  public func P(_ node: NodeID) -> Float? { Self.known(records[Int(node)].P) }

  /// Value given by the model.
  public func V(_ node: NodeID) -> Float? { Self.known(values[Int(node)]) }

  /// Cost of the path from the root.
  public func g(_ node: NodeID) -> Float? { Self.known(records[Int(node)].g) }

  /// Estimated cost to go.
  public func h(_ node: NodeID) -> Float? { Self.known(records[Int(node)].h) }

  /// Estimated cost of a solution through it: g + h.
  public func f(_ node: NodeID) -> Float? {
    Self.known(records[Int(node)].g + records[Int(node)].h)
  }

  /// An earlier node with an equal state.
  public func transposition(of node: NodeID) -> NodeID? {
    let same = records[Int(node)].same
    return same >= 0 ? same : nil
  }

  /// What it has been through.
  public func status(_ node: NodeID) -> Status { statuses[Int(node)] }

  private static func known(_ value: Float) -> Float? { value == value ? value : nil }
}
