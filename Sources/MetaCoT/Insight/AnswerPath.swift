import Foundation

/// The way to an answer: the states from the start to the goal, and the steps between.
package struct AnswerPath: Sendable, Equatable {
  /// The texts of the states; one more than steps.
  package var states: [String]
  /// The texts of the steps.
  package var steps: [String]

  /// The way to the best goal of a search; nil where it found none.
  package init?(ofBestGoalIn tree: SearchTree) {
    guard let path = tree.pathToGoal else { return nil }
    states = path.map { tree.state($0) }
    steps = path.dropFirst().map { tree.step($0) }
  }

  /// The way that a person typed: the answer, as the problem writes it or in other words that say the
  /// same, or its steps, separated by `;`. Of several ways to it the one that a search followed furthest.
  /// Throws a `ProblemError`.
  package init(
    _ text: String, of reference: TraceHeader.ProblemReference, followedIn tree: SearchTree? = nil
  ) throws {
    let ways = try Self.ways(to: text, of: ProblemRegistry.problem(reference).enumerable)
    let followed = ways.map { way in tree.map { AnswerFate.follow(way, $0).count } ?? 0 }
    self = ways[followed.firstIndex(of: followed.max() ?? 0) ?? 0]
  }

  private init(states: [String], steps: [String]) {
    self.states = states
    self.steps = steps
  }

  /// One or more.
  private static func ways<P: EnumerableProblem>(
    to text: String, of problem: P
  ) throws -> [AnswerPath] {
    if text.contains(";") { return [try way(bySteps: text.split(separator: ";"), of: problem)] }
    let wanted = plain(text)
    func isStep(_ step: StepCode, _ state: P.State) -> Bool {
      plain(problem.text(of: step, from: state)) == wanted
    }
    if let codes = walk(problem, { depth, step, state, _ in depth == 0 && isStep(step, state) }) {
      return [way(codes, of: problem)]
    }
    if case .rejected(let reason) = problem.verify(text) {
      throw ProblemError("“\(text.escapingControls)” is not an answer: \(reason)")
    }
    let form = ArithmeticForm(wanted)
    let same = form.map { form in
      search(problem) { plain($0) == wanted || ArithmeticForm(plain($0)) == form }
    }
    if let same, !same.isEmpty { return same.map { way($0, of: problem) } }
    let codes = walk(problem) { _, step, _, before in
      wanted.hasPrefix(plain(problem.answer(before + [step])))
    }
    guard let codes = codes ?? search(problem, { plain($0) == wanted }).first else {
      throw ProblemError(
        "no way to “\(text.escapingControls)” was found: give its steps, separated by “;”")
    }
    return [way(codes, of: problem)]
  }

  private static func way<P: EnumerableProblem>(
    bySteps steps: [Substring], of problem: P
  ) throws -> AnswerPath {
    var codes: [StepCode] = []
    var state = problem.start
    for step in steps where !plain(step).isEmpty {
      var legal: [StepCode] = []
      problem.appendSteps(from: state, to: &legal)
      let wanted = plain(step)
      // `4 × 5 = 20` is the step `5 × 4 = 20`.
      func operation(_ text: String) -> ArithmeticForm? {
        ArithmeticForm(String(text.prefix { $0 != "=" }))
      }
      let form = operation(wanted)
      let texts = legal.map { plain(problem.text(of: $0, from: state)) }
      let match =
        texts.firstIndex(of: wanted)
        ?? form.flatMap { form in
          texts.firstIndex { operation($0) == form }
        }
      let code = match.map { legal[$0] }
      let place = problem.text(of: state).escapingControls
      guard let code else {
        let words = step.trimmingCharacters(in: .whitespaces).escapingControls
        throw ProblemError("“\(words)” is no step from “\(place)”")
      }
      codes.append(code)
      state = problem.apply(code, to: state)
    }
    guard problem.isGoal(state) else {
      throw ProblemError(
        "the steps end at “\(problem.text(of: state).escapingControls)”, which is no goal: give all"
      )
    }
    return way(codes, of: problem)
  }

  private static func way<P: EnumerableProblem>(
    _ codes: [StepCode], of problem: P
  ) -> AnswerPath {
    var path = AnswerPath(states: [problem.text(of: problem.start)], steps: [])
    var state = problem.start
    for code in codes {
      path.steps.append(problem.text(of: code, from: state))
      state = problem.apply(code, to: state)
      path.states.append(problem.text(of: state))
    }
    return path
  }

  /// The steps to a goal, the first at each state for which something holds.
  private static func walk<P: EnumerableProblem>(
    _ problem: P, _ holds: (Int, StepCode, P.State, [StepCode]) -> Bool
  ) -> [StepCode]? {
    var state = problem.start
    var codes: [StepCode] = []
    var legal: [StepCode] = []
    while !problem.isGoal(state), codes.count < 100_000 {
      legal.removeAll(keepingCapacity: true)
      problem.appendSteps(from: state, to: &legal)
      guard let code = legal.first(where: { holds(codes.count, $0, state, codes) }) else {
        return nil
      }
      codes.append(code)
      state = problem.apply(code, to: state)
    }
    return problem.isGoal(state) ? codes : nil
  }

  /// The ways whose answers something holds of, depth-first among as many states as there is time for.
  private static func search<P: EnumerableProblem>(
    _ problem: P, _ holds: (String) -> Bool
  ) -> [[StepCode]] {
    var left = 300_000
    var found: [[StepCode]] = []
    func look(below state: P.State, _ codes: [StepCode]) {
      left -= 1
      if problem.isGoal(state) {
        if holds(problem.answer(codes)) { found.append(codes) }
        return
      }
      guard left > 0, codes.count < 16 else { return }
      var legal: [StepCode] = []
      problem.appendSteps(from: state, to: &legal)
      for code in legal { look(below: problem.apply(code, to: state), codes + [code]) }
    }
    look(below: problem.start, [])
    return found
  }

  /// Without white space, and with the signs that keyboards have.
  private static func plain(_ text: some StringProtocol) -> String {
    String(text.filter { !$0.isWhitespace }).replacing("*", with: "×").replacing("/", with: "÷")
      .replacing("-", with: "−")
  }
}
