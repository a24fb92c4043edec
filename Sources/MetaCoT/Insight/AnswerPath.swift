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

  /// The way that a person typed: the answer, as the problem writes it, or its steps, separated
  /// by `;`.
  /// Throws a `ProblemError`.
  package init(_ text: String, of reference: TraceHeader.ProblemReference) throws {
    self = try Self.path(text, of: ProblemRegistry.problem(reference).enumerable)
  }

  private init(states: [String], steps: [String]) {
    self.states = states
    self.steps = steps
  }

  private static func path<P: EnumerableProblem>(
    _ text: String, of problem: P
  ) throws -> AnswerPath {
    let wanted = plain(text)
    let steps = text.split(separator: ";").map { plain($0) }
    let codes =
      walk(problem) { depth, step, state, _ in
        depth < steps.count && plain(problem.text(of: step, from: state)) == steps[depth]
      } ?? walk(problem) { _, step, _, before in
        wanted.hasPrefix(plain(problem.answer(before + [step])))
      } ?? (problem.verify(text).isAccepted ? search(wanted, problem) : nil)
    guard let codes else {
      if case .rejected(let reason) = problem.verify(text) {
        throw ProblemError("“\(text.escapingControls)” is not an answer: \(reason)")
      }
      throw ProblemError(
        "no way to “\(text.escapingControls)” was found: give its steps, separated by “;”")
    }
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

  /// Depth-first among all ways, up to so many.
  private static func search<P: EnumerableProblem>(_ text: String, _ problem: P) -> [StepCode]? {
    var left = 300_000
    func below(_ state: P.State, _ codes: [StepCode]) -> [StepCode]? {
      left -= 1
      if problem.isGoal(state) { return plain(problem.answer(codes)) == text ? codes : nil }
      guard left > 0, codes.count < 16 else { return nil }
      var legal: [StepCode] = []
      problem.appendSteps(from: state, to: &legal)
      for code in legal {
        if let found = below(problem.apply(code, to: state), codes + [code]) { return found }
      }
      return nil
    }
    return below(problem.start, [])
  }

  /// Without white space, and with the signs that keyboards have.
  private static func plain(_ text: some StringProtocol) -> String {
    String(text.filter { !$0.isWhitespace }).replacing("*", with: "×").replacing("/", with: "÷")
      .replacing("-", with: "−")
  }
}
