/// States for a model, and its answers: parallel arrays.
public struct EvaluationBatch<P: Problem> {
  /// What is wanted of the model.
  public struct Outputs: OptionSet, Sendable {
    /// The bits.
    public var rawValue: UInt8
    /// The outputs of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The probability of solving.
    public static var values: Outputs { Outputs(rawValue: 1) }
    /// The estimated cost to go.
    public static var costsToGo: Outputs { Outputs(rawValue: 2) }
    /// A prior over the steps.
    public static var priors: Outputs { Outputs(rawValue: 4) }
    /// Steps that the model thinks of itself.
    public static var proposals: Outputs { Outputs(rawValue: 8) }
  }

  /// The problem all states belong to.
  public let problem: P
  /// What is wanted; the other outputs may be left alone.
  public internal(set) var wants: Outputs = []
  /// The states to evaluate.
  public private(set) var states: [P.State] = []
  /// For each state, where its steps lie in `steps`; empty where no policy is wanted.
  public private(set) var ranges: [Range<Int>] = []
  /// The legal steps of all states that want a policy.
  public private(set) var steps: [StepCode] = []
  /// The state that all states of the batch were reached from by one step, and its cost to go, if
  /// that is known: then estimates may be made from the difference.
  public private(set) var origin: (state: P.State, costToGo: Float)?
  /// The steps that led from the origin to the states; empty without an origin.
  public private(set) var arrivals: [StepCode] = []
  /// How many steps are to be proposed from each state, where proposals are wanted.
  public private(set) var proposalCount = 0
  /// How many rollouts the value of a state is to be the mean return of; 0 for the model's own value.
  public internal(set) var rollouts = 0
  /// The steps from the start to the state that the batch is about, and to the states: for models
  /// that read how a state was reached. Only for an `AsyncModel`.
  package var path: [StepCode] = []
  /// Output, one a state: probability of solving from it, 0...1.
  public var values: [Float] = []
  /// Output, one a state: estimated cost to go; `.infinity` for no way.
  public var costsToGo: [Float] = []
  /// Output, one a step: prior probability; sums to 1 over each state's range.
  public var priors: [Float] = []
  /// Output: the steps proposed, for the only state of the batch.
  package var proposals: [ModelAnswer.Proposal] = []
  /// The tokens that a language model computed for all of this.
  public private(set) var tokens = 0
  /// Those of each state that took any.
  private(set) var shares: [(state: Int, tokens: Int)] = []
  /// Texts that the model proposed as steps from a state, and that are no legal ones.
  public private(set) var illegalSteps: [(state: Int, text: String)] = []

  /// An empty batch.
  public init(problem: P) {
    self.problem = problem
  }

  /// Empties it for the next use.
  @inline(__always)
  public mutating func begin(
    _ wants: Outputs, from origin: (state: P.State, costToGo: Float)? = nil,
    proposals count: Int = 0
  ) {
    self.wants = wants
    self.origin = origin
    proposalCount = count
    rollouts = 0
    tokens = 0
    shares.clear()
    illegalSteps.clear()
    states.clear()
    ranges.clear()
    steps.clear()
    arrivals.clear()
    path.clear()
    proposals.clear()
    values.clear()
    costsToGo.clear()
    priors.clear()
  }

  /// Output: counts tokens that a language model computed for a state.
  public mutating func spend(_ tokens: Int, on state: Int) {
    guard tokens > 0 else { return }
    self.tokens += tokens
    shares.append((state, tokens))
  }

  /// Output: says that the model proposed a text as a step from a state, and that it is not a legal one.
  public mutating func reject(_ text: String, at state: Int) { illegalSteps.append((state, text)) }

  /// Adds a state.
  @inline(__always)
  public mutating func append(_ state: P.State) {
    states.append(state)
    if wants.contains(.values) { values.append(0) }
    if wants.contains(.costsToGo) { costsToGo.append(0) }
  }

  /// Adds a state that was reached from the origin.
  @inline(__always)
  public mutating func append(_ state: P.State, after step: StepCode) {
    append(state)
    arrivals.append(step)
  }

  /// Adds a state with the legal steps that are to be ranked.
  public mutating func append(_ state: P.State, steps legal: [StepCode]) {
    append(state)
    ranges.append(steps.count..<steps.count + legal.count)
    steps.append(contentsOf: legal)
    priors.append(contentsOf: repeatElement(1 / Float(legal.count), count: legal.count))
  }
}

extension EvaluationBatch {
  /// Adds the states of another batch that wants the same, so that both are answered at once.
  mutating func append(contentsOf other: EvaluationBatch) {
    for index in other.states.indices {
      if other.ranges.isEmpty {
        append(other.states[index])
      } else {
        append(other.states[index], steps: Array(other.steps[other.ranges[index]]))
      }
    }
  }

  /// Takes the answers about its own states, the first of which is state `first` of `other`.
  mutating func takeAnswers(of other: EvaluationBatch, from first: Int) {
    let places = first..<first + states.count
    if wants.contains(.values) { values = Array(other.values[places]) }
    if wants.contains(.costsToGo) { costsToGo = Array(other.costsToGo[places]) }
    if wants.contains(.priors), !ranges.isEmpty {
      priors = Array(
        other.priors[
          other.ranges[first].lowerBound..<other.ranges[places.upperBound - 1].upperBound])
    }
    for (state, tokens) in other.shares where places.contains(state) {
      spend(tokens, on: state - first)
    }
    for (state, text) in other.illegalSteps where places.contains(state) {
      reject(text, at: state - first)
    }
  }
}
