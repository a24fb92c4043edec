/// All states of a problem that is small enough, and how many steps each is from a goal: the truth
/// that estimates are measured by, and learned from.
///
/// Breadth-first from the start, then backwards from the goals, so that circles do no harm. A state
/// takes 8 bytes and its own size, a step between states 8.
package struct StateSpace<P: EnumerableProblem>: Sendable {
  /// The problem.
  package let problem: P
  /// The states that can be reached; the start first, nearer ones before farther ones.
  package private(set) var states: [P.State]
  /// For each state, the steps from the start.
  package private(set) var depths: [Int32] = [0]
  /// For each state, the least number of steps to a goal: 0 at a goal, -1 where there is no way.
  package private(set) var stepsToGo: [Int32] = []
  /// For each state, where its steps begin; and the end of the last.
  private var firstStep: [Int32] = [0]
  private var steps: [StepCode] = []
  private var targets: [Int32] = []

  /// The states of a problem; nil if there are more than `limit`. Goals lead nowhere.
  ///
  /// Complexity: linear in the steps between states.
  package init?(_ problem: P, limit: Int) {
    self.problem = problem
    states = [problem.start]
    var numbers = [problem.start: Int32(0)]
    var place = 0
    while place < states.count {
      let state = states[place]
      let first = steps.count
      if !problem.isGoal(state) { problem.appendSteps(from: state, to: &steps) }
      for step in steps[first...] {
        let next = problem.apply(step, to: state)
        let number = numbers[next] ?? Int32(states.count)
        targets.append(number)
        if number < states.count { continue }
        guard states.count < limit else { return nil }
        numbers[next] = number
        states.append(next)
        depths.append(depths[place] + 1)
      }
      firstStep.append(Int32(steps.count))
      place += 1
    }
    findStepsToGo()
  }

  /// How many states.
  package var count: Int { states.count }

  /// The steps that a state has, and the states they lead to.
  package func steps(from state: Int) -> [(step: StepCode, target: Int)] {
    (firstStep[state]..<firstStep[state + 1]).map { (steps[Int($0)], Int(targets[Int($0)])) }
  }

  /// The steps of a state that lead to a goal on a shortest way; none at a goal, or without a way.
  package func bestSteps(from state: Int) -> [StepCode] {
    guard stepsToGo[state] > 0 else { return [] }
    return steps(from: state).filter { stepsToGo[$0.target] == stepsToGo[state] - 1 }.map(\.step)
  }

  private mutating func findStepsToGo() {
    // Edges backwards: where those that lead to a state lie, and from where they come.
    var ends = [Int32](repeating: 0, count: count + 1)
    for target in targets { ends[Int(target)] += 1 }
    for state in 0..<count { ends[state + 1] += ends[state] }
    var sources = [Int32](repeating: 0, count: targets.count)
    for state in (0..<count).reversed() {
      for edge in firstStep[state]..<firstStep[state + 1] {
        let target = Int(targets[Int(edge)])
        ends[target] -= 1
        sources[Int(ends[target])] = Int32(state)
      }
    }
    ends[count] = Int32(sources.count)
    stepsToGo = Array(repeating: -1, count: count)
    var queue = states.indices.filter { problem.isGoal(states[$0]) }.map(Int32.init)
    for goal in queue { stepsToGo[Int(goal)] = 0 }
    var place = 0
    while place < queue.count {
      let state = Int(queue[place])
      place += 1
      for edge in ends[state]..<ends[state + 1] {
        let source = sources[Int(edge)]
        guard stepsToGo[Int(source)] < 0 else { continue }
        stepsToGo[Int(source)] = stepsToGo[state] + 1
        queue.append(source)
      }
    }
  }
}
