/// A game that a model played from a state to an end (a *rollout*).
package struct Rollout {
  /// The steps that it took.
  package var length: Int
  /// The first of them.
  package var first: StepCode?
  /// Whether a goal was reached: its return is 1, else 0.
  package var isWon: Bool
}

extension InlineModel {
  /// Answers a batch: values by rollouts where these are wanted.
  @inline(__always)
  func answer<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) throws(ModelError) {
    if batch.rollouts == 0 {
      try evaluate(&batch, random: &random)
    } else {
      try playOut(&batch, random: &random)
    }
  }

  /// The value of a state is the mean of what its rollouts return.
  private func playOut<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) throws(ModelError) {
    batch.wants.remove(.values)
    defer { batch.wants.insert(.values) }
    if !batch.wants.isEmpty { try evaluate(&batch, random: &random) }
    for index in batch.states.indices {
      let (rollouts, tokens) = try rollouts(
        from: batch.states[index], of: batch.problem, count: batch.rollouts, depth: rolloutDepth,
        random: &random)
      batch.values[index] = Float(rollouts.count(where: \.isWon)) / Float(rollouts.count)
      batch.spend(tokens, on: index)
    }
  }

  /// Plays from a state so many times, at most `depth` steps each. A step is drawn from the policy, all
  /// rollouts side by side; without a policy it is any.
  package func rollouts<P: EnumerableProblem>(
    from state: P.State, of problem: P, count: Int, depth: Int, random: inout SeededRandom
  ) throws(ModelError) -> (rollouts: [Rollout], tokens: Int) {
    guard hasPolicy else {
      let rollouts = (0..<count).map { _ in
        Rollout.atRandom(from: state, of: problem, depth: depth, random: &random)
      }
      return (rollouts, 0)
    }
    let start = Rollout(length: 0, first: nil, isWon: problem.isGoal(state))
    var rollouts = Array(repeating: start, count: count)
    if start.isWon { return (rollouts, 0) }
    var states = Array(repeating: state, count: count)
    var live = Array(states.indices)
    var batch = EvaluationBatch(problem: problem)
    var legal: [StepCode] = []
    var tokens = 0
    for _ in 0..<depth {
      batch.begin(.priors)
      live = live.filter { index in
        legal.removeAll(keepingCapacity: true)
        problem.appendSteps(from: states[index], to: &legal)
        if !legal.isEmpty { batch.append(states[index], steps: legal) }
        return !legal.isEmpty
      }
      if live.isEmpty { break }
      try evaluate(&batch, random: &random)
      tokens += batch.tokens
      for (range, index) in zip(batch.ranges, live) {
        let step = batch.steps[Rollout.draw(batch.priors, range, &random)]
        states[index] = problem.apply(step, to: states[index])
        rollouts[index].length += 1
        if rollouts[index].first == nil { rollouts[index].first = step }
        rollouts[index].isWon = problem.isGoal(states[index])
      }
      live.removeAll { rollouts[$0].isWon }
    }
    return (rollouts, tokens)
  }
}

extension Rollout {
  /// Any step is as good as another.
  @inline(__always)
  package static func atRandom<P: EnumerableProblem>(
    from state: P.State, of problem: P, depth: Int, random: inout SeededRandom
  ) -> Rollout {
    var state = state
    var rollout = Rollout(length: 0, first: nil, isWon: false)
    while rollout.length < depth, let step = problem.randomStep(from: state, using: &random) {
      state = problem.apply(step, to: state)
      if rollout.length == 0 { rollout.first = step }
      rollout.length += 1
    }
    rollout.isWon = problem.isGoal(state)
    return rollout
  }

  /// A place in a range of probabilities that sum to 1.
  fileprivate static func draw(
    _ priors: [Float], _ range: Range<Int>, _ random: inout SeededRandom
  ) -> Int {
    var rest = random.unit()
    for index in range {
      rest -= priors[index]
      if rest < 0 { return index }
    }
    return range.upperBound - 1
  }
}
