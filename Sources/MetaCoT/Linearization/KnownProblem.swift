/// The problem of a search, where its kind is registered: what the text says of it and of answers.
struct KnownProblem: Sendable {
  private let problem: any Problem

  /// The problem that a header names; nil if its kind is not known or its text cannot be read.
  init?(_ reference: TraceHeader.ProblemReference) {
    guard let problem = try? ProblemRegistry.problem(reference) else { return nil }
    self.problem = problem
  }

  /// The problem, where it can be searched.
  var enumerable: (any EnumerableProblem)? { problem as? any EnumerableProblem }

  /// The goal in words.
  var statement: String { problem.statement }

  /// Whether the text is that of a goal state.
  func isGoal(_ state: String) -> Bool {
    enumerable.map { Self.isGoal(state, of: $0) } ?? false
  }

  private static func isGoal<P: EnumerableProblem>(_ text: String, of problem: P) -> Bool {
    problem.state(text: text).map(problem.isGoal) ?? false
  }

  /// What a verifier takes as the answer that the path to a node spells, and what it found; nil if
  /// a step is none of the problem's.
  ///
  /// Complexity: linear in the steps that are legal along the path.
  func answer(at node: NodeID, in tree: SearchTree) -> (text: String, found: Verification)? {
    enumerable.flatMap { Self.answer(to: $0, at: node, in: tree) }
  }

  private static func answer<P: EnumerableProblem>(
    to problem: P, at node: NodeID, in tree: SearchTree
  ) -> (text: String, found: Verification)? {
    var state = problem.start
    var codes: [StepCode] = []
    var legal: [StepCode] = []
    for step in tree.descent(from: 0, to: node) {
      legal.removeAll(keepingCapacity: true)
      problem.appendSteps(from: state, to: &legal)
      let (words, result) = (tree.step(step), tree.state(step))
      guard
        let code = legal.first(where: {
          problem.text(of: $0, from: state) == words
            && problem.text(of: problem.apply($0, to: state)) == result
        })
      else { return nil }
      codes.append(code)
      state = problem.apply(code, to: state)
    }
    let answer = problem.answer(codes)
    return (answer, problem.verify(answer))
  }
}
