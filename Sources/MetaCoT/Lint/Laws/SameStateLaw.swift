extension TraceLaw {
  /// A transposition is one.
  static let sameStates = TraceLaw(
    name: "same-state", statement: "A node that is said to repeat another has its state.",
    source: "Childs, Brodeur and Kocsis 2008, Transpositions in Monte-Carlo Tree Search"
  ) { _ in SameStateCheck() }
}

private struct SameStateCheck: LawCheck {
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .expand else { return }
    for child in tree.created(by: event) {
      guard let same = tree.transposition(of: child) else { continue }
      let (a, b) = (tree.state(child), tree.state(same))
      guard !a.isEmpty, !b.isEmpty, a != b else { continue }
      report.add(
        event: index, node: child, "node \(child) is said to repeat node \(same), of another state")
    }
  }
}
