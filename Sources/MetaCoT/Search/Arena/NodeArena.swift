/// The tree as a strategy works on it: a node is a number, what is known of it lies in a few columns.
///
/// ```
/// every node      cores: parent 4, step 4, state or next 4, childCount 2, flags 1 (+1)  16 B
/// + children      children: firstChild 4, N 4, number 4, visited 2, open 2              +16 B
/// + statistics    scores: Q 4, S 4                                                       +8 B
/// + costs         costs: g 4, h 4                                                        +8 B
/// + priors        P 4    + values   V 4
/// ```
/// MCTS with UCT takes 40 bytes a node, with PUCT 44; A* takes 24, its frontier included (and the
/// table of states, where a node has the number of its state). Columns of groups that were not asked
/// for are empty.
///
/// What one visit to a node reads together lies together, a cache line each: a search of a million
/// nodes waits for memory more than for anything else. `flags[node]`, `N[node]` and the like look
/// into these records.
///
/// The children of one expansion are contiguous. In a block made by `appendBlock` only `step` of a
/// node is defined until `initialize` is called for it, so that children that are never visited
/// cost next to nothing.
public struct NodeArena: ~Copyable {
  /// What a node has been through: bits.
  struct Flags: OptionSet {
    var rawValue: UInt8
    /// More children may be made: a model proposes them.
    static let growing = Flags(rawValue: 1)
    /// Its children were created.
    static let expanded = Flags(rawValue: 2)
    /// A goal by the rules of the problem, until the verifier rejects its answer.
    static let goal = Flags(rawValue: 4)
    /// No legal step leads on.
    static let deadEnd = Flags(rawValue: 8)
    /// Nothing below it is worth a search: proved failed, given up, or all found.
    static let closed = Flags(rawValue: 16)
    /// A goal lies at it or below it.
    static let solved = Flags(rawValue: 32)
    /// A person forbade it, or all that is open below it.
    static let forbidden = Flags(rawValue: 64)
    /// A request about it is in flight, and others that come to it have to wait. Only strategies that
    /// have several in flight set it.
    static let pending = Flags(rawValue: 128)

    /// A goal or a dead end.
    static let terminal: Flags = [.goal, .deadEnd]
    /// Not to be selected.
    static let barred: Flags = [.closed, .forbidden]
    /// Whether it can be searched again once it is allowed.
    var isWaiting: Bool { contains(.forbidden) && !contains(.closed) }
  }

  /// Groups of columns that a strategy asks for.
  public struct Columns: OptionSet, Sendable {
    /// The bits.
    public var rawValue: UInt8
    /// The columns of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Which nodes are whose children.
    public static let children = Columns(rawValue: 1)
    /// N, Q and the weight of exploration.
    public static let statistics = Columns(rawValue: 2)
    /// g and h.
    public static let costs = Columns(rawValue: 4)
    /// P.
    public static let priors = Columns(rawValue: 8)
    /// V.
    public static let values = Columns(rawValue: 16)
  }

  let columns: Columns
  /// Whether `forget` forgets.
  private let isForgetful: Bool
  /// Nodes that are marked as forbidden.
  var forbiddenCount = 0

  /// 0 is parent, 4 step, 8 state or next, 12 childCount, 14 flags.
  struct NodeCore {
    var parent: Int32
    var step: StepCode
    var link: Int32
    var childCount: UInt16
    var flags: Flags
  }

  /// 0 is firstChild, 4 N, 8 number, 12 visited, 14 open.
  struct ChildInfo {
    var firstChild: Int32
    var N: Int32
    var number: Int32
    var visited: UInt16
    var open: UInt16

    static var none: ChildInfo {
      ChildInfo(firstChild: -1, N: 0, number: -1, visited: 0, open: 0)
    }
  }

  /// 0 is Q, 4 S.
  struct Score {
    var Q: Float
    var S: Float
  }

  /// 0 is g, 4 h.
  struct Cost {
    var g: Float
    var h: Float
  }

  private var cores = Column<NodeCore>()
  private var children = Column<ChildInfo>()
  private(set) var scores = Column<Score>()
  private var costs = Column<Cost>()
  var P = Column<Float>()
  var V = Column<Float>()

  /// One field of a column of records. Fields of less than 32 bits are assigned, not changed in
  /// place: for the thread sanitizer the compiler (Swift 6.3) cannot translate that.
  struct Field<Record, Value> {
    let base: UnsafeMutableRawPointer
    /// Looked at only where assertions are.
    let count: Int

    @inline(__always)
    init(_ column: borrowing Column<Record>, offset: Int) {
      base = UnsafeMutableRawPointer(column.base) + offset
      count = column.count
    }

