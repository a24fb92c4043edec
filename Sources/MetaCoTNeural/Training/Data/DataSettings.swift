import MetaCoT

/// All that determines a data set: equal settings give equal files, byte for byte.
package struct DataSettings: Codable, Sendable, Equatable {
  /// Where problems come from.
  package enum Source: Codable, Sendable, Equatable {
    /// A problem set: its name, how many problems it has, and a hash of their kinds and texts.
    case set(name: String, count: Int, digest: UInt64)
    /// A generator: so many different problems, with these parameters.
    case generated(kind: String, count: Int, parameters: [String: JSONValue])
  }

  /// A strategy, and how often it is drawn.
  package struct Strategy: Codable, Sendable, Equatable {
    /// What records call it: as it was asked for, such as `mcts:select=puct`.
    package var name: String
    /// The strategy and the parameters that differ from their defaults.
    package var choice: TraceHeader.Choice
    /// It is drawn in proportion to this; above 0.
    package var weight: Double

    /// A strategy.
    package init(name: String, choice: TraceHeader.Choice, weight: Double = 1) {
      self.name = name
      self.choice = choice
      self.weight = weight
    }
  }

  /// The form of the lines.
  package enum Format: String, Codable, Sendable, CaseIterable {
    /// `prompt` and `completion`.
    case records
    /// `messages`: what the user says and what the assistant says.
    case chat
  }

  /// What no two parts of a data set may share.
  package enum Separation: String, Codable, Sendable, CaseIterable {
    /// Problems, in whatever words.
    case problems
    /// Reducts, too: a problem to learn from leads to no state that lies on a solution path of a
    /// problem that is measured on. See `EnumerableProblem.reduct(at:)`.
    case reducts
  }

  /// Where the problems come from.
  package var sources: [Source]
  /// The seed of all randomness.
  package var seed: UInt64
  /// The strategies that are drawn from.
  package var strategies: [Strategy]
  /// How many different strategies search each problem.
  package var perProblem = 1
  /// The model that all searches ask.
  package var model = TraceHeader.Choice("heuristic")
  /// The limits of each search, as on the command line. None of seconds: those differ from run to
  /// run.
  package var budget: String
  /// The style of the texts.
  package var style = WalkLinearizer.name
  /// The form of the lines.
  package var format = Format.records
  /// Records with more tokens are dropped.
  package var maxTokens: Int?
  /// The share of the problems that is held out.
  package var heldOut = 0.02
  /// The share of the problems for the test at the end.
  package var test = 0.02
  /// What keeps the parts apart; problems alone where it is not said.
  package var splitBy: Separation?
  /// How many files each part is in.
  package var shards = 8

  /// Settings; what is not given has its standard value.
  package init(sources: [Source], seed: UInt64 = 1, strategies: [Strategy], budget: String) {
    self.sources = sources
    self.seed = seed
    self.strategies = strategies
    self.budget = budget
  }
}
