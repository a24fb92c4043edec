/// A search algorithm that sees only nodes and numbers.
///
/// A strategy is a value. It owns no thread, clock, model, problem or file: the engine asks it what
/// it wants to know, finds that out, and tells it. One iteration is
///
/// ```
/// select    ask(…)        which nodes are next, and what is wanted of each
/// expand    expanded(…)   after children were made for one of them: go on to one of these
/// evaluate                the engine's: model, goal test, verifier
/// backup    tell(…)       the result
/// ```
/// and the engine can stop between any two of these. It may ask again before it has told all that it
/// was asked for; it tells in the order in which it was asked. Strategies compile once: nothing here
/// is generic.
public protocol Strategy: Sendable {
  /// The name under which it is registered, such as `astar`.
  static var name: String { get }
  /// One line for a list of strategies.
  static var help: String { get }
  /// Its parameters.
  static var parameters: [Parameter] { get }

  /// Whether what it does depends on the budget, and not only when it ends. The default is false.
  static var usesBudget: Bool { get }

  /// A strategy with these parameters for one search.
  init(_ values: ParameterValues, _ context: StrategyContext)

  /// What it asks of tree and engine; does not change while it runs.
  var needs: StrategyNeeds { get }

  /// The order in which it explores, for the texts that speak of it. The default is nil: they say
  /// only what it does.
  var exploration: Exploration? { get }

  /// Called once; the root is there, and has its h and V if these are wanted.
  mutating func begin(_ nodes: inout NodeArena)

  /// Appends at most `limit` requests (1 or more). None at all while others are in flight: what is
  /// next depends on these. None while nothing is in flight: the search is exhausted.
  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  )

  /// A block of children was made below `request.selected`; the request may go on to one of them.
  /// Not called with `Expansion.complete`.
  mutating func expanded(_ request: inout EvaluationRequest, _ nodes: inout NodeArena)

  /// The result of a request. `prunes` takes nodes that need no further search. With `Wants.backup`
  /// the request says that its value was added to the path.
  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  )

  /// A request will not be told: the model has no answer. Its node is closed by the engine.
  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena)

  /// Applies a person's command; false if it makes no sense for this node.
  mutating func steer(
    _ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) -> Bool

  /// Nodes that wait to be expanded.
  func frontierCount(_ nodes: borrowing NodeArena) -> Int

  /// The best value estimate at this moment, for a person to watch; nil where there is none.
  func bestValue(_ nodes: borrowing NodeArena) -> Float?

  /// Bytes held beside the tree.
  var bytes: Int { get }
}

extension Strategy {
  /// False.
  public static var usesBudget: Bool { false }

  /// Nil.
  public var exploration: Exploration? { nil }

  /// Stays where it is: for strategies whose children are all made at once.
  public mutating func expanded(_ request: inout EvaluationRequest, _ nodes: inout NodeArena) {}
}

extension Strategy {
  /// False: it cannot be steered.
  public mutating func steer(
    _ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) -> Bool {
    false
  }

  /// Nothing to do at the root.
  public mutating func begin(_ nodes: inout NodeArena) {}
}

/// What a strategy is told about the search that it is for.
public struct StrategyContext: Sendable {
  /// When the search has found enough.
  public var until: SearchSpec.Goal
  /// Whether the model ranks steps.
  public var hasPolicy: Bool
  /// The seed of its own randomness.
  public var seed: UInt64
  /// How many requests may be in flight.
  public var window = 1
  /// The budget of expansions, where there is one.
  public var expansions: Int?
  /// Whether the problem lists its steps; else a model proposes them.
  public var listsSteps = true
  /// Whether an answer is verified when it is given; else its value is what the model says.
  public var verifiesAnswers = true
}

/// What a strategy asks of tree and engine.
public struct StrategyNeeds: Sendable {
  /// What an expansion makes.
  public enum Expansion: Sendable {
    /// A block of steps without states; a child is revealed when the strategy goes to it.
    case lazy
    /// A block of steps without states, with priors, the most probable first; all are revealed.
    case ranked
    /// Children with states, duplicates dropped, evaluated; all are revealed.
    case complete
  }

