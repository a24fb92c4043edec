extension TraceLaw {
  /// What was given up is not searched.
  static let closed = TraceLaw(
    name: "closed",
    statement: "No node is selected that was given up, nor one below a failed or forbidden node.",
    source: "Hart, Nilsson and Raphael 1968: closed nodes; Winands et al. 2008: proved ones"
  ) { $0.isSnapshot || $0.header.exploration == .text ? nil : ClosedCheck() }
}

private struct ClosedCheck: LawCheck {
  /// What closes a node: a dead end that was seen from afar can still be looked at.
  private static let own: SearchTree.Status = [.exhausted, .forbidden, .pruned]
  /// What closes all below: where a node was only passed over, others below it may still wait.
  private static let lasting: SearchTree.Status = [.deadEnd, .exhausted, .forbidden]

  /// Nodes above which nothing was closed when they were selected, and nothing has been closed since.
  private var clean: Set<NodeID> = []
  /// Nodes that a person asked for: what was only passed over can be looked at after all.
  private var asked: Set<NodeID> = []

  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    switch event.kind {
    case .select: break
    case .expand, .backup, .modelCall, .text, .note: return
    case .evaluate where event.reason == .none: return
    case .steer where event.reason == .expandNext:
      asked.insert(event.node)
      return
    default: return clean.removeAll(keepingCapacity: true)
    }
    let own = asked.contains(event.node) ? Self.own.subtracting(.pruned) : Self.own
    var node = event.node
    while node >= 0, node == event.node || !clean.contains(node) {
      if !tree.status(node).isDisjoint(with: node == event.node ? own : Self.lasting) {
        let place = node == event.node ? "it" : "node \(node) above it"
        return report.add(
          event: index, node: event.node,
          "node \(event.node) is selected, though \(place) was given up "
            + "(\(tree.statusWord(of: node)))")
      }
      node = tree.parent(node)
    }
    if tree.status(event.node).isDisjoint(with: Self.lasting) { clean.insert(event.node) }
  }
}
