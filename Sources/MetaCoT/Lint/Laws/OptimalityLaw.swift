extension TraceLaw {
  /// The first goal is the best.
  static let optimality = TraceLaw(
    name: "optimality",
    statement:
      "Where the strategy is optimal (A* with w ≤ 1, IDA*, breadth-first by steps), no later goal is better.",
    source: "Hart, Nilsson and Raphael 1968; Korf 1985; Moore 1959"
  ) { tree in
    guard !tree.isSnapshot else { return nil }
    if tree.header.exploration == .breadth { return OptimalityCheck(countsSteps: true) }
    let isOptimal =
      tree.weightOfCostToGo.map { $0 <= 1 } ?? (tree.header.strategy.name == "ida-star")
    return isOptimal && tree.meansLowerBounds ? OptimalityCheck(countsSteps: false) : nil
  }
}

private struct OptimalityCheck: LawCheck {
  let countsSteps: Bool
  private var goals: [(index: Int, node: NodeID, cost: Float)] = []
  /// The highest cost among them.
  private var worst = -Float.infinity
  private var isSteered = false

  init(countsSteps: Bool) { self.countsSteps = countsSteps }

  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    if event.kind == .steer, event.reason != .budget { isSteered = true }
    guard event.kind == .goal, !isSteered else { return }
    let cost = countsSteps ? Float(tree.depth(event.node)) : event.value
    guard cost == cost else { return }
    defer {
      goals.append((index, event.node, cost))
      worst = max(worst, cost)
    }
    guard worst > cost + SearchTree.tolerance(cost) else { return }
    for worse in goals where worse.cost > cost + SearchTree.tolerance(cost) {
      let what =
        countsSteps ? "takes \(Int(saturating: worse.cost)) steps" : "costs \(worse.cost.written)"
      let better = countsSteps ? "takes \(Int(saturating: cost))" : "costs \(cost.written)"
      report.add(
        event: worse.index, node: worse.node,
        "the goal at node \(worse.node) \(what), but that at node \(event.node), found later, "
          + better)
    }
    goals.removeAll { $0.cost > cost + SearchTree.tolerance(cost) }
    worst = goals.map(\.cost).max() ?? -.infinity
  }
}