  /// What happens to a state that was reached before.
  public enum Duplicates: Sendable {
    /// Nothing: it is a new node.
    case keep
    /// It is a new node that knows of the other.
    case mark
    /// It gets no node, unless it is reached at less cost: then the other is superseded.
    case drop
    /// It is a new node, unless it lies on the path to it and nothing can be won by that: a step back,
    /// or steps in a circle that cost nothing. The search remembers only what it needs of its path;
    /// a node can be expanded again, and again has the same children.
    case forget
  }

  /// The columns of the tree that it uses.
  public var columns: NodeArena.Columns
  /// What an expansion makes.
  public var expansion: Expansion
  /// What happens to a state that was reached before.
  public var duplicates: Duplicates
  /// Whether h is used, and a node with h = ∞ is a dead end.
  public var usesCostToGo = false
  /// Whether V is used.
  public var usesValue = false
  /// Whether a goal counts when it is made (else when the strategy claims it).
  public var claimsGoalsAtOnce = false
  /// With `Duplicates.mark`: whether a node gets children though its state was reached before.
  public var expandsDuplicates = true
  /// Children that a node can have at most where a model proposes them a few at a time, and the
  /// strategy asks for more; 0 where what is proposed first is all.
  public var growth = 0
  /// How many rollouts a value is to be the mean return of; 0 for the model's own value.
  public var rollouts = 0
  /// Why the search leaves a node that is not finished: the reason of its backtracks. With
  /// `.none`, leaving such a node is not a backtrack.
  public var backtrackReason: Event.Reason = .better

  /// What is asked.
  public init(
    columns: NodeArena.Columns, expansion: Expansion, duplicates: Duplicates,
    usesCostToGo: Bool = false, usesValue: Bool = false, claimsGoalsAtOnce: Bool = false,
    expandsDuplicates: Bool = true, growth: Int = 0, rollouts: Int = 0,
    backtrackReason: Event.Reason = .better
  ) {
    self.columns = columns
    self.expansion = expansion
    self.duplicates = duplicates
    self.usesCostToGo = usesCostToGo
    self.usesValue = usesValue
    self.claimsGoalsAtOnce = claimsGoalsAtOnce
    self.expandsDuplicates = expandsDuplicates
    self.growth = growth
    self.rollouts = rollouts
    self.backtrackReason = backtrackReason
  }
}

/// A node, and what is wanted of it.
public struct EvaluationRequest: Sendable {
  /// What is wanted: bits.
  public struct Wants: OptionSet, Sendable {
    /// The bits.
    public var rawValue: UInt8
    /// What these bits say.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Children.
    public static let expand = Wants(rawValue: 1)
    /// The model's value; goals and dead ends are found too.
    public static let value = Wants(rawValue: 2)
    /// Goals and dead ends, without the model.
    public static let check = Wants(rawValue: 4)
    /// The goal here is to be verified and to count.
    public static let claim = Wants(rawValue: 8)
    /// The value is to be recorded as added to the path.
    public static let backup = Wants(rawValue: 16)
  }

  /// The node that the iteration turned to.
  public var selected: Int32
  /// The node whose value is wanted: `selected`, or a child of it.
  public var node: Int32
  /// What is wanted of it.
  public var wants: Wants
  /// Result: 1 at a goal, 0 at a dead end, else the model's.
  public var value: Float = 0
  /// Result: the value is that of an equal state, used again.
  public var isCached = false
  /// Result: an earlier node with an equal state, or -1.
  public var same: Int32 = -1
  /// Result: a node above has an equal state, so that going on from here can win nothing.
  public var closesCycle = false
  /// Result of an expansion: the new nodes.
  public var firstNew: Int32 = 0
  /// Result of an expansion: how many there are.
  public var newCount: Int32 = 0

  /// Wants something of a node.
  public init(_ node: Int32, _ wants: Wants) {
    selected = node
    self.node = node
    self.wants = wants
  }

  /// Wants something of a child of the node that the iteration turned to.
  public init(selected: Int32, node: Int32, _ wants: Wants) {
    self.selected = selected
    self.node = node
    self.wants = wants
  }

  /// The nodes that an expansion made.
  public var newNodes: Range<Int32> { firstNew..<firstNew + newCount }
}

/// A node that needs no further search, and why.
public struct Prune: Sendable {
  /// The node.
  public var node: Int32
  /// Why.
  public var reason: Event.Reason

  /// A node and the reason.
  public init(node: Int32, reason: Event.Reason) {
    self.node = node
    self.reason = reason
  }
}
