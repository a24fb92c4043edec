import MetaCoT

/// Everything that can be reached, by the plainest of means.
struct BruteForce {
  /// The least cost of a goal; nil if none can be reached.
  var cost: Double?
  /// Different goal states that can be reached.
  var goals = 0
  /// Different states.
  var states = 0

  init(_ problem: any EnumerableProblem) {
    self = Self.explore(problem)
  }

  private init() {}

  private static func explore<P: EnumerableProblem>(_ problem: P) -> BruteForce {
    var best: [P.State: Float] = [problem.start: 0]
    var waiting = [problem.start]
    var next = 0
    while next < waiting.count {
      let state = waiting[next]
      next += 1
      if problem.isGoal(state) { continue }
      var steps: [StepCode] = []
      problem.appendSteps(from: state, to: &steps)
      for step in steps {
        let below = problem.apply(step, to: state)
        let cost = best[state]! + problem.cost(of: step, from: state)
        if let known = best[below], known <= cost { continue }
        best[below] = cost
        waiting.append(below)
      }
    }
    var result = BruteForce()
    result.states = best.count
    for (state, cost) in best where problem.isGoal(state) {
      result.goals += 1
      result.cost = min(result.cost ?? .infinity, Double(cost))
    }
    return result
  }
}
