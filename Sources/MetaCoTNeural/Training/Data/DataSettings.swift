import MetaCoT

/// All that determines a data set: equal settings give equal files, byte for byte.
public struct DataSettings: Codable, Sendable, Equatable {
  /// Where problems come from.
  public enum Source: Codable, Sendable, Equatable {
    /// A problem set: its name, how many problems it has, and a hash of their kinds and texts.
    case set(name: String, count: Int, digest: UInt64)
    /// A generator: so many different problems, with these parameters.
    case generated(kind: String, count: Int, parameters: [String: JSONValue])
  }

  /// A strategy, and how often it is drawn.
  public struct Strategy: Codable, Sendable, Equatable {
    /// What records call it: as it was asked for, such as `mcts:select=puct`.
    public var name: String
    /// The strategy and the parameters that differ from their defaults.
    public var choice: TraceHeader.Choice
    /// It is drawn in proportion to this; above 0.
    public var weight: Double

    /// A strategy.
    public init(name: String, choice: TraceHeader.Choice, weight: Double = 1) {
      self.name = name
      self.choice = choice
      self.weight = weight
    }
  }

  /// The form of the lines.
  public enum Format: String, Codable, Sendable, CaseIterable {
    /// `prompt` and `completion`.
    case records
    /// `messages`: what the user says and what the assistant says.
    case chat
  }

  /// What no two parts of a data set may share.
  public enum Separation: String, Codable, Sendable, CaseIterable {
    /// Problems, in whatever words.
    case problems
    /// Reducts, too: a problem to learn from leads to no state that lies on a solution path of a
    /// problem that is measured on. See `EnumerableProblem.reduct(at:)`.
    case reducts
  }

  /// Where the problems come from.
  public var sources: [Source]
  /// The seed of all randomness.
  public var seed: UInt64
  /// The strategies that are drawn from.
  public var strategies: [Strategy]
  /// How many different strategies search each problem.
  public var perProblem = 1
  /// The model that all searches ask.
  public var model = TraceHeader.Choice("heuristic")
  /// The limits of each search, as on the command line. None of seconds: those differ from run to
  /// run.
  public var budget: String
  /// The style of the texts.
  public var style = WalkLinearizer.name
  /// The form of the lines.
  public var format = Format.records
  /// Records with more tokens are dropped.
  public var maxTokens: Int?
  /// The share of the problems that is held out.
  public var heldOut = 0.02
  /// The share of the problems for the test at the end.
  public var test = 0.02
  /// What keeps the parts apart; problems alone where it is not said.
  public var splitBy: Separation?
  /// How many files each part is in.
  public var shards = 8

  /// Settings; what is not given has its standard value.
  public init(sources: [Source], seed: UInt64 = 1, strategies: [Strategy], budget: String) {
    self.sources = sources
    self.seed = seed
    self.strategies = strategies
    self.budget = budget
  }
}
