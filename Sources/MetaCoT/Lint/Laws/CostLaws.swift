extension TraceLaw {
  /// No step pays.
  static let stepCosts = TraceLaw(
    name: "step-costs", statement: "A step costs 0 or more: g never falls along a path.",
    source: "Dijkstra 1959"
  ) { _ in StepCostCheck() }

  /// A goal costs what its path costs.
  static let goalCosts = TraceLaw(
    name: "goal-cost", statement: "A goal costs what the path to it costs: its g.",
    source: "Hart, Nilsson and Raphael 1968"
  ) { _ in GoalCostCheck() }

  /// The heuristic is consistent.
  static let consistency = TraceLaw(
    name: "consistency",
    statement: "h falls by no more than a step costs: f = g + h never falls along a path.",
    source: "Hart, Nilsson and Raphael 1968: the consistency assumption"
  ) { $0.meansLowerBounds ? ConsistencyCheck() : nil }
}

private struct StepCostCheck: LawCheck {
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .expand, let above = tree.g(event.node) else { return }
    for child in tree.created(by: event) {
      guard let g = tree.g(child), g < above - SearchTree.tolerance(above) else { continue }
      report.add(
        event: index, node: child,
        "g is \(g.written) at node \(child), but \(above.written) at its parent")
    }
  }
}

private struct GoalCostCheck: LawCheck {
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .goal, let g = tree.g(event.node),
      abs(g - event.value) > SearchTree.tolerance(g)
    else { return }
    report.add(
      event: index, node: event.node,
      "the goal at node \(event.node) is said to cost \(event.value.written), but its path costs "
        + g.written)
  }
}

private struct ConsistencyCheck: LawCheck {
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .expand, let above = tree.f(event.node) else { return }
    for child in tree.created(by: event) {
      guard let f = tree.f(child), f < above - SearchTree.tolerance(above) else { continue }
      report.add(
        event: index, node: child,
        "f falls from \(above.written) at node \(event.node) to \(f.written) at node \(child)")
    }
  }
}
