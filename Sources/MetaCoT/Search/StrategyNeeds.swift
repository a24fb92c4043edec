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
