/// What came out of a search: the payload of the `end` event, the last line of a trace. What is nil
/// is not known: a foreign trace need say no more than whether it was solved.
public struct Outcome: Codable, Sendable, Equatable {
  /// Whether an accepted answer was found.
  public var solved: Bool
  /// The best answer, as a verifier takes it.
  public var answer: String?
  /// The CoT: the texts of the steps on the path to the best goal.
  public var steps: [String]?
  /// The goal node of the best answer.
  public var goal: NodeID?
  /// Its cost.
  public var cost: Double?
  /// Nodes expanded (for MCTS: simulations).
  public var expansions: Int?
  /// States evaluated by the model (for `in-context`: lines written).
  public var modelCalls: Int?
  /// Tokens that a language model read or wrote; nil where there is none.
  public var tokens: Int?
  /// Nodes in the tree.
  public var nodes: Int?
  /// Why the search stopped: a `StopReason`, or what a foreign trace says.
  public var stopped: String?
  /// Why the search stopped, where that is a reason of this program's.
  public var stopReason: StopReason? { stopped.flatMap(StopReason.init) }
  /// Wall-clock seconds; recorded only with timings.
  public var seconds: Double?

  /// An outcome without an answer.
  public init(
    solved: Bool = false, expansions: Int? = nil, modelCalls: Int? = nil, nodes: Int? = nil,
    stopped: String?
  ) {
    self.solved = solved
    self.expansions = expansions
    self.modelCalls = modelCalls
    self.nodes = nodes
    self.stopped = stopped
  }
}
