import MetaCoT

/// One way to spend tokens on a problem, with one model: what is compared where a claim is tested.
package struct Arm: Codable, Sendable, Hashable {
  /// How a problem is approached.
  package enum Method: Codable, Sendable, Hashable {
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
    package init(text: String) {
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
  package var name: String
  /// How a problem is approached.
  package var method: Method
  /// The model, as it was asked for.
  package var model: String

  /// An arm.
  package init(name: String, method: Method, model: String) {
    self.name = name
    self.method = method
    self.model = model
  }

  /// What its attempts are: arms with equal sources are ways to look at the same texts.
  package var source: AttemptSource {
    switch method {
    case .answer, .bestOf, .majority: AttemptSource(instruction: .solve, model: model)
    case .search: AttemptSource(instruction: .search, model: model)
    case .strategy(let name): AttemptSource(strategy: name, model: model)
    }
  }
}

/// What makes attempts at problems: a model that writes, or a strategy that asks one.
package struct AttemptSource: Codable, Sendable, Hashable {
  /// What the model is asked to write; nil for a strategy.
  package var instruction: WalkLinearizer.Instruction?
  /// The strategy; nil where the model writes.
  package var strategy: String?
  /// The model.
  package var model: String

  /// A source.
  package init(
    instruction: WalkLinearizer.Instruction? = nil, strategy: String? = nil, model: String
  ) {
    self.instruction = instruction
    self.strategy = strategy
    self.model = model
  }
}
