/// What a search wants of an `AsyncModel`, about one state: data, so that it can be recorded, cached
/// and played again. Equal requests may be given equal answers.
public struct ModelRequest: Hashable, Codable, Sendable {
  /// Something that is wanted.
  public enum Output: Hashable, Codable, Sendable {
    /// So many next steps.
    case proposals(Int)
    /// The probability of solving from here, 0...1.
    case value
    /// The estimated cost to go.
    case costToGo
    /// How probable each of these next steps is.
    case scores(of: [String])
    /// So many rollouts: the model plays from here to an end, and says what each of them returns.
    case rollouts(Int)
  }

  /// The registered kind of the problem.
  public var kind: String
  /// The text of the problem.
  public var problem: String
  /// The steps from the start to the state, as texts.
  public var steps: [String]
  /// The text of the state.
  public var state: String
  /// What is wanted.
  public var outputs: [Output]
  /// For whatever the model leaves to chance.
  public var seed: UInt64

  /// A request.
  public init(
    kind: String, problem: String, steps: [String], state: String, outputs: [Output], seed: UInt64
  ) {
    self.kind = kind
    self.problem = problem
    self.steps = steps
    self.state = state
    self.outputs = outputs
    self.seed = seed
  }
}

/// What an `AsyncModel` says to a `ModelRequest`. What was not asked for may be left out.
public struct ModelAnswer: Hashable, Codable, Sendable {
  /// A next step that the model thought of.
  public struct Proposal: Hashable, Codable, Sendable {
    /// The step, as the model wrote it.
    public var text: String
    /// The natural logarithm of its probability; nil where the model does not say.
    public var logProbability: Float?

    /// A proposal.
    public init(_ text: String, logProbability: Float? = nil) {
      self.text = text
      self.logProbability = logProbability
    }
  }

  /// Next steps; equal ones count as more of the same.
  public var proposals: [Proposal] = []
  /// The probability of solving from here, 0...1.
  public var value: Float?
  /// The estimated cost to go.
  public var costToGo: Float?
  /// How probable the steps asked about are, in their order; scaled to sum to 1 where they do not.
  public var scores: [Float] = []
  /// What each rollout returns, 0...1: 1 for an end that is right.
  public var returns: [Float]?
  /// The tokens that it read and wrote for this.
  public var tokens = 0

  /// An answer.
  public init(
    proposals: [Proposal] = [], value: Float? = nil, costToGo: Float? = nil, scores: [Float] = [],
    returns: [Float]? = nil, tokens: Int = 0
  ) {
    self.proposals = proposals
    self.value = value
    self.costToGo = costToGo
    self.scores = scores
    self.returns = returns
    self.tokens = tokens
  }
}
