import MetaCoT

/// One way to spend tokens on a problem, with one model: what is compared where a claim is tested.
public struct Arm: Codable, Sendable, Hashable {
  /// How a problem is approached.
  public enum Method: Codable, Sendable, Hashable {
    /// The most probable solution alone (CoT).
    case answer
    /// Solutions until one is right: what an oracle would choose.
    case bestOf
    /// Solutions, of which the one that is written most often is taken (Wang et al. 2022).
    case majority
    /// Whole searches in the model's own text (Meta-CoT) until one reaches a goal.
    case search
    /// A strategy outside of the model, which asks it of states.
    case strategy(String)

    /// As the command line has it: `answer`, `best-of`, `majority`, `search`, or a strategy.
    public init(text: String) {
      self =
        switch text {
        case "answer": .answer
        case "best-of": .bestOf
        case "majority": .majority
        case "search": .search
        default: .strategy(text)
        }
    }
  }

  /// What tables and legends call it.
  public var name: String
  /// How a problem is approached.
  public var method: Method
  /// The model, as it was asked for.
  public var model: String

  /// An arm.
  public init(name: String, method: Method, model: String) {
    self.name = name
    self.method = method
    self.model = model
  }

  /// What its attempts are: arms with equal sources are ways to look at the same texts.
  public var source: AttemptSource {
    switch method {
    case .answer, .bestOf, .majority: AttemptSource(instruction: .solve, model: model)
    case .search: AttemptSource(instruction: .search, model: model)
    case .strategy(let name): AttemptSource(strategy: name, model: model)
    }
  }
}

/// What makes attempts at problems: a model that writes, or a strategy that asks one.
public struct AttemptSource: Codable, Sendable, Hashable {
  /// What the model is asked to write; nil for a strategy.
  public var instruction: WalkLinearizer.Instruction?
  /// The strategy; nil where the model writes.
  public var strategy: String?
  /// The model.
  public var model: String

  /// A source.
  public init(
    instruction: WalkLinearizer.Instruction? = nil, strategy: String? = nil, model: String
  ) {
    self.instruction = instruction
    self.strategy = strategy
    self.model = model
  }
}
