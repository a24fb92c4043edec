/// The first line of a trace: which search this is, so that it could be run again.
public struct TraceHeader: Codable, Sendable, Equatable {
  /// `espalier-trace`: how a reader knows the file.
  public var format: String = TraceHeader.formatName
  /// The version of the format that the header was read from; what is written is `currentVersion`.
  public var version: Int = TraceHeader.currentVersion
  /// The problem.
  public var problem: ProblemReference
  /// The strategy and its parameters.
  public var strategy: Choice
  /// The order in which the strategy explores; nil is not known.
  public var exploration: Exploration?
  /// The model and its parameters; nil where a foreign trace names none.
  public var model: Choice?
  /// The seed of all randomness: of a search of this program a whole number from 0.
  public var seed: JSONValue?
  /// The budget, as it is written on the command line.
  public var budget: String?
  /// When the search had found enough, where that was not the first goal: `all` or `tree`.
  public var until: String?
  /// How many requests to its model the search kept in flight; nil is one.
  public var window: Int?
  /// How many steps a model proposed at a time; nil is four.
  public var proposals: Int?
  /// How the answer was chosen among several, where that was not by `weighted-vote`.
  public var answerChoice: String?
  /// The root node.
  public var root: Root
  /// What V, Q and the values of events lie between; nil is 0 to 1, and higher is better.
  public var values: Scale?
  /// Figures that a foreign search brings along.
  public var metrics: [Metric]?
  /// What a cost counts, such as `steps`.
  public var costUnit: String?
  /// What is known of the order of the events; nil is that they happened in it.
  public var order: Order?
  /// Whether the trace tells of every backtrack by itself; else a trace without any gets them from its
  /// `select` events.
  public var backtracks: Bool?
  /// Whether events carry wall-clock times, in microseconds since the start.
  public var timings: Bool?

  /// The value of `format`.
  public static let formatName = "espalier-trace"
  /// The version that is written. Version 1 is read as well.
  public static let currentVersion = 2

  /// A problem as a trace and a problem set name it.
  public struct ProblemReference: Codable, Hashable, Sendable {
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
  public struct Choice: Codable, Hashable, Sendable {
    /// The registered name.
    public var name: String
    /// Every parameter, defaults included: numbers, and choices by name; of a foreign program
    /// whatever it has.
    public var parameters: [String: JSONValue]?

    /// A choice.
    public init(_ name: String, parameters: [String: JSONValue]? = nil) {
      self.name = name
      self.parameters = parameters
    }
  }

  /// What is known of the root, which no `expand` event creates.
  public struct Root: Codable, Sendable, Equatable {
    /// The text of the start state.
    public var state: String
    /// The estimated cost to go, where the strategy uses one.
    public var h: Double?
    /// The model's value, where it is known from the start.
    public var V: Double?
    /// Visits, where they are stated and not counted by backups.
    public var N: Int?
    /// The mean value, where it is stated and not made of backups.
    public var Q: Double?
    /// The prior, where one is stated.
    public var P: Double?
    /// What the way to it has cost, where it is stated; else 0 where there are estimates.
    public var g: Double?
    /// Metrics that the header declares, by their keys.
    public var m: [String: Double]?

    /// A root.
    public init(state: String, h: Double? = nil, V: Double? = nil) {
      self.state = state
      self.h = h
      self.V = V
    }
  }

  /// What figures lie between, and which are the better ones.
  public struct Scale: Codable, Sendable, Equatable {
    /// The least and the greatest figure; nil is not known.
    public var range: ClosedRange<Double>?
    /// Nil is not known.
    public var better: Direction?

    /// A scale.
    public init(range: ClosedRange<Double>? = nil, better: Direction? = nil) {
      self.range = range
      self.better = better
    }
  }

  /// Which figures are the better ones.
  public enum Direction: String, Codable, Sendable, CaseIterable {
    /// As of a value or a reward.
    case higher
    /// As of a cost or a loss.
    case lower

    /// Reads the word.
    public init(from decoder: any Decoder) throws { self = try JSONLines.word(from: decoder) }
  }

  /// What is known of the order of the events.
  public enum Order: String, Codable, Sendable, CaseIterable {
    /// The events tell of a tree as it was at the end, one level after the other: when its nodes
    /// were made is not known.
    case unknown

    /// Reads the word.
    public init(from decoder: any Decoder) throws { self = try JSONLines.word(from: decoder) }
  }

  /// A figure that a foreign search brings along.
  public struct Metric: Codable, Sendable, Equatable {
    /// What a metric stands in for, where a trace has nothing else for it.
    public enum Role: String, Codable, Sendable, CaseIterable {
      /// How good a node is: what nodes are sorted and drawn by.
      case value
      /// How often a node was visited.
      case visits
      /// How probable the step was before the search.
      case prior
      /// What it costs to come here.
      case cost
      /// Nothing but itself.
      case none

      /// Reads the word.
      public init(from decoder: any Decoder) throws { self = try JSONLines.word(from: decoder) }
    }

    /// The key in the events.
    public var key: String
    /// The name on the screen; nil is the key.
    public var name: String?
    /// What it counts, such as `points`.
    public var unit: String?
    /// The least and the greatest figure; nil is not known.
    public var range: ClosedRange<Double>?
    /// Which figures are better; nil is not known.
    public var better: Direction?
    /// What it stands in for; nil is nothing but itself.
    public var role: Role?

    /// A metric.
    public init(
      key: String, name: String? = nil, unit: String? = nil, range: ClosedRange<Double>? = nil,
      better: Direction? = nil, role: Role? = nil
    ) {
      self.key = key
      self.name = name
      self.unit = unit
      self.range = range
      self.better = better
      self.role = role
    }

    /// The name on the screen.
    public var title: String { name ?? key }
  }

  /// Whether it says all that it takes to run the search again, as that of a search of this program
  /// does: its nodes come into being with the V and h that the model was asked for. Where another
  /// program has them from is not known.
  public var canBeRepeated: Bool { model != nil && seed != nil && budget != nil }

  /// A header.
  public init(
    problem: ProblemReference, strategy: Choice, model: Choice?, seed: UInt64? = nil,
    budget: String? = nil, root: Root
  ) {
    self.problem = problem
    self.strategy = strategy
    exploration = Exploration(strategy)
    self.model = model
    self.seed = seed.map { .number(String($0)) }
    self.budget = budget
    self.root = root
  }
}