    @inline(__always)
    subscript(node: Int32) -> Value {
      get {
        assert(node >= 0 && Int(node) < count)
        return (base + Int(node) * MemoryLayout<Record>.stride)
          .assumingMemoryBound(to: Value.self).pointee
      }
      nonmutating _modify {
        assert(node >= 0 && Int(node) < count)
        yield &(base + Int(node) * MemoryLayout<Record>.stride)
          .assumingMemoryBound(to: Value.self).pointee
      }
    }
  }

  var parent: Field<NodeCore, Int32> { @inline(__always) get { Field(cores, offset: 0) } }
  var step: Field<NodeCore, StepCode> { @inline(__always) get { Field(cores, offset: 4) } }
  /// The entry in the engine's table of states, where several nodes can have the same.
  var state: Field<NodeCore, Int32> { @inline(__always) get { Field(cores, offset: 8) } }
  /// The next node of a stack in a frontier, -1 for none, where every node has a state of its own.
  var next: Field<NodeCore, Int32> { @inline(__always) get { Field(cores, offset: 8) } }
  var childCount: Field<NodeCore, UInt16> { @inline(__always) get { Field(cores, offset: 12) } }
  var flags: Field<NodeCore, Flags> { @inline(__always) get { Field(cores, offset: 14) } }
  /// -1 before the expansion.
  var firstChild: Field<ChildInfo, Int32> { @inline(__always) get { Field(children, offset: 0) } }
  /// Visits.
  var N: Field<ChildInfo, Int32> { @inline(__always) get { Field(children, offset: 4) } }
  /// The node's number in the events, -1 before it is revealed. Only the engine's, and only where
  /// nodes are not revealed when they are made.
  var number: Field<ChildInfo, Int32> { @inline(__always) get { Field(children, offset: 8) } }
  /// How many children, from the first, have been visited.
  var visited: Field<ChildInfo, UInt16> { @inline(__always) get { Field(children, offset: 12) } }
  /// How many children are neither closed nor forbidden.
  var open: Field<ChildInfo, UInt16> { @inline(__always) get { Field(children, offset: 14) } }
  /// Mean value.
  var Q: Field<Score, Float> { @inline(__always) get { Field(scores, offset: 0) } }
  /// What exploration is weighed by: 1/√N with UCT, P/(1 + N) with PUCT; -∞ where barred.
  var S: Field<Score, Float> { @inline(__always) get { Field(scores, offset: 4) } }
  var g: Field<Cost, Float> { @inline(__always) get { Field(costs, offset: 0) } }
  var h: Field<Cost, Float> { @inline(__always) get { Field(costs, offset: 4) } }

  /// A tree of the root alone. If it is forgetful, nobody speaks of nodes that were left.
  init(_ columns: Columns, isForgetful: Bool = false) {
    self.columns = columns
    self.isForgetful = isForgetful
    let root = appendBlock(parent: -1, steps: [0])
    initialize(root, parent: -1)
    if columns.contains(.children) { number[root] = 0 }
    if columns.contains(.priors) { P[root] = 1 }
    if columns.contains(.values) { V[root] = 0 }
  }

  /// Nodes allocated, those included that blocks have room for.
  var count: Int { cores.count }

  /// Nodes that there are.
  var nodeCount: Int { count - spare }

  /// Nodes that blocks have room for.
  private var spare = 0

  /// Bytes in use.
  var bytes: Int {
    cores.bytes + children.bytes + scores.bytes + costs.bytes + P.bytes + V.bytes
  }

  /// Appends a contiguous block of children and says where it begins; with `room` for more to
  /// follow. Complexity: linear, with four bytes written a child.
  @inline(__always)
  @discardableResult
  mutating func appendBlock(parent: Int32, steps: [StepCode], room: Int = 0) -> Int32 {
    let first = count
    let extra = steps.count
    extendGroups(by: max(extra, room))
    spare += max(0, room - extra)
    for offset in 0..<extra {
      step[Int32(truncatingIfNeeded: first &+ offset)] = steps[offset]
    }
    if parent >= 0, columns.contains(.children) {
      firstChild[parent] = Int32(first)
      childCount[parent] = UInt16(extra)
      open[parent] = UInt16(extra)
    }
    return Int32(first)
  }

  @inline(__always)
  private mutating func extendGroups(by extra: Int) {
    cores.extend(by: extra)
    if columns.contains(.children) { children.extend(by: extra) }
    if columns.contains(.statistics) { scores.extend(by: extra) }
    if columns.contains(.costs) { costs.extend(by: extra) }
    if columns.contains(.priors) { P.extend(by: extra) }
    if columns.contains(.values) { V.extend(by: extra) }
  }

