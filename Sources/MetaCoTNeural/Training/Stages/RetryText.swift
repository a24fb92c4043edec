import MetaCoT

/// A search that a network began and a teacher ends: the network's own tries, as far as they hold,
/// then where to go back to and a way to a goal.
///
/// ```
/// 4 5 6 10 → 24
/// search
/// 4 5 6 10: 10 + 6 = 16      a try of the network: given, not learned
/// 4 5 16: 16 + 5 = 21
/// 4 21: 21 + 4 = 25
/// 25: dead end               learned from here on
/// 4 5 6 10 again: 10 − 4 = 6
/// 5 6 6: 6 × 5 = 30
/// 6 30: 30 − 6 = 24
/// 24: goal
/// ```
/// So it learns to go on after the mistakes that it makes, not after those of another
/// (Ross et al., 2011, *A reduction of imitation learning*, arXiv 1011.0686).
struct RetryText {
  /// The lines of the network, each with its line break.
  private(set) var given = ""
  /// What it should have written then: all that it wrote, where it reached a goal by itself.
  private(set) var learned = ""
  /// Whether the network's text reached a goal.
  private(set) var isSolved = false

  /// Ends a text on a problem whose states are known, after at most so many tries of it. Nil where
  /// there is no way to a goal.
  init?<P: EnumerableProblem>(
    _ text: String, isCut: Bool, on space: StateSpace<P>, tries: Int,
    using random: inout SeededRandom
  ) {
    guard space.stepsToGo[0] >= 0 else { return nil }
    var numbers: [String: Int] = [:]
    for state in space.states.indices {
      numbers[space.problem.text(of: space.states[state])] = state
    }
    let visited = keep(text, isCut: isCut, on: space.problem, tries: tries)
      .compactMap { numbers[$0] }
    guard !isSolved else { return }
    let here = visited[visited.count - 1]
    // The nearest to a goal of the states that were seen; of equals, the last.
    var from = here
    for state in visited.reversed()
    where space.stepsToGo[state] >= 0
      && (space.stepsToGo[from] < 0 || space.stepsToGo[state] < space.stepsToGo[from])
    {
      from = state
    }
    if space.stepsToGo[here] >= 0 { from = here }
    func line(_ state: Int, again: Bool = false) -> String {
      let name = WalkLinearizer.line(at: space.problem.text(of: space.states[state]))
      return again ? "\(name.dropLast()) again: " : "\(name) "
    }
    let deadEnd = "\(line(here))dead end\n"
    let leadsNowhere =
      space.steps(from: here).isEmpty || space.problem.costToGo(space.states[here]) == .infinity
    if from != here, leadsNowhere, !given.hasSuffix(deadEnd) {
      learned += deadEnd
    }
    var state = from
    while space.stepsToGo[state] > 0 {
      let best = space.bestSteps(from: state)
      let step = best[random.below(best.count)]
      let name = space.problem.text(of: step, from: space.states[state])
      learned += line(state, again: state == from && from != here)
      learned += "\(WalkLinearizer.payload(step: name))\n"
      guard let next = space.steps(from: state).first(where: { $0.step == step }) else {
        return nil
      }
      state = next.target
    }
    learned += "\(line(state))goal"
  }

  /// Keeps the lines that hold, up to the first that does not, that takes a step again, or that
  /// would begin another try. Gives the states that the thought was at, the start first.
  private mutating func keep(
    _ text: String, isCut: Bool, on problem: any EnumerableProblem, tries: Int
  ) -> [String] {
    var lines = text.split(separator: "\n")
    if isCut, !text.hasSuffix("\n") { lines = lines.dropLast() }
    var reader = WalkReader(problem: problem)
    var (kept, visited) = ([Substring](), [reader.focusState])
    var (seen, returns) = (Set<Substring>(), 0)
    // An illegal step shows when the line after it is read.
    var endsIllegally: Bool?
    for line in lines {
      if line.contains(" again: ") { returns += 1 }
      guard returns < tries, seen.insert(line).inserted else { break }
      reader.read("\(line)\n")
      if reader.best != nil {
        isSolved = true
        learned = (kept + [line]).joined(separator: "\n")
        return visited
      }
      let events = reader.takeEvents().events
      if events.contains(where: { $0.kind == .mistake }) {
        endsIllegally = events.contains { $0.reason == .illegal }
        break
      }
      kept.append(line)
      visited.append(reader.focusState)
    }
    if endsIllegally ?? reader.isInIllegalStep {
      kept.removeLast()
      visited.removeLast()
    }
    given = kept.map { "\($0)\n" }.joined()
    return visited
  }
}
