/// Plays on at random: V is the share of random rollouts from the state that end at a goal.
public struct RolloutModel: RegisteredModel, InlineModel {
  /// `rollout`.
  public static let name = "rollout"
  /// One line.
  public static let help = "plays on at random: V is the share of rollouts that reach a goal"
  /// How many, and how long.
  public static let parameters = [
    Parameter("n", whole: 1...10_000, default: 1, "rollouts a state"),
    Parameter("depth", whole: 1...1_000_000, default: 100, "steps of one rollout at most"),
  ]

  private let count: Int
  private let depth: Int

  /// The model.
  public init(_ values: ParameterValues) {
    count = values[whole: "n"]
    depth = values[whole: "depth"]
  }

  /// False.
  public var hasPolicy: Bool { false }
  /// False: −ln V stands in.
  public var givesCostsToGo: Bool { false }
  /// False.
  public var isDeterministic: Bool { false }

  /// Plays.
  @inline(__always)
  public func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) {
    guard batch.wants.contains(.values) else { return }
    for index in batch.states.indices {
      var reached = 0
      for _ in 0..<count {
        var state = batch.states[index]
        var left = depth
        while left > 0, let step = batch.problem.randomStep(from: state, using: &random) {
          state = batch.problem.apply(step, to: state)
          left -= 1
        }
        if batch.problem.isGoal(state) { reached += 1 }
      }
      batch.values[index] = Float(reached) / Float(count)
    }
  }
}
