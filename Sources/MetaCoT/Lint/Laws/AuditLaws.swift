extension TraceLaw {
  /// Figures lie where the header says: what `validate` looks at.
  static let range = TraceLaw(
    name: "range", statement: "Figures lie in the ranges that the header declares.",
    source: "the trace's own header"
  ) { _ in AuditCheck(kind: .range) }

  /// The end agrees with the events: what `validate` looks at.
  static let end = TraceLaw(
    name: "end",
    statement: "The end says what the events say: solved, goal, cost, nodes, expansions.",
    source: "the trace's own end"
  ) { _ in AuditCheck(kind: .end) }
}

private struct AuditCheck: LawCheck {
  let kind: TraceAudit.Contradiction.Kind

  mutating func finish(_ tree: SearchTree, _ report: LawReport) {
    for found in report.contradictions(in: tree) where found.kind == kind {
      report.add(event: found.event, node: found.node, found.message)
    }
  }
}