  /// Appends one node of a tree with costs.
  @inline(__always)
  mutating func append(
    parent: Int32, step: StepCode, g: Float, h: Float = 0, V: Float = 0, isGoal: Bool
  ) {
    cores.append(
      NodeCore(parent: parent, step: step, link: -1, childCount: 0, flags: isGoal ? .goal : []))
    costs.append(Cost(g: g, h: h))
    if columns != .costs { appendOthers(V) }
  }

  private mutating func appendOthers(_ value: Float) {
    if columns.contains(.children) { children.append(.none) }
    if columns.contains(.statistics) { scores.append(Score(Q: 0, S: 0)) }
    if columns.contains(.priors) { P.append(1) }
    if columns.contains(.values) { V.append(value) }
  }

  /// The nodes from `first` on are not needed any more: their numbers will be given again, unless
  /// events speak of them.
  @inline(__always)
  mutating func forget(from first: Int32) {
    guard isForgetful, Int(first) < count else { return }
    cores.truncate(to: Int(first))
    if columns.contains(.children) { children.truncate(to: Int(first)) }
    if columns.contains(.statistics) { scores.truncate(to: Int(first)) }
    if columns.contains(.costs) { costs.truncate(to: Int(first)) }
    if columns.contains(.priors) { P.truncate(to: Int(first)) }
    if columns.contains(.values) { V.truncate(to: Int(first)) }
  }

  /// Whether a node was expanded and its children have not been forgotten.
  @inline(__always)
  func remembersChildren(of node: Int32) -> Bool {
    flags[node].contains(.expanded) && Int(children(of: node).upperBound) <= count
  }

  /// Defines what lies in the columns of a node of a block: a node without visits and children.
  @inline(__always)
  func initialize(_ node: Int32, parent: Int32) {
    self.parent[node] = parent
    state[node] = 0
    childCount[node] = 0
    flags[node] = []
    if columns.contains(.children) { children[node] = .none }
    if columns.contains(.statistics) { scores[node] = Score(Q: 0, S: 0) }
    if columns.contains(.costs) { costs[node] = Cost(g: 0, h: 0) }
  }

  /// Adds children to a block that has room for them, and says which they are.
  mutating func extendBlock(of parent: Int32, steps: [StepCode]) -> Range<Int32> {
    let first = firstChild[parent] + Int32(childCount[parent])
    let new = first..<first + Int32(steps.count)
    for (child, code) in zip(new, steps) { step[child] = code }
    childCount[parent] = childCount[parent] + UInt16(steps.count)
    spare -= steps.count
    open[parent] = open[parent] + UInt16(steps.count)
    return new
  }

  /// The children of a node, as far as a block was made for it.
  func children(of node: Int32) -> Range<Int32> {
    let first = firstChild[node]
    return first < 0 ? 0..<0 : first..<first + Int32(childCount[node])
  }

  /// Sets flags of a node.
  @inline(__always)
  func set(_ new: Flags, of node: Int32) { flags[node] = flags[node].union(new) }

  /// Clears flags of a node.
  @inline(__always)
  func clear(_ old: Flags, of node: Int32) { flags[node] = flags[node].subtracting(old) }

  /// Whether `node` lies at `ancestor` or below it. Complexity: linear in the depth.
  func isDescendant(_ node: Int32, of ancestor: Int32) -> Bool {
    var node = node
    while node > ancestor { node = parent[node] }
    return node == ancestor
  }

  /// Forbids a node and all below it, for strategies with a list of waiting nodes, which pass it over;
  /// those that walk down from the root `bar` it, so that no walk comes there. False if it is
  /// forbidden already, or nothing more is searched there.
  mutating func forbid(_ node: Int32) -> Bool {
    guard flags[node].isDisjoint(with: .barred) else { return false }
    set(.forbidden, of: node)
    forbiddenCount += 1
    return true
  }

  /// Allows a node again; false if it is not forbidden.
  mutating func allow(_ node: Int32) -> Bool {
    guard flags[node].contains(.forbidden) else { return false }
    clear(.forbidden, of: node)
    forbiddenCount -= 1
    return true
  }

  /// Whether any node is marked as forbidden.
  var hasForbidden: Bool { forbiddenCount > 0 }

  /// Whether the node or one above it is forbidden. Complexity: linear in the depth, once a node was
  /// forbidden.
  @inline(__always)
  func isForbidden(_ node: Int32) -> Bool {
    guard hasForbidden else { return false }
    var node = node
    while node >= 0 {
      if flags[node].contains(.forbidden) { return true }
      node = parent[node]
    }
    return false
  }

  /// Steps from the root. Complexity: linear in the result.
  func depth(_ node: Int32) -> Int {
    var depth = -1
    var node = node
    while node >= 0 {
      depth += 1
      node = parent[node]
    }
    return depth
  }
}
