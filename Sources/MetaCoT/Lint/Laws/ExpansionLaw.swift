extension TraceLaw {
  /// No work is done twice.
  static let expansions = TraceLaw(
    name: "expansions",
    statement:
      "Where all children are made at once, no node is expanded twice, and no state again at no less cost.",
    source: "Hart, Nilsson and Raphael 1968; Pearl 1984, Heuristics"
  ) { tree in
    switch tree.header.exploration {
    case .cost, .costToGo, .value, .breadth, .beam: ExpansionCheck()
    default: nil
    }
  }
}

private struct ExpansionCheck: LawCheck {
  /// By node, or by state and with its cost: where it was expanded.
  private var nodes: [NodeID: Int] = [:]
  private var states: [String: (node: NodeID, g: Float)] = [:]

  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .expand else { return }
    let node = event.node
    if let first = nodes[node] {
      // More children than an event has room for come in several.
      guard tree.events[first].count < .max, !isCorrection(event, in: tree) else { return }
      report.add(
        event: index, node: node, "node \(node) is expanded again: it was at event \(first + 1)")
      return
    }
    nodes[node] = index
    let state = tree.state(node)
    guard let g = tree.g(node), !state.isEmpty else { return }
    if let (before, cost) = states[state], cost <= g + SearchTree.tolerance(g) {
      report.add(
        event: index, node: node,
        "the state of node \(node) was expanded before, as node \(before), at cost \(cost.written)")
    } else {
      states[state] = (node, g)
    }
  }

  /// Whether the children are cheaper ways to states that were there: what became known later of a step.
  private func isCorrection(_ event: Event, in tree: SearchTree) -> Bool {
    (event.other..<event.other + NodeID(event.count)).allSatisfy { child in
      guard let old = tree.transposition(of: child), let g = tree.g(child), let before = tree.g(old)
      else { return false }
      return g < before
    }
  }
}
