/// Gives a *policy* (a prior over steps), a *value* (the probability of solving from here) and an
/// estimate of the *cost to go*.
///
/// A model is asked about a batch of states at once, on the search's own thread. It sees states
/// only through their problem, so one model serves every problem.
public protocol Model: Sendable {
  /// Whether it ranks steps. Without a policy, priors are uniform.
  var hasPolicy: Bool { get }

  /// Whether it estimates costs to go. Without, −ln of the value stands in for them.
  var givesCostsToGo: Bool { get }

  /// Whether equal states get equal answers, drawing no random numbers. Then a search need not
  /// ask twice.
  var isDeterministic: Bool { get }

  /// Fills in what the batch wants. Outputs have the right number of elements already. Searches
  /// keep values and priors to four decimals.
  func evaluate<P: Problem>(_ batch: inout EvaluationBatch<P>, random: inout SeededRandom)

  /// Why it can not be used on this problem, in a clause; nil if it can. The default is nil.
  func refusal(of problem: any Problem) -> String?
}

extension Model {
  /// It can be used on every problem.
  public func refusal(of problem: any Problem) -> String? { nil }
}

/// A model that is known by name and made from parameters: one that needs no file.
public protocol RegisteredModel: Model {
  /// The name under which it is registered, such as `heuristic`.
  static var name: String { get }
  /// One line for a list of models.
  static var help: String { get }
  /// Its parameters.
  static var parameters: [Parameter] { get }

  /// A model with these parameters.
  init(_ values: ParameterValues)
}

/// States for a model, and its answers: parallel arrays.
public struct EvaluationBatch<P: Problem> {
  /// What is wanted of the model.
  public struct Wants: OptionSet, Sendable {
    /// The bits.
    public var rawValue: UInt8
    /// Wishes of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The probability of solving.
    public static var values: Wants { Wants(rawValue: 1) }
    /// The estimated cost to go.
    public static var costsToGo: Wants { Wants(rawValue: 2) }
    /// A prior over the steps.
    public static var priors: Wants { Wants(rawValue: 4) }
  }

  /// The problem all states belong to.
  public let problem: P
  /// What is wanted; the other outputs may be left alone.
  public private(set) var wants: Wants = []
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
  /// Output, one a state: probability of solving from it, 0...1.
  public var values: [Float] = []
  /// Output, one a state: estimated cost to go; `.infinity` for no way.
  public var costsToGo: [Float] = []
  /// Output, one a step: prior probability; sums to 1 over each state's range.
  public var priors: [Float] = []
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
    _ wants: Wants, from origin: (state: P.State, costToGo: Float)? = nil
  ) {
    self.wants = wants
    self.origin = origin
    tokens = 0
    Self.empty(&shares)
    Self.empty(&illegalSteps)
    Self.empty(&states)
    Self.empty(&ranges)
    Self.empty(&steps)
    Self.empty(&arrivals)
    Self.empty(&values)
    Self.empty(&costsToGo)
    Self.empty(&priors)
  }

  @inline(__always)
  private static func empty<Element>(_ array: inout [Element]) {
    if !array.isEmpty { array.removeAll(keepingCapacity: true) }
  }

  /// Output: counts tokens that a language model computed for a state.
  public mutating func spend(_ tokens: Int, on state: Int) {
    guard tokens > 0 else { return }
    self.tokens += tokens
    shares.append((state, tokens))
  }

  /// Output: says that the model proposed a text as a step from a state, and that it is no legal one.
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
