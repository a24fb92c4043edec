import MetaCoT

/// A search that a network began and a teacher ends: failed tries, the network's own as far as they
/// hold, then where to go back to and a way to a goal.
///
/// ```
/// 4 5 6 10 → 24
/// search
/// 4 5 6 10: 10 + 6 = 16      a failed try: given, not learned
/// 4 5 16: 16 + 5 = 21
/// 4 21: 21 + 4 = 25
/// 25: dead end               learned from here on
/// 4 5 6 10 again: 10 − 4 = 6
/// 5 6 6: 6 × 5 = 30
/// 6 30: 30 − 6 = 24
/// 24: goal
/// ```
/// So it learns to go on after the mistakes that it makes, not after those of another (Ross et al.,
/// 2011, *A reduction of imitation learning*, arXiv 1011.0686). Where its text breaks off (at a
/// step that is not legal, or one that it takes again) the try goes on at random to its dead end; a
/// network that can hardly write yet so learns from random tries, one that can from its own.
struct RetryText {
  /// The failed tries, each line with its line break.
  private(set) var given = ""
  /// What should follow; all that the network wrote, where it reached a goal by itself.
  private(set) var learned = ""
  /// Whether the network's text reached a goal.
  private(set) var isSolved = false

  /// Ends a text on a problem whose states are known, after at most so many failed tries. Nil where
  /// there is no way to a goal, or none is needed.
  init?<P: EnumerableProblem>(
    _ text: String, isCut: Bool, on space: StateSpace<P>, tries: Int,
    using random: inout SeededRandom
  ) {
    guard space.stepsToGo[0] > 0 else { return nil }
    let kept = Self.kept(of: text, isCut: isCut, on: space.problem, tries: tries)
    if kept.reachesGoal {
      isSolved = true
      learned = kept.lines.joined(separator: "\n")
      return
    }
    var walk = Walk(space, kept)
    // Half of the time a text that broke off where there is a way is shown that way at once.
    if !walk.hasWay || random.below(2) == 0 { walk.descend(using: &random) }
    while walk.tries < tries, !walk.hasWay {
      walk.sayDeadEnd()
      guard walk.goBack(using: &random) else { break }
      walk.descend(using: &random)
    }
    given = walk.text
    walk.end(using: &random)
    learned = String(walk.text.dropFirst(given.count).dropLast())
  }

  // MARK: What the network wrote

  private struct Kept {
    var lines: [Substring] = []
    /// The states that the thought was at, the start first.
    var states: [String]
    var tries = 1
    var reachesGoal = false
  }

  /// The lines that hold, up to the first that does not, that takes a step again, or that would begin
  /// another try.
  private static func kept(
    of text: String, isCut: Bool, on problem: any EnumerableProblem, tries: Int
  ) -> Kept {
    var lines = text.split(separator: "\n")
    if isCut, !text.hasSuffix("\n") { lines = lines.dropLast() }
    var reader = WalkReader(problem: problem)
    var kept = Kept(states: [reader.focusState])
    var seen: Set<Substring> = []
    // An illegal step shows when the line after it is read.
    var endsIllegally: Bool?
    for line in lines {
      let isReturn = line.contains(" again: ")
      guard !isReturn || kept.tries < tries, seen.insert(line).inserted else { break }
      reader.read("\(line)\n")
      kept.reachesGoal = reader.best != nil
      let events = reader.takeEvents().events
      if !kept.reachesGoal, events.contains(where: { $0.kind == .mistake }) {
        endsIllegally = events.contains { $0.reason == .illegal }
        break
      }
      if isReturn { kept.tries += 1 }
      kept.lines.append(line)
      kept.states.append(reader.focusState)
      if kept.reachesGoal { return kept }
    }
    if endsIllegally ?? reader.isInIllegalStep, let last = kept.lines.popLast() {
      kept.states.removeLast()
      if last.contains(" again: ") { kept.tries -= 1 }
    }
    return kept
  }

  // MARK: What a teacher adds

