/// Where a search stands, in figures: cheap to take, and true at one moment.
public struct SearchStatus: Sendable, Equatable {
  /// Whether it goes on by itself.
  public enum State: Sendable, Equatable {
    /// It has not been started.
    case ready
    /// It goes on.
    case running
    /// It waits to be resumed or stepped.
    case paused
    /// It has ended, for the outcome's reason.
    case ended
  }

  /// Whether it goes on by itself.
  public var state: State = .ready
  /// The limit that the search waits at, if it does: raising the budget lets it go on.
  package var pausedAtLimit: StopReason?
  /// Iterations begun: `select` events.
  public var iterations = 0
  /// Nodes expanded (for MCTS: simulations).
  public var expansions = 0
  /// States evaluated by the model (for `in-context`: lines written).
  public var modelCalls = 0
  /// Tokens that a language model read or wrote.
  public var tokens = 0
  /// Nodes in the tree, as events number them.
  public var nodes = 1
  /// Steps from the root to the node that was selected last.
  public var depth = 0
  /// Nodes that wait to be expanded.
  public var frontier = 1
  /// Goals found.
  public var goals = 0
  /// The best value estimate, as the strategy sees it: for MCTS the Q of the most visited move.
  public var bestValue: Float?
  /// Bytes that the search holds.
  public var bytes = 0
  /// What is left of the limit that will be reached first, 0...1; nil without limits.
  package var budgetLeft: Double?
  /// Seconds it has run, pauses not counted.
  public var seconds: Double = 0
  /// The phase that comes next.
  package var nextPhase = SearchPhase.select
  /// Whether a person's command can be applied now.
  public var canSteer = true

  /// Nothing yet.
  public init() {}
}

/// The parts of an iteration between which a search can stop.
package enum SearchPhase: String, Sendable, CaseIterable {
  /// Turning to a node.
  case select
  /// Making its children.
  case expand
  /// Asking the model, testing for goals.
  case evaluate
  /// Using the results.
  case backup
}
