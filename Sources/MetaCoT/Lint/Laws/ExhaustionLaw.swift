extension TraceLaw {
  /// A node is exhausted when all below it is.
  static let exhausted = TraceLaw(
    name: "exhausted", statement: "A node is exhausted when nothing below it is open, and no goal.",
    source: "Winands, Björnsson and Saito 2008, Monte-Carlo Tree Search Solver"
  ) { $0.isSnapshot ? nil : ExhaustionCheck() }
}

private struct ExhaustionCheck: LawCheck {
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .prune, event.reason == .exhausted else { return }
    var child = tree.firstChild(of: event.node)
    while child >= 0 {
      if tree.status(child).isDisjoint(with: SearchTree.Status.closed.union(.goal)) {
        return report.add(
          event: index, node: event.node,
          "node \(event.node) is exhausted, but its child \(child) is open")
      }
      child = tree.sibling(after: child)
    }
  }
}
