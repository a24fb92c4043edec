import MetaCoT

/// What an arm did on one problem: attempts one after the other, as long as tokens were left.
///
/// An attempt under a small budget is the beginning of one under a larger one, so that one list tells
/// what comes out under every budget up to that with which it was made.
package struct Attempts: Codable, Sendable, Equatable {
  /// A text, or a search of a strategy.
  package struct Attempt: Codable, Sendable, Equatable {
    /// Tokens written or computed.
    package var tokens: Int
    /// Nodes expanded by a strategy; nil of a text.
    package var expansions: Int?
    /// Whether the verifier accepts what it came to.
    package var isSolved: Bool
    /// What has a vote, a hash of the answer; nil of what comes to no answer.
    package var answer: UInt64?

    /// An attempt.
    package init(tokens: Int, expansions: Int? = nil, isSolved: Bool, answer: UInt64? = nil) {
      self.tokens = tokens
      self.expansions = expansions
      self.isSolved = isSolved
      self.answer = answer
    }
  }

  /// The source.
  package var source: AttemptSource
  /// The problem's id.
  package var problem: String
  /// The attempts; the first text is the most probable one, the others are drawn.
  package var list: [Attempt]
  /// What the first text does; nil of a strategy.
  package var behaviours: WalkBehaviours?

  /// Attempts at a problem.
  package init(
    source: AttemptSource, problem: String, list: [Attempt], behaviours: WalkBehaviours? = nil
  ) {
    self.source = source
    self.problem = problem
    self.list = list
    self.behaviours = behaviours
  }

  /// What comes out under a budget of tokens, and what is spent of it. An attempt that the budget
  /// cuts off comes to nothing, and takes what is left.
  package func result(of method: Arm.Method, within budget: Int) -> (isSolved: Bool, tokens: Int) {
    var spent = 0
    var votes: [UInt64: Int] = [:]
    var (leader, leads): (Attempt?, Int) = (nil, 0)
    for attempt in method == .answer ? list.prefix(1) : list[...] {
      guard spent + attempt.tokens <= budget else {
        spent = budget
        break
      }
      spent += attempt.tokens
      if method != .majority {
        if attempt.isSolved { return (true, spent) }
        continue
      }
      guard let answer = attempt.answer else { continue }
      let count = votes[answer, default: 0] + 1
      votes[answer] = count
      // Of equals, what came to so many votes first.
      if count > leads { (leader, leads) = (attempt, count) }
    }
    return (method == .majority && leader?.isSolved == true, spent)
  }

  /// Whether a strategy came to a goal within so many expansions.
  package func isSolved(withinExpansions budget: Int) -> Bool {
    list.contains { $0.isSolved && $0.expansions.map { $0 <= budget } ?? false }
  }
}
