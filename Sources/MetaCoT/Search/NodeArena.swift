/// The tree as a strategy works on it: a struct of arrays, a node is a number.
///
/// ```
/// every node      parent 4 · step 4 · flags 1                                    9 B
/// + children      firstChild 4 · childCount 2 · visited 2 · open 2             +10 B
/// + statistics    N 4 · Q 4 · S 4                                              +12 B
/// + costs         g 4 · h 4                                                     +8 B
/// + priors        P 4    + values  V 4    + states  index 4
/// ```
/// MCTS with UCT takes 31 bytes a node, with PUCT 35; A* takes 21 (and its table of states, which
/// holds each state once).
///
/// The children of one expansion are contiguous. Columns of groups that were not asked for are
/// empty. In a block made by `appendBlock` only `step` and `flags` of a node are defined until
/// `initialize` is called for it, so that children that are never visited cost next to nothing.
public struct NodeArena: ~Copyable {
  /// What a node has been through: bits.
  struct Flags: OptionSet {
    var rawValue: UInt8
    /// Its columns hold something.
    static let initialized = Flags(rawValue: 1)
    /// Its children were created.
    static let expanded = Flags(rawValue: 2)
    /// A goal that the verifier accepted.
    static let goal = Flags(rawValue: 4)
    /// No legal step leads on.
    static let deadEnd = Flags(rawValue: 8)
    /// Nothing below it is worth a search: proved failed, given up, or all found.
    static let closed = Flags(rawValue: 16)
    /// A goal lies at it or below it.
    static let solved = Flags(rawValue: 32)
    /// A person forbade it, or all that is open below it.
    static let forbidden = Flags(rawValue: 64)
    /// It was put before the model and has not been told yet; or it waits in a frontier.
    static let pending = Flags(rawValue: 128)

    /// A goal or a dead end.
    static let terminal: Flags = [.goal, .deadEnd]
    /// Not to be selected.
    static let barred: Flags = [.closed, .forbidden]
  }

  /// Groups of columns that a strategy asks for.
  struct Columns: OptionSet {
    var rawValue: UInt8
    static let children = Columns(rawValue: 1)
    static let statistics = Columns(rawValue: 2)
    static let costs = Columns(rawValue: 4)
    static let priors = Columns(rawValue: 8)
    static let values = Columns(rawValue: 16)
    static let states = Columns(rawValue: 32)
  }

  let columns: Columns

  var parent = Column<Int32>()
  var step = Column<StepCode>()
  var flags = Column<Flags>()

  /// -1 before the expansion.
  var firstChild = Column<Int32>()
  var childCount = Column<UInt16>()
  /// How many children, from the first, have been visited.
  var visited = Column<UInt16>()
  /// How many children are neither closed nor forbidden.
  var open = Column<UInt16>()

  /// Visits.
  var N = Column<Int32>()
  /// Mean value.
  var Q = Column<Float>()
  /// What exploration is weighed by: 1/√N with UCT, P/(1 + N) with PUCT; -∞ where barred.
  var S = Column<Float>()

  var g = Column<Float>()
  var h = Column<Float>()
  var P = Column<Float>()
  var V = Column<Float>()
  /// Index into the engine's table of states.
  var state = Column<Int32>()

  /// A tree of the root alone.
  init(_ columns: Columns) {
    self.columns = columns
    let root = appendBlock(parent: -1, steps: [0])
    initialize(root, parent: -1)
    if columns.contains(.costs) {
      g[root] = 0
      h[root] = 0
    }
    if columns.contains(.priors) { P[root] = 1 }
    if columns.contains(.values) { V[root] = 0 }
    if columns.contains(.states) { state[root] = 0 }
  }

  /// Nodes allocated.
  var count: Int { step.count }

  /// Bytes in use.
  var bytes: Int {
    parent.bytes + step.bytes + flags.bytes + firstChild.bytes + childCount.bytes + visited.bytes
      + open.bytes + N.bytes + Q.bytes + S.bytes + g.bytes + h.bytes + P.bytes + V.bytes
      + state.bytes
  }

  /// Appends a contiguous block of children and says where it begins. Complexity: linear, with
  /// five bytes written a child.
  @inline(__always)
  @discardableResult
  mutating func appendBlock(parent: Int32, steps: [StepCode]) -> Int32 {
    let first = count
    let extra = steps.count
    step.extend(by: extra)
    flags.extend(by: extra)
    steps.withUnsafeBufferPointer { steps in
      guard let codes = steps.baseAddress else { return }
      (step.base + first).update(from: codes, count: extra)
      (flags.base + first).update(repeating: [], count: extra)
    }
    self.parent.extend(by: extra)
    extendGroups(by: extra)
    if parent >= 0, columns.contains(.children) {
      firstChild[parent] = Int32(first)
      childCount[parent] = UInt16(extra)
      open[parent] = UInt16(extra)
    }
    return Int32(first)
  }

  @inline(__always)
  private mutating func extendGroups(by extra: Int) {
    if columns.contains(.children) {
      firstChild.extend(by: extra)
      childCount.extend(by: extra)
      visited.extend(by: extra)
      open.extend(by: extra)
    }
    if columns.contains(.statistics) {
      N.extend(by: extra)
      Q.extend(by: extra)
      S.extend(by: extra)
    }
    if columns.contains(.costs) {
      g.extend(by: extra)
      h.extend(by: extra)
    }
    if columns.contains(.priors) { P.extend(by: extra) }
    if columns.contains(.values) { V.extend(by: extra) }
    if columns.contains(.states) { state.extend(by: extra) }
  }

  /// Appends one node; its costs, value and state are the caller's to fill in.
  @inline(__always)
  mutating func append(parent: Int32, step code: StepCode) -> Int32 {
    let node = Int32(count)
    step.append(code)
    flags.append([])
    self.parent.extend(by: 1)
    extendGroups(by: 1)
    initialize(node, parent: parent)
    return node
  }

  /// Defines what lies in the columns of a node of a block: a node without visits and children.
  @inline(__always)
  func initialize(_ node: Int32, parent: Int32) {
    flags[node] = .initialized
    self.parent[node] = parent
    if columns.contains(.children) {
      firstChild[node] = -1
      childCount[node] = 0
      visited[node] = 0
      open[node] = 0
    }
    if columns.contains(.statistics) {
      N[node] = 0
      Q[node] = 0
      S[node] = 0
    }
  }

  /// The children of a node, as far as a block was made for it.
  func children(of node: Int32) -> Range<Int32> {
    let first = firstChild[node]
    return first < 0 ? 0..<0 : first..<first + Int32(childCount[node])
  }

  /// Whether `node` lies at `ancestor` or below it. Complexity: linear in the depth.
  func isDescendant(_ node: Int32, of ancestor: Int32) -> Bool {
    var node = node
    while node > ancestor { node = parent[node] }
    return node == ancestor
  }

  /// Whether the node or one above it is forbidden. Complexity: linear in the depth.
  func isForbidden(_ node: Int32) -> Bool {
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
