/// What a problem comes to after some steps: the *reducts* by which one problem gives another away.
///
/// Somebody who has learned that `6 24 96 → 48` is solved knows most of every problem that leads
/// there. So problems to be tested on are kept apart from those to learn from by their reducts, not
/// by their own texts alone.
extension EnumerableProblem {
  /// Reducts of all states that can be reached, the start included: what somebody may see who
  /// learns from this problem, whatever is searched in it.
  ///
  /// - Complexity: linear in the steps between states that have a reduct.
  public var reachableReducts: Set<UInt64> {
    guard let first = reduct(at: start) else { return [] }
    var reducts: Set = [first]
    var seen: Set = [start]
    var open = [start]
    var steps: [StepCode] = []
    while let state = open.popLast() {
      steps.removeAll(keepingCapacity: true)
      if !isGoal(state) { appendSteps(from: state, to: &steps) }
      for step in steps {
        let next = apply(step, to: state)
        guard let reduct = reduct(at: next), seen.insert(next).inserted else { continue }
        reducts.insert(reduct)
        open.append(next)
      }
    }
    return reducts
  }

  /// Reducts of the states that lie on a way to a goal, the start included: what gives the solution
  /// away. Nil if the problem has more than `limit` states.
  ///
  /// - Complexity: linear in the steps between states.
  public func solvableReducts(limit: Int = 2_000_000) -> Set<UInt64>? {
    guard reduct(at: start) != nil else { return [] }
    guard let space = StateSpace(self, limit: limit) else { return nil }
    return Set(
      space.states.indices.filter { space.stepsToGo[$0] >= 0 }
        .compactMap { reduct(at: space.states[$0]) })
  }
}
