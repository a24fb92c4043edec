extension TraceLaw {
  /// A backtrack goes up, and the search goes on from where it leads.
  static let backtracks = TraceLaw(
    name: "backtracks",
    statement: "A backtrack goes to a node above, and what is selected next lies below that.",
    source: "Golomb and Baumert 1965, Backtrack Programming"
  ) { $0.isSnapshot ? nil : BacktrackCheck() }
}

private struct BacktrackCheck: LawCheck {
  private var last: (index: Int, event: Event)?

  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    switch event.kind {
    case .backtrack:
      if event.other == event.node || !tree.isDescendant(event.node, of: event.other) {
        report.add(
          event: index, node: event.node,
          "the search leaves node \(event.node) for node \(event.other), which is not above it")
        last = nil
      } else {
        last = (index, event)
      }
    case .select:
      if let (before, left) = last, !tree.isDescendant(event.node, of: left.other) {
        report.add(
          event: before, node: left.node,
          "the search goes back to node \(left.other), but on to node \(event.node), not below it")
      }
      last = nil
    default: break
    }
  }
}
