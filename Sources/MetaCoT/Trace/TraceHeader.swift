/// The first line of a trace: which search this is, so that it could be run again.
public struct TraceHeader: Codable, Sendable, Equatable {
  /// `espalier-trace`: how a reader knows the file.
  public var format: String = TraceHeader.formatName
  /// The version of the format: 1.
  public var version: Int = 1
  /// The problem.
  public var problem: ProblemReference
  /// The strategy and its parameters.
  public var strategy: Choice
  /// The model and its parameters.
  public var model: Choice
  /// The seed of all randomness.
  public var seed: UInt64?
  /// The budget, as it is written on the command line.
  public var budget: String?
  /// When the search had found enough, where that was not the first goal: `all` or `tree`.
  public var until: String?
  /// The root node.
  public var root: Root
  /// Figures that a foreign search brings along.
  public var metrics: [Metric]?
  /// What a cost counts, such as `steps`.
  public var costUnit: String?
  /// Whether events carry wall-clock times, in microseconds since the start.
  public var timings: Bool?

  /// The value of `format`.
  public static let formatName = "espalier-trace"

  /// A problem as a trace and a problem set name it.
  public struct ProblemReference: Codable, Sendable, Equatable {
    /// Its name within a set.
    public var id: String?
    /// The registered kind, or any word for a foreign problem.
    public var kind: String
    /// The text form.
    public var text: String

    /// A reference.
    public init(id: String? = nil, kind: String, text: String) {
      self.id = id
      self.kind = kind
      self.text = text
    }
  }

  /// A strategy or a model: its name and the parameters it ran with.
  public struct Choice: Codable, Sendable, Equatable {
    /// The registered name.
    public var name: String
    /// Every parameter, defaults included.
    public var parameters: [String: Double]?

    /// A choice.
    public init(_ name: String, parameters: [String: Double]? = nil) {
      self.name = name
      self.parameters = parameters
    }
  }

  /// What is known of the root, which no `expand` event creates.
  public struct Root: Codable, Sendable, Equatable {
    /// The text of the start state.
    public var state: String
    /// The estimated cost to go, where the strategy uses one.
    public var h: Float?
    /// The model's value, where it is known from the start.
    public var V: Float?

    /// A root.
    public init(state: String, h: Float? = nil, V: Float? = nil) {
      self.state = state
      self.h = h
      self.V = V
    }
  }

  /// A figure that a foreign search brings along.
  public struct Metric: Codable, Sendable, Equatable {
    /// The key in the events.
    public var key: String
    /// The name on the screen.
    public var name: String

    /// A metric.
    public init(key: String, name: String) {
      self.key = key
      self.name = name
    }
  }

  /// A header.
  public init(
    problem: ProblemReference, strategy: Choice, model: Choice, seed: UInt64? = nil,
    budget: String? = nil, root: Root
  ) {
    self.problem = problem
    self.strategy = strategy
    self.model = model
    self.seed = seed
    self.budget = budget
    self.root = root
  }
}

/// What came out of a search: the payload of the `end` event, the last line of a trace.
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
  public var cost: Float?
  /// Nodes expanded (for MCTS: simulations).
  public var expansions: Int
  /// States put before the model (for `in-context`: lines written).
  public var modelCalls: Int
  /// Tokens that the model wrote; nil where it was asked for no text.
  public var tokens: Int?
  /// Nodes in the tree.
  public var nodes: Int
  /// Why the search stopped: `goal`, `exhausted`, or the limit that was reached.
  public var stopped: String
  /// Wall-clock seconds; recorded only with timings.
  public var seconds: Double?

  /// An outcome without an answer.
  public init(
    solved: Bool = false, expansions: Int = 0, modelCalls: Int = 0, nodes: Int = 1,
    stopped: String
  ) {
    self.solved = solved
    self.expansions = expansions
    self.modelCalls = modelCalls
    self.nodes = nodes
    self.stopped = stopped
  }
}
