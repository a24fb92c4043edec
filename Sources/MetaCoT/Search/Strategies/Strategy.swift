/// A search algorithm that sees only nodes and numbers.
///
/// A strategy is a value. It owns no thread, clock, model, problem or file: the engine asks it what
/// it wants to know, finds that out, and tells it. One iteration is
///
/// ```
/// select    ask(…)        which nodes are next, and what is wanted of each
/// expand    expanded(…)   after children were made for one of them: go on to one of these
/// evaluate                the engine's: model, goal test, verifier
/// backup    tell(…)       the results
/// ```
/// and the engine can stop between any two of these. Strategies compile once: nothing here is
/// generic.
protocol Strategy: Sendable {
  /// The name under which it is registered, such as `astar`.
  static var name: String { get }
  /// One line for a list of strategies.
  static var help: String { get }
  /// Its parameters.
  static var parameters: [Parameter] { get }

  init(_ values: ParameterValues, _ context: StrategyContext)

  /// What it asks of tree and engine; does not change while it runs.
  var needs: StrategyNeeds { get }

  /// Called once; the root is there, and has its h and V if these are wanted.
  mutating func begin(_ nodes: inout NodeArena)

  /// Appends at most `limit` queries. None at all: the search is exhausted.
  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ queries: inout [Query], _ marks: inout [Mark]
  )

  /// A block of children was made below `query.selected`; the query may go on to one of them.
  /// Only called with `Expansion.lazy`.
  mutating func expanded(_ query: inout Query, _ nodes: inout NodeArena)

  /// The results of all queries. `marks` takes nodes that need no further search. A query that
  /// it gives `Wants.backup` had its value added to the path.
  mutating func tell(
    _ queries: inout [Query], _ nodes: inout NodeArena, _ marks: inout [Mark]
  )

  /// Applies a person's wish; false if it makes no sense for this node.
  mutating func steer(_ wish: Wish, _ nodes: inout NodeArena, _ marks: inout [Mark]) -> Bool

  /// Nodes that wait to be expanded.
  func frontierCount(_ nodes: borrowing NodeArena) -> Int

  /// The best value estimate at this moment, for a person to watch; nil where there is none.
  func bestValue(_ nodes: borrowing NodeArena) -> Float?

  /// Bytes held beside the tree.
  var bytes: Int { get }
}

extension Strategy {
  mutating func expanded(_ query: inout Query, _ nodes: inout NodeArena) {}
}

/// What a strategy is told about the search that it is for.
struct StrategyContext {
  /// When the search has found enough.
  var until: SearchConfiguration.Goal
  /// Whether the model ranks steps.
  var hasPolicy: Bool
  /// The seed of its own randomness.
  var seed: UInt64
}

/// What a strategy asks of tree and engine.
struct StrategyNeeds {
  /// What an expansion makes.
  enum Expansion {
    /// A block of steps without states; a child is revealed when the strategy goes to it.
    case lazy
    /// A block of steps without states, with priors, the most probable first; all are revealed.
    case ranked
    /// Children with states, duplicates dropped, evaluated; all are revealed.
    case complete
  }

  /// What happens to a state that was reached before.
  enum Duplicates {
    /// Nothing: it is a new node.
    case keep
    /// It is a new node that knows of the other.
    case mark
    /// It gets no node, unless it is reached at less cost: then the other is superseded.
    case drop
  }

  var columns: NodeArena.Columns
  var expansion: Expansion
  var duplicates: Duplicates
  /// Whether h is used, and a node with h = ∞ is a dead end.
  var usesCostToGo = false
  /// Whether V is used.
  var usesValue = false
  /// Whether a goal counts when it is made (else when the strategy claims it).
  var claimsGoalsAtOnce = false
  /// With `Duplicates.mark`: whether a node gets children though its state was reached before.
  var expandsDuplicates = true
  /// Why the search leaves a node that is not finished: the reason of its backtracks. With
  /// `.none`, leaving such a node is no backtrack.
  var leaving: Event.Reason = .better
}

/// A node, and what is wanted of it.
struct Query {
  struct Wants: OptionSet {
    var rawValue: UInt8
    /// Children.
    static let expand = Wants(rawValue: 1)
    /// The model's value; goals and dead ends are found too.
    static let value = Wants(rawValue: 2)
    /// Goals and dead ends, without the model.
    static let check = Wants(rawValue: 4)
    /// The goal here is to be verified and to count.
    static let claim = Wants(rawValue: 8)
    /// The value is to be recorded as added to the path.
    static let backup = Wants(rawValue: 16)
  }

  /// The node that the iteration turned to.
  var selected: Int32
  /// The node whose value is wanted: `selected`, or a child of it.
  var node: Int32
  var wants: Wants
  /// Result: 1 at a goal, 0 at a dead end, else the model's.
  var value: Float = 0
  /// Result: the value is that of an equal state, used again.
  var isCached = false
  /// Result: an earlier node with an equal state, or -1.
  var same: Int32 = -1
  /// Result: a node above has an equal state, so that going on from here can win nothing.
  var closesCycle = false
  /// Result of a complete expansion: the new nodes.
  var firstNew: Int32 = 0
  var newCount: Int32 = 0

  init(_ node: Int32, _ wants: Wants) {
    selected = node
    self.node = node
    self.wants = wants
  }

  init(selected: Int32, node: Int32, _ wants: Wants) {
    self.selected = selected
    self.node = node
    self.wants = wants
  }

  var newNodes: Range<Int32> { firstNew..<firstNew + newCount }
}

/// A node that needs no further search, and why.
struct Mark {
  var node: Int32
  var reason: Event.Reason
}

/// A person's wish, in the numbers of the arena.
enum Wish {
  case expandNext(Int32)
  case forbid(Int32)
  case allow(Int32)
  /// The next `iterations` stay below the node.
  case favour(Int32, iterations: Int)
}
