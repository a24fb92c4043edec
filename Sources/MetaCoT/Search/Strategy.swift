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
