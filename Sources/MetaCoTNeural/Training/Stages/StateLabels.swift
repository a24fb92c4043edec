import MetaCoT

/// How the states of training problems get their values.
package enum LabelSource: String, Codable, Sendable, CaseIterable {
  /// By search: all states of a problem are looked at, and what comes out is exact. For problems
  /// with few states.
  case outcomes
  /// By Monte Carlo rollouts (Math-Shepherd: Wang et al., 2024, arXiv 2312.08935): the mean of what
  /// rollouts of the policy that training began with win.
  case rollouts
}

/// Chooses states of a problem and says what they are worth.
struct StateLabeller {
  /// A `LabelSource`, with what it needs.
  enum Source {
    case outcomes
    /// So many rollouts a state, which follow a policy.
    case rollouts(Int, policy: NeuralModel)
  }

  var source: Source
  /// What a step costs: a state n steps from a goal is worth discount^n, one without a way 0.
  var discount: Float
  /// States a problem.
  var count: Int

  /// States of a problem at most, to look at all.
  static let mostStates = 50_000
  /// Steps of a rollout at most.
  private static let longestRollout = 200

  /// States that have steps, with their values and, where one is known, a good step.
  ///
  /// They lie on walks from the start, each of whose steps is, with even chances, one on a shortest
  /// way to a goal or any. So those come up that a search which is guided half well looks at.
  /// Throws a `ProblemError` if a problem has too many states.
  func positions(
    of problem: any EnumerableProblem, using random: inout SeededRandom
  ) throws -> [ExampleBatch.Position] {
    try opened(problem, &random)
  }

  private func opened<P: EnumerableProblem>(
    _ problem: P, _ random: inout SeededRandom
  ) throws -> [ExampleBatch.Position] {
    switch source {
    case .outcomes:
      guard let space = StateSpace(problem, limit: Self.mostStates) else {
        throw ProblemError(
          "\(problem.text) has more than \(Self.mostStates) states: take values from rollouts")
      }
      return exact(space, &random)
    case .rollouts(let rollouts, let policy):
      return try sampled(problem, rollouts: rollouts, policy, &random)
    }
  }

  // MARK: Search

  private func exact<P: EnumerableProblem>(
    _ space: StateSpace<P>, _ random: inout SeededRandom
  ) -> [ExampleBatch.Position] {
    var chosen: [Int] = []
    for _ in 0..<4 * count where chosen.count < count {
      var walk: [Int] = []
      var state = 0
      while walk.count < Self.longestRollout {
        let steps = space.steps(from: state)
        if steps.isEmpty { break }
        walk.append(state)
        let best = steps.filter { space.stepsToGo[$0.target] == space.stepsToGo[state] - 1 }
        let choices = best.isEmpty || random.unit() < 0.5 ? steps : best
        state = choices[random.below(choices.count)].target
      }
      for _ in 0..<min(3, walk.count) {
        let state = walk.remove(at: random.below(walk.count))
        if !chosen.contains(state), chosen.count < count { chosen.append(state) }
      }
    }
    return chosen.map { number in
      let state = space.states[number]
      let best = space.bestSteps(from: number)
      let step = best.isEmpty ? nil : best[random.below(best.count)]
      return ExampleBatch.Position(
        state: space.problem.text(of: state),
        value: best.isEmpty ? 0 : power(discount, Int(space.stepsToGo[number])),
        step: step.map { space.problem.text(of: $0, from: state) })
    }
  }

  // MARK: Rollouts

  private func sampled<P: EnumerableProblem>(
    _ problem: P, rollouts: Int, _ policy: NeuralModel, _ random: inout SeededRandom
  ) throws -> [ExampleBatch.Position] {
    var chosen: [P.State] = [problem.start]
    var tries = 0
    while chosen.count < count, tries < 4 * count {
      tries += 1
      var state = problem.start
      let length = random.below(Self.longestRollout)
      var made = 0
      while made <= length, let step = problem.randomStep(from: state, using: &random) {
        let next = problem.apply(step, to: state)
        if problem.isGoal(next) || problem.randomStep(from: next, using: &random) == nil { break }
        state = next
        made += 1
        if random.below(3) == 0 { break }
      }
      if !chosen.contains(state) { chosen.append(state) }
    }
    return try chosen.map { state in
      let (value, step) = try value(of: state, in: problem, rollouts: rollouts, policy, &random)
      return ExampleBatch.Position(
        state: problem.text(of: state), value: value,
        step: step.map { problem.text(of: $0, from: state) })
    }
  }

  /// The mean of what rollouts win, and the first step of the shortest that won.
  private func value<P: EnumerableProblem>(
    of state: P.State, in problem: P, rollouts: Int, _ policy: NeuralModel,
    _ random: inout SeededRandom
  ) throws -> (Float, StepCode?) {
    let won = try policy.rollouts(
      from: state, of: problem, count: rollouts, depth: Self.longestRollout, random: &random
    ).rollouts.filter(\.isWon)
    let sum = won.reduce(Float(0)) { $0 + power(discount, $1.length) }
    return (sum / Float(max(1, rollouts)), won.min { $0.length < $1.length }?.first)
  }
}

/// base^exponent for a whole exponent.
private func power(_ base: Float, _ exponent: Int) -> Float {
  (0..<exponent).reduce(1) { product, _ in product * base }
}
