extension TraceLaw {
  /// What was found is backed up from where the search was.
  static let backups = TraceLaw(
    name: "backups",
    statement: "A value is backed up from a node that was selected last, or from one below it.",
    source: "Browne et al. 2012, A Survey of Monte Carlo Tree Search Methods"
  ) { $0.isSnapshot ? nil : BackupCheck($0) }

  /// What is stated agrees with what was counted.
  static let statedFigures = TraceLaw(
    name: "stated-figures",
    statement:
      "Stated N and Q are what the backups add up to; children have no more visits than their parent.",
    source: "Kocsis and Szepesvári 2006, Bandit Based Monte-Carlo Planning"
  ) { _ in StatedFigureCheck() }
}

private struct BackupCheck: LawCheck {
  /// How many iterations may be under way at a time.
  private let room: Int
  private var selected: [NodeID] = []

  init(_ tree: SearchTree) {
    let batch = tree.header.strategy.parameters?["batch"]?.number ?? 1
    room = max(tree.header.window ?? 1, Int(saturating: batch), 1)
  }

  mutating func visit(_ event: Event, at index: Int, in tree: SearchTree, _ report: LawReport) {
    switch event.kind {
    case .select:
      selected.append(event.node)
      if selected.count > room { selected.removeFirst() }
    case .backup where !selected.isEmpty:
      guard !selected.contains(where: { tree.isDescendant(event.node, of: $0) }) else { return }
      report.add(
        event: index, node: event.node,
        "a value is backed up from node \(event.node), which is not below node "
          + "\(selected[selected.count - 1]), selected last")
    default: break
    }
  }
}

private struct StatedFigureCheck: LawCheck {
  func finish(_ tree: SearchTree, _ report: LawReport) {
    let isTree = tree.linkEvents.isEmpty
    for node in 0..<NodeID(tree.nodeCount) {
      let N = tree.columns[FigureRecord.statedN, node]
      if let (visits, mean) = tree.backedUp(node), visits > 0 {
        if N == N, N != Double(visits) {
          report.add(
            event: nil, node: node,
            "N of node \(node) is stated as \(JSONValue(N)), but \(visits) values were backed up")
        }
        let Q = tree.columns[FigureRecord.statedQ, node]
        if Q == Q, abs(Q - mean) > 1e-3 * max(1, abs(mean)) {
          report.add(
            event: nil, node: node,
            "Q of node \(node) is stated as \(JSONValue(Q)), but the mean of what was backed up is "
              + Float(mean).written)
        }
      } else if N == N, isTree {
        let children = tree.children(of: node)
        let sum = children.map { tree.columns[FigureRecord.statedN, $0] }
          .reduce(0) { $1 == $1 ? $0 + $1 : $0 }
        guard sum > N, children.allSatisfy({ tree.transposition(of: $0) == nil }) else { continue }
        report.add(
          event: nil, node: node,
          "N of node \(node) is stated as \(JSONValue(N)), but its children were visited "
            + "\(JSONValue(sum)) times")
      }
    }
  }
}

extension SearchTree {
  /// How many values were backed up through a node, and their mean, whatever the trace states.
  fileprivate func backedUp(_ node: NodeID) -> (visits: Int, mean: Double)? {
    guard !statistics.isEmpty else { return nil }
    let visits = Int(statistics[Int(node)].visits)
    return (visits, W(node) / Double(max(visits, 1)))
  }
}
