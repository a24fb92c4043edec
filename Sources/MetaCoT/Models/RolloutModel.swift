/// Plays on at random: V is the share of random rollouts from the state that end at a goal.
package struct RolloutModel: RegisteredModel, InlineModel {
  /// `rollout`.
  package static let name = "rollout"
  /// One line.
  package static let help = "plays on at random: V is the share of rollouts that reach a goal"
  /// How many, and how long.
  package static let parameters = [
    Parameter("n", whole: 1...10_000, default: 1, "rollouts a state"),
    Parameter("depth", whole: 1...1_000_000, default: 100, "steps of one rollout at most"),
  ]
  /// What random tries came to.
  package static let valueMeaning = ValueMeaning.rollout

  private let count: Int
  /// Steps of one rollout at most.
  package let rolloutDepth: Int

  /// The model.
  package init(_ values: ParameterValues) {
    count = values[whole: "n"]
    rolloutDepth = values[whole: "depth"]
  }

  /// False.
  package var hasPolicy: Bool { false }
  /// False: −ln V stands in.
  package var givesCostsToGo: Bool { false }
  /// False.
  package var isDeterministic: Bool { false }

  /// Plays.
  @inline(__always)
  package func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) {
    guard batch.wants.contains(.values) else { return }
    for index in batch.states.indices {
      var reached = 0
      for _ in 0..<count {
        let rollout = Rollout.atRandom(
          from: batch.states[index], of: batch.problem, depth: rolloutDepth, random: &random)
        if rollout.isWon { reached += 1 }
      }
      batch.values[index] = Float(reached) / Float(count)
    }
  }
}
