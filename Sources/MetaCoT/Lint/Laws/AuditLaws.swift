extension TraceLaw {
  /// Figures lie where the header says: what `validate` looks at.
  static let range = TraceLaw(
    name: "range", statement: "Figures lie in the ranges that the header declares.",
    source: "the trace's own header"
  ) { AuditCheck(TraceAudit.Contradiction.Kind.range, $0) }

  /// The end agrees with the events: what `validate` looks at.
  static let end = TraceLaw(
    name: "end",
    statement: "The end says what the events say: solved, goal, cost, nodes, expansions.",
    source: "the trace's own end"
  ) { AuditCheck(TraceAudit.Contradiction.Kind.end, $0) }
}

private struct AuditCheck: LawCheck {
  private let kind: TraceAudit.Contradiction.Kind
  private var audit: TraceAudit

  init(_ kind: TraceAudit.Contradiction.Kind, _ tree: SearchTree) {
    self.kind = kind
    audit = TraceAudit(header: tree.header)
  }

  mutating func finish(_ tree: SearchTree, _ report: LawReport) {
    audit.append(tree.allEvents)
    for found in audit.contradictions where found.kind == kind {
      report.add(event: found.event, node: found.node, found.message)
    }
  }
}
