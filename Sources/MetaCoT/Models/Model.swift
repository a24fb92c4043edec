/// Gives a *policy* (a prior over steps) and a *value* (the probability of solving from here).
///
/// A model is asked about a batch of states at once, on the search's own thread. It sees states
/// only through their problem, so one model serves every problem.
public protocol Model: Sendable {
  /// The name under which it is registered, such as `heuristic`.
  static var name: String { get }

  /// Whether it ranks steps. Without a policy, priors are uniform.
  var hasPolicy: Bool { get }

  /// Fills in the batch's values, costs to go and priors.
  func evaluate<P: Problem>(_ batch: inout EvaluationBatch<P>, random: inout SeededRandom)
}

/// States for a model, and its answers: parallel arrays.
public struct EvaluationBatch<P: Problem> {
  /// The problem all states belong to.
  public let problem: P
  /// The states to evaluate.
  public var states: [P.State] = []
  /// For each state, where its steps lie in `steps`; empty ranges where no policy is wanted.
  public var ranges: [Range<Int>] = []
  /// The legal steps of all states.
  public var steps: [StepCode] = []
  /// Output, one a state: probability of solving from it, 0...1.
  public var values: [Float] = []
  /// Output, one a state: estimated cost to go; `.infinity` for no way.
  public var costsToGo: [Float] = []
  /// Output, one a step: prior probability; sums to 1 over each state's range.
  public var priors: [Float] = []

  /// An empty batch.
  public init(problem: P) {
    self.problem = problem
  }
}
