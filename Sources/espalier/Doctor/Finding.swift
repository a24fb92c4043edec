/// One fact that `doctor` found, and what to do about it.
struct Finding: Encodable {
  /// Whether it is as it should be.
  enum State: String, Encodable {
    case good
    /// It works, but could be better.
    case note
    case wrong

    /// How a line begins.
    var mark: String {
      switch self {
      case .good: "✓"
      case .note: "!"
      case .wrong: "✗"
      }
    }
  }

  /// What it is about, such as `terminal`.
  var subject: String
  var state: State
  /// What is so.
  var fact: String
  /// What to do; nil where nothing is to be done.
  var advice: String?

  /// What is as it should be.
  static func good(_ subject: String, _ fact: String) -> Finding {
    Finding(subject: subject, state: .good, fact: fact)
  }

  /// What works, but could be better.
  static func note(_ subject: String, _ fact: String, _ advice: String? = nil) -> Finding {
    Finding(subject: subject, state: .note, fact: fact, advice: advice)
  }

  /// What has to be mended.
  static func wrong(_ subject: String, _ fact: String, _ advice: String? = nil) -> Finding {
    Finding(subject: subject, state: .wrong, fact: fact, advice: advice)
  }

  /// A line, or two where there is something to do.
  var lines: [String] {
    let name = subject + String(repeating: " ", count: max(1, 14 - subject.count))
    return ["\(state.mark) \(name)\(fact)"] + (advice.map { ["  " + "→ \($0)"] } ?? [])
  }
}
