/// Two searches of one problem as one tree: a node for every place that either has been to, where the
/// same steps from the root lead to the same place.
///
/// The figures of both stand beside each other as metrics, `N1` and `N2`, `Q1` and `Q2`, …; one that a
/// search does not have is missing, and that of a place where it has not been is missing too. So a
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
  package private(set) var places: [Place] = []
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
    let figures = Self.fields.flatMap { field in
      [(1, first), (2, second)].filter { _, tree in
        (0..<NodeID(tree.nodeCount)).contains { tree.value(field, of: $0) != nil }
      }.map { side, _ in (field: field, side: side) }
    }
    header.metrics = figures.map { Self.metric($0.field, $0.side, first.header) }
    self.header = header
    var places: [Place] = []
    var builder = ImportBuilder()
    func metrics(of place: Place) -> [(metric: Int, value: Double)] {
      figures.enumerated().compactMap { index, figure in
        let (tree, own) = figure.side == 1 ? (first, place.first) : (second, place.second)
        guard own >= 0, let value = tree.value(figure.field, of: own) else { return nil }
        return (index, value)
      }
    }
    builder.add(Event(.note, 0), text: "1: \(names.first); 2: \(names.second)")
    builder.figures(metrics(of: Place(first: 0, second: 0)))
    builder.expandAll(
      Place(first: 0, second: 0),
      children: { Self.children(of: $0, first, second) },
      node: { place, _ in
        let (tree, node) = place.first >= 0 ? (first, place.first) : (second, place.second)
        var merged = ImportedNode()
        merged.step = tree.step(node)
        merged.state = tree.state(node)
        merged.metrics = metrics(of: place)
        return merged
      },
      visit: { node, place, builder in
        places.append(place)
        for (tree, own) in [(first, place.first), (second, place.second)]
        where own > 0 && tree.status(own).contains(.goal) {
          builder.reachGoal(node, cost: tree.value(.g, of: own))
          break
        }
      })
    self.places = places
    events = builder.events
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

  /// The children of a place in either search: those of the first in its order, then those that only
  /// the second has. Equal steps are matched in order.
  private static func children(
    of place: Place, _ first: SearchTree, _ second: SearchTree
  ) -> [Place] {
    let left = place.first < 0 ? [] : first.children(of: place.first)
    let right = place.second < 0 ? [] : second.children(of: place.second)
    guard !left.isEmpty, !right.isEmpty else {
      return left.map { Place(first: $0, second: -1) } + right.map { Place(first: -1, second: $0) }
    }
    func key(_ node: NodeID, _ tree: SearchTree) -> String {
      let step = tree.step(node)
      return step.isEmpty ? tree.state(node) : step
    }
    var open: [String: [NodeID]] = [:]
    for node in right.reversed() { open[key(node, second), default: []].append(node) }
    var matched: Set<NodeID> = []
    var places = left.map { node -> Place in
      guard let other = open[key(node, first)]?.popLast() else {
        return Place(first: node, second: -1)
      }
      matched.insert(other)
      return Place(first: node, second: other)
    }
    for node in right where !matched.contains(node) {
      places.append(Place(first: -1, second: node))
    }
    return places
  }
}