  /// A text about a problem whose states are known, while it is written.
  private struct Walk<P: EnumerableProblem> {
    private(set) var text: String
    private(set) var tries: Int
    private let space: StateSpace<P>
    private var here = 0
    private var seen = [0]
    /// Lines that take a step, without `again`.
    private var taken: Set<String>

    init(_ space: StateSpace<P>, _ kept: Kept) {
      self.space = space
      text = kept.lines.map { "\($0)\n" }.joined()
      tries = kept.tries
      taken = Set(kept.lines.map { String($0).replacing(" again: ", with: ": ") })
      var numbers: [String: Int] = [:]
      for state in space.states.indices {
        numbers[space.problem.text(of: space.states[state])] = state
      }
      for state in kept.states.compactMap({ numbers[$0] }) { visit(state) }
    }

    /// Whether a goal can be reached from the current state.
    var hasWay: Bool { space.stepsToGo[here] >= 0 }

    private mutating func visit(_ state: Int) {
      here = state
      seen.append(state)
    }

    private func name(_ state: Int) -> String {
      WalkLinearizer.line(at: space.problem.text(of: space.states[state]))
    }

    private func line(_ step: StepCode, from state: Int) -> String {
      let name = space.problem.text(of: step, from: space.states[state])
      return "\(self.name(state)) \(WalkLinearizer.payload(step: name))"
    }

    /// Whether it can be seen that nothing leads on from the current state.
    private var isDeadEnd: Bool {
      !hasWay
        && (space.steps(from: here).isEmpty
          || space.problem.costToGo(space.states[here]) == .infinity)
    }

    /// Takes a step, after going back to its state where that is asked for.
    private mutating func take(
      _ step: (step: StepCode, target: Int), from state: Int, again: Bool = false
    ) {
      let line = line(step.step, from: state)
      taken.insert(line)
      let state = name(state)
      text += again ? "\(state.dropLast()) again:\(line.dropFirst(state.count))\n" : line + "\n"
      if again { tries += 1 }
      visit(step.target)
    }

    /// Steps that were not taken yet.
    private func newSteps(from state: Int) -> [(step: StepCode, target: Int)] {
      space.steps(from: state).filter { !taken.contains(line($0.step, from: state)) }
    }

    /// Goes on at random until nothing leads on.
    mutating func descend(using random: inout SeededRandom) {
      while space.stepsToGo[here] != 0, !isDeadEnd {
        let steps = newSteps(from: here)
        guard !steps.isEmpty else { return }
        take(steps[random.below(steps.count)], from: here)
      }
    }

    mutating func sayDeadEnd() {
      let line = "\(name(here)) dead end\n"
      if isDeadEnd, !text.hasSuffix(line) { text += line }
    }

    /// The seen state that is nearest to a goal and none; of equals, the last. A goal can have been passed
    /// unseen: the network did not say that it is one.
    private var nearest: Int {
      seen.reversed().filter { space.stepsToGo[$0] > 0 }
        .min { space.stepsToGo[$0] < space.stepsToGo[$1] } ?? 0
    }

    /// Goes back, and on with a step that leads from there to no goal; false where there is none.
    mutating func goBack(using random: inout SeededRandom) -> Bool {
      let from = nearest
      let steps = newSteps(from: from).filter { space.stepsToGo[$0.target] < 0 }
      guard !steps.isEmpty else { return false }
      take(steps[random.below(steps.count)], from: from, again: true)
      return true
    }

    /// Goes to a goal, after going back where there is no way from the current state.
    mutating func end(using random: inout SeededRandom) {
      sayDeadEnd()
      if !hasWay {
        let from = nearest
        take(best(from, &random), from: from, again: true)
      }
      while space.stepsToGo[here] > 0 { take(best(here, &random), from: here) }
      text += "\(name(here)) goal\n"
    }

    /// A step on a shortest way to a goal.
    private func best(
      _ state: Int, _ random: inout SeededRandom
    ) -> (step: StepCode, target: Int) {
      let steps = space.steps(from: state)
        .filter { space.stepsToGo[$0.target] == space.stepsToGo[state] - 1 }
      return steps[random.below(steps.count)]
    }
  }
}
