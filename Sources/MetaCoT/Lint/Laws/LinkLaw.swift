extension TraceLaw {
  /// Links are edges that are not there yet.
  static let links = TraceLaw(
    name: "links", statement: "A link leads to another node, by an edge that was not there.",
    source: "the trace format: a tree's own edges are made by `expand`"
  ) { _ in LinkCheck() }
}

private struct LinkCheck: LawCheck {
  private struct Edge: Hashable { var from, to: NodeID }
  private var edges: Set<Edge> = []

  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    guard event.kind == .link else { return }
    let (from, to) = (event.node, NodeID(event.other))
    if from == to {
      report.add(event: index, node: from, "node \(from) is linked to itself")
    } else if tree.parent(to) == from {
      report.add(event: index, node: from, "node \(to) is linked, which is a child already")
    } else if !edges.insert(Edge(from: from, to: to)).inserted {
      report.add(event: index, node: from, "the link to node \(to) is there already")
    }
  }
}
