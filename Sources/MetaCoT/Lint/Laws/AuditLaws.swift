extension TraceLaw {
  /// Figures lie where the header says: what `validate` looks at.
  static let range = TraceLaw(
    name: "range", statement: "Figures lie in the ranges that the header declares.",
    source: "the trace's own header"
  ) { _ in AuditCheck(kind: .range) }

  /// The end agrees with the events: what `validate` looks at, and what takes the whole tree.
  static let end = TraceLaw(
    name: "end",
    statement: "The end says what the events say: solved, goal, cost, steps, nodes, expansions, "
      + "model calls; and its answer is right.",
    source: "the trace's own end"
  ) { _ in EndCheck() }
}

private struct EndCheck: LawCheck {
  mutating func finish(_ tree: SearchTree, _ report: LawReport) {
    let known = report.contradictions(in: tree).filter { $0.kind == .end }
    for found in known { report.add(event: found.event, node: found.node, found.message) }
    // How another program counts is its own affair.
    guard known.isEmpty, tree.header.canBeRepeated, let outcome = tree.outcome else { return }
    func add(_ message: String) {
      report.add(event: tree.events.count - 1, node: outcome.goal, "the end says that " + message)
    }
    // Iterative deepening comes to its nodes again, which takes no events.
    let comesAgain = tree.iterations > tree.expansions + tree.goalCount
    func agrees(_ count: Int, _ told: Int) -> Bool { comesAgain ? count >= told : count == told }
    if let count = outcome.expansions, !agrees(count, tree.expansions) {
      add("there were \(count) expansions, but events tell of \(tree.expansions)")
    }
    if let count = outcome.modelCalls, let told = tree.modelCalls, !agrees(count, told) {
      add("there were \(count) model calls, but events tell of \(told)")
    }
    guard outcome.solved else { return }
    if let steps = outcome.steps, let goal = outcome.goal, goal < tree.nodeCount {
      let path = tree.path(to: goal).dropFirst().map { tree.step($0) }
      if let place = path.indices.first(where: { $0 >= steps.count || steps[$0] != path[$0] }) {
        let said = place < steps.count ? "“\(steps[place])”" : "missing"
        add("step \(place + 1) is \(said), but the way to the goal takes “\(path[place])”")
      } else if steps.count > path.count {
        add("there are \(steps.count) steps, but the way to the goal has \(path.count)")
      }
    }
    let text = tree.header.problem
    if let answer = outcome.answer,
      let problem = try? ProblemRegistry.problem(text), !problem.needsAnswerKey,
      case .rejected(let reason) = problem.verify(answer)
    {
      add("the answer is “\(answer)”, but it is wrong: \(reason)")
    }
  }
}

private struct AuditCheck: LawCheck {
  let kind: TraceAudit.Contradiction.Kind

  mutating func finish(_ tree: SearchTree, _ report: LawReport) {
    for found in report.contradictions(in: tree) where found.kind == kind {
      report.add(event: found.event, node: found.node, found.message)
    }
  }
}
