/// Two searches of one problem as one tree: a node for every place that either has been to, where the
/// same steps from the root lead to the same place.
///
/// The figures of both stand beside each other as metrics, `N1` and `N2`, `Q1` and `Q2`, …; one that a
/// search does not have is missing, and that of a place where it has not been is missing too. A place is
/// given up that all have given up who were there. So a
/// merged tree is a trace like others, of which only the end is known: it can be drawn, filtered,
/// asked about and exported.
package struct MergedTree: Sendable {
  /// A place in both searches.
  package struct Place: Sendable, Equatable {
    /// The node of the first search; -1 if it has not been there.
    package var first: NodeID
    /// The node of the second search; -1 if it has not been there.
    package var second: NodeID
  }

  /// What the searches are called.
  package let names: (first: String, second: String)
  /// The place of each node.
  package let places: [Place]
  /// The header of the trace.
  package let header: TraceHeader
  /// The events of the trace.
  package let events: EventBatch

  /// The figures that stand beside each other, as far as the searches have them.
  private static let fields: [NodeField] = [.N, .Q, .V, .P, .g, .h, .f]

  /// Two trees, each at its moment.
  ///
  /// Complexity: linear in the nodes and in their texts.
  package init(_ first: SearchTree, _ second: SearchTree, names: (first: String, second: String)) {
    self.names = names
    var header = first.header
    header.strategy = .init("\(names.first) and \(names.second)")
    header.exploration = nil
    header.model = first.header.model == second.header.model ? first.header.model : nil
    header.seed = nil
    header.budget = nil
    header.until = nil
    header.window = nil
    header.proposals = nil
    header.answerChoice = nil
    header.order = .unknown
    header.backtracks = true
    header.timings = nil
    header.root = .init(state: first.header.root.state)
    let figures = Self.fields.flatMap { field in
      [(1, first), (2, second)].filter { _, tree in
        tree.extent(of: field) != nil
          && (0..<NodeID(tree.nodeCount)).contains { tree.value(field, of: $0) != nil }
      }.map { side, _ in (field: field, side: side) }
    }
    header.metrics = figures.map { Self.metric($0.field, $0.side, first.header) }
    self.header = header
    var builder = MergedTreeBuilder(first, second, figures: figures)
    builder.build(note: "1: \(names.first); 2: \(names.second)")
    places = builder.places
    events = builder.batch
  }

  private static func metric(
    _ field: NodeField, _ side: Int, _ header: TraceHeader
  ) -> TraceHeader.Metric {
    var metric = TraceHeader.Metric(key: "\(field.symbol)\(side)")
    switch field {
    case .N: metric.better = .higher
    case .Q, .V:
      metric.range = header.values?.range ?? 0...1
      metric.better = header.values?.better ?? .higher
    case .P: metric.range = 0...1
    default: metric.better = .lower
    }
    if side == 1 {
      switch field {
      case .N: metric.role = .visits
      case .Q: metric.role = .value
      default: break
      }
    }
    return metric
  }
}
