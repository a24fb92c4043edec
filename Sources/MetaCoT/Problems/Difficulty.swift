/// How hard a small problem is for whoever searches it: how few ways lead to a goal, and how many
/// states lead nowhere.
package struct Difficulty: Codable, Sendable, Equatable {
  /// States that can be reached, the start included.
  package var states: Int
  /// Those of them from which no goal can be reached.
  package var deadEnds: Int
  /// The shortest ways to a goal, as sequences of states: two steps that lead to equal states are
  /// one way. As many as an `Int` holds, at most.
  package var solutionPaths: Int

  /// The share of the states from which no goal can be reached.
  package var deadEndShare: Double { Double(deadEnds) / Double(states) }

  /// The difficulty of a problem whose states are known.
  /// - Complexity: linear in the steps between states.
  package init<P>(_ space: StateSpace<P>) {
    states = space.count
    deadEnds = space.stepsToGo.count { $0 < 0 }
    var paths = Array(repeating: 0, count: space.count)
    let nearestFirst = space.states.indices.filter { space.stepsToGo[$0] >= 0 }
      .sorted { space.stepsToGo[$0] < space.stepsToGo[$1] }
    for state in nearestFirst {
      if space.stepsToGo[state] == 0 {
        paths[state] = 1
        continue
      }
      let next = Set(
        space.steps(from: state).map(\.target)
          .filter { space.stepsToGo[$0] == space.stepsToGo[state] - 1 })
      paths[state] = next.reduce(0) { sum, target in
        let (more, overflow) = sum.addingReportingOverflow(paths[target])
        return overflow ? .max : more
      }
    }
    solutionPaths = paths[0]
  }
}

extension EnumerableProblem {
  /// How hard the problem is; nil if it has more than `limit` states.
  /// - Complexity: linear in the steps between states.
  package func difficulty(limit: Int = 100_000) -> Difficulty? {
    StateSpace(self, limit: limit).map { Difficulty($0) }
  }
}
