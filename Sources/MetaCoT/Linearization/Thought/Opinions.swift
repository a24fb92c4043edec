/// What the prose says of a value, by the model that gave it.
struct Opinions: Sendable {
  /// What a value means.
  private enum Meaning {
    /// How likely a solution is.
    case estimate
    /// Whether a random try got there.
    case rollout
    /// Nothing.
    case constant
  }

  private let meaning: Meaning

  /// The opinions of the model of this name.
  init(model: String) {
    switch model {
    case "uniform": meaning = .constant
    case "rollout": meaning = .rollout
    default: meaning = .estimate
    }
  }

  /// As a clause after a colon; nil if the value says nothing.
  func clause(of value: Float) -> String? {
    switch meaning {
    case .constant: nil
    case .rollout where value >= 1: "a random try from there succeeds"
    case .rollout where value <= 0: "a random try from there fails"
    case .rollout: "random tries from there sometimes succeed"
    case .estimate: Self.estimate(value)
    }
  }

  /// As a sentence, but for what it ends with; nil if the value says nothing.
  func sentence(of value: Float) -> String? {
    guard let clause = clause(of: value) else { return nil }
    return meaning == .rollout ? Saying.capitalized(clause) : "That looks \(clause)"
  }

  private static func estimate(_ value: Float) -> String {
    switch value {
    case 0.8...: "very promising"
    case 0.5..<0.8: "promising"
    case 0.25..<0.5: "possible"
    case 0.05..<0.25: "doubtful"
    default: "hopeless"
    }
  }
}
