extension TraceLaw {
  /// Priors are probabilities.
  static let priors = TraceLaw(
    name: "priors", statement: "The priors of children that are made together sum to at most 1.",
    source: "Kolmogorov's axioms; Silver et al. 2016 for P"
  ) { _ in PriorCheck() }
}

private struct PriorCheck: LawCheck {
  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .expand else { return }
    var sum: Float = 0
    for child in tree.created(by: event) {
      guard let P = tree.P(child) else { continue }
      if P < 0 {
        report.add(event: index, node: child, "the prior of node \(child) is \(P.written)")
      }
      sum += P
    }
    // Other programs round to two decimals.
    guard sum > 1 + 0.005 * Float(event.count) else { return }
    report.add(
      event: index, node: event.node,
      "the priors of the children of node \(event.node) sum to \(sum.written)")
  }
}
