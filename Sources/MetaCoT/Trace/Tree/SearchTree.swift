/// A search's events folded into a tree: the tree as it was after `now` events, in both
/// directions of time.
///
/// An arena: a node is a number, its properties lie in parallel arrays. What a node is born with
/// (parent, texts, P, V, g, h) is written once; what changes (N, W, V, status) is kept for the
/// moment `now`, and every event can be applied and undone. Node numbers grow with time, so a node
/// exists at `now` exactly if its number is below `nodeCount`.
///
/// ```
/// a node   57 bytes and its texts:
///   record 36   parent, same, P, V, g, h, where the texts lie
///   links  16   first child, last child, next sibling, depth
///   moment  5   V, status
///   and    18   W (in whole units, see `unit`), N, parent again: only if there are backups
///   and    80   W again, only if a value is too small or too large for whole units
///   and     8   for each metric that is used, and for stated N and Q
/// an event 16 bytes; 4 more if it selects, expands, backtracks, finds a goal or calls the model;
///             16 more if it changes a status or a V, 32 more for each metric that it brings
/// ```
/// What an event changes is kept, as bits that differ, so that it can be undone. Every 32,768
/// events the growth of N and W is kept as well, 16 bytes a node, so `seek` leaps over backups and
/// walks event by event only near its ends.
///
/// The events are taken as valid (a reader of foreign files checks them, see `TraceReader`): node
/// numbers exist, an `expand` event comes with its nodes. Figures may be anything, also NaN.
///
/// A value: a copy is cheap until one of the two changes.
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
    /// No legal step leads on, and it is not a goal.
    public static let deadEnd = Status(rawValue: 8)
    /// Everything below was searched without success.
    public static let exhausted = Status(rawValue: 16)
    /// Given up for another reason: duplicate, superseded, bound, width, depth.
    public static let pruned = Status(rawValue: 32)
    /// A person forbade it.
    public static let forbidden = Status(rawValue: 64)
    /// Nothing below it will be searched again.
    public static let closed: Status = [.deadEnd, .exhausted, .pruned, .forbidden]
    /// The model made a mistake here.
    public static let mistaken = Status(rawValue: 128)
    /// Not on the frontier any more.
    public static let settled: Status = [.expanded, .goal, .closed, .mistaken]
  }

  /// A figure that was the best so far from an event on.
  public struct Best: Sendable, Equatable {
    /// The event that brought it; -1 for the root's own figures.
    public var event: Int32
    /// The node that has it.
    public var node: NodeID
    /// The figure.
    public var value: Double
  }

  /// Which search this is.
  public let header: TraceHeader

  // MARK: The whole trace so far

  /// All events that have arrived.
  public internal(set) var events: [Event] = []
  /// All nodes that have arrived, also those after `now`.
  public internal(set) var records: [NodeRecord] = []
  /// The texts of the events that have one (`Event.Kind.hasText`).
  public internal(set) var notes: [String] = []
  /// What more is known of some model calls.
  package internal(set) var calls: [ModelCall] = []
  /// The reasons that are none of `Event.Reason`, in the order of their events.
  package internal(set) var otherReasons: [OtherReason] = []
  /// All metrics: those of the header, then those that it does not declare but events have.
  public internal(set) var metrics: [TraceHeader.Metric]
  /// The outcome, if the end has arrived.
  public internal(set) var outcome: Outcome?
  /// Microseconds since the start, one an event; empty if not recorded.
  package internal(set) var times: [UInt64] = []
  /// The `backtrack` events, as ascending indices into `events`.
  package internal(set) var backtracks: [Int32] = []
  /// The `goal` events, as ascending indices into `events`.
  public internal(set) var goals: [Int32] = []
  /// The `mistake` events, as ascending indices into `events`.
  package internal(set) var mistakes: [Int32] = []
  /// The `select` events, each the beginning of an iteration, as ascending indices into `events`.
  package internal(set) var selections: [Int32] = []
  /// The `expand` events, as ascending indices into `events`.
  package internal(set) var expansionEvents: [Int32] = []
  /// The `modelCall` events, as ascending indices into `events`.
  package internal(set) var modelCallEvents: [Int32] = []
  /// The `link` events, as ascending indices into `events`.
  package internal(set) var linkEvents: [Int32] = []
  /// Whether anything that has arrived, also after `now`, tells of the model being asked.
  var tellsOfModel = false
  /// Whether a node's first V and h were asked of the model.
  let asksForNodes: Bool
  /// Whether any `modelCall` that has arrived, also after `now`, tells of tokens.
  package internal(set) var hasTokens = false
  /// Each time that the best V so far was surpassed; a goal counts as the best there can be.
  package internal(set) var bestValues: [Best] = []
  /// Each time that the best figure so far of the metric that stands in for values was surpassed.
  package internal(set) var bestFigures: [Best] = []
  /// Each time that the least cost to go so far was undercut; a goal counts as 0.
  package internal(set) var leastCostsToGo: [Best] = []
  /// Each time that the cost of the cheapest goal so far was undercut.
  package internal(set) var bestGoals: [Best] = []
  /// All figures that have no room in a node's record, in the order of their events.
  package internal(set) var figures: [FigureRecord] = []

  var text: [UInt8] = []
  /// What was appended to the texts of steps.
  var streams: [NodeID: StepStream] = [:]
  var links: [NodeLinks] = []
  /// The first node of each depth that had not been reached before.
  var firstOfDepth: [NodeID] = []
  /// What figures the whole trace so far has.
  var found = FoundFigures()
  /// The metric that nodes are valued by where there is neither V nor Q: that with the role, else
  /// the first without any.
  package internal(set) var valueMetric: Int?
  /// What W is counted in, see `NodeStatistics`.
  static let unit = 0x1p-20
  let isLowerBetter: Bool
  var derivation: BacktrackDerivation

  // MARK: The moment

  var statuses: [Status] = []
  /// V; NaN where there is none.
  var values: [Float] = []
  /// The figures of `figures`, as they are at `now`.
  var columns = FigureColumns()
  /// What the model took for every subtree.
  var costs = SubtreeCosts()
  /// Empty as long as no backup has arrived.
  var statistics: [NodeStatistics] = []
  /// W, where a value has arrived that `statistics` cannot count.
  var wideSums: WideSums?
  /// What is needed to move `now`.
  var history: History
  var counters: Counters

  /// Whether it is what a search left, and nobody knows what came after what.
  package var isSnapshot: Bool { header.order == .unknown }
  /// How many events have been applied: 0 is before the first, `events.count` is the present.
  public var now: Int { counters.now }
  /// How many nodes exist at `now`; at least 1, the root.
  public var nodeCount: Int { counters.nodes }
  /// Nodes that are known of, those that are made after this moment too.
  package var knownNodeCount: Int { records.count }
  /// Nodes expanded so far; where values are backed up (MCTS, best-of-N), iterations begun.
  /// Complexity: O(log iterations).
  public var expansions: Int {
    statistics.isEmpty ? counters.expansions : Self.count(of: selections, before: now)
  }
  /// States evaluated by the model so far. Where tokens are counted, what `modelCall` events say; else
  /// `evaluate` events for which it was asked (`Event.isAskedOfModel`), and, of a search that can be
  /// repeated, nodes (the root too) that were created with a V or an h. Nil where the trace tells of
  /// none of these, unless its end says how many there were.
  public var modelCalls: Int? {
    if hasTokens { return counters.states }
    if tellsOfModel { return counters.evaluations }
    guard let calls = outcome?.modelCalls else { return nil }
    return calls == 0 || now == events.count ? calls : nil
  }
  /// Tokens that a language model read or wrote so far: what `modelCall` events say. Nil where none says any, unless
  /// the end does.
  public var tokens: Int? {
    hasTokens ? counters.tokens : now == events.count ? outcome?.tokens : nil
  }
  /// Nodes waiting to be expanded.
  public var frontierCount: Int { counters.frontier }

  /// The tree of a search that has not begun: the root alone.
  public init(header: TraceHeader) {
    self.init(header: header, interval: 1 << 15)
  }

  /// As `init(header:)`, with boundaries every `interval` events, see `History`.
  init(header: TraceHeader, interval: Int) {
    self.header = header
    metrics = header.metrics ?? []
    isLowerBetter = header.values?.better == .lower
    derivation = BacktrackDerivation(of: header)
    asksForNodes = header.canBeRepeated
    let isEvaluated = asksForNodes && (header.root.h != nil || header.root.V != nil)
    counters = Counters(evaluations: isEvaluated ? 1 : 0)
    history = History(interval: interval, counters: counters)
    var root = NodeRecord(parent: -1)
    root.h = header.root.h.map { Float($0) } ?? .nan
    root.V = header.root.V.map { Float($0) } ?? .nan
    root.P = header.root.P.map { Float($0) } ?? .nan
    root.g = header.root.g.map { Float($0) } ?? (root.h == root.h ? 0 : .nan)
    text.append(text: header.root.state)
    root.stateLength = UInt32(text.count)
    insert(root, at: -1)
    var stated: [(NodeField, Double?)] = [
      (.N, header.root.N.map { Double($0) }), (.Q, header.root.Q), (.h, header.root.h),
      (.V, header.root.V), (.g, header.root.g),
    ]
    stated += metrics.enumerated().map { (.metric($0), header.root.m?[$1.key]) }
    for case (let field, let value?) in stated {
      columns.set(FigureRecord(event: -1, node: 0, field: field, value: value))
      found.note(value, as: field)
    }
    chooseValueMetric()
  }
}

/// How a node hangs in the tree, whatever the moment.
struct NodeLinks: Sendable {
  var firstChild: NodeID = -1
  var lastChild: NodeID = -1
  var nextSibling: NodeID = -1
  var depth: Int32

  init(depth: Int32) {
    self.depth = depth
  }
}
