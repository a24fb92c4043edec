import MetaCoT
import TerminalUI

/// A plot of a search at a moment: of its course, of the figures of all its nodes, or of a choice in it.
package enum SearchPlot: String, CaseIterable, Sendable {
  case depth, estimates, best, frontier, plane, depths, branching, values, calibration, children

  /// What it shows, in a few words.
  package var title: String {
    switch self {
    case .depth: "depth of what is expanded"
    case .estimates: "estimated costs of what is expanded"
    case .best: "the best figure so far"
    case .frontier: "nodes that wait to be expanded"
    case .plane: "cost so far and estimated cost to go"
    case .depths: "nodes by depth"
    case .branching: "expanded nodes by number of children"
    case .values: "nodes by value"
    case .calibration: "V, and how many have a goal below"
    case .children: "choices at the selected node: Q, N, P"
    }
  }

  /// What it takes to make it, in billionths of a second, about.
  func cost(of tree: SearchTree, at node: NodeID) -> Int {
    switch self {
    case .depth, .estimates, .frontier: 6 * (tree.now + tree.nodeCount)
    case .best: 1000
    case .plane, .depths, .branching, .values, .calibration: 15 * tree.nodeCount
    case .children: 100 * tree.childCount(of: node, upTo: 100_000)
    }
  }

  /// The plot at the tree's moment; nil where the search has no figures for it.
  ///
  /// - Parameter node: the selected node; of a leaf its siblings are shown.
  /// - Complexity: O(events + nodes) at most.
  package func plot(of tree: SearchTree, at node: NodeID) -> BraillePlot? {
    switch self {
    case .depth: depth(SearchCourse(tree))
    case .estimates: estimates(SearchCourse(tree))
    case .best: best(tree)
    case .frontier: frontier(SearchCourse(tree))
    case .plane: plane(tree)
    case .depths: depths(tree)
    case .branching: branching(tree)
    case .values: values(tree)
    case .calibration: calibration(tree)
    case .children: children(of: node, tree)
    }
  }

  // MARK: The course

  private static let expansions = PlotAxis("nodes expanded", unit: .count)

  private func depth(_ course: SearchCourse) -> BraillePlot? {
    guard course.expansions > 1 else { return nil }
    return BraillePlot(
      x: Self.expansions, y: PlotAxis("levels", unit: .count),
      series: [PlotSeries(points: Self.points(course, \.depth), ink: .live)])
  }

  private func estimates(_ course: SearchCourse) -> BraillePlot? {
    guard course.expansions > 1, course.stretches.contains(where: { $0.h.count > 0 }) else {
      return nil
    }
    var series = [
      PlotSeries("h, to go", points: Self.points(course, \.h), ink: .accent, spread: .band)
    ]
    if course.stretches.contains(where: { $0.f.count > 0 }) {
      series.append(
        PlotSeries("f, in all", points: Self.points(course, \.f), ink: .live, spread: .band))
    }
    return BraillePlot(x: Self.expansions, y: PlotAxis("cost"), series: series)
  }

  private func best(_ tree: SearchTree) -> BraillePlot? {
    let (rises, judgement) = tree.bestCurve
    let known = rises.prefix { Int($0.event) < tree.now }
    guard known.count > 1 else { return nil }
    var points: [PlotSeries.Point] = []
    func add(_ event: Int, _ value: Double) {
      points.append(PlotSeries.Point(x: Double(tree.expansions(before: event)), y: value))
    }
    for rise in known {
      let event = max(0, Int(rise.event))
      if let last = points.last { add(event, last.y) }
      add(event, rise.value)
    }
    if let last = points.last { add(tree.now, last.y) }
    return BraillePlot(
      x: Self.expansions, y: PlotAxis(tree.name(of: judgement.field)),
      series: [PlotSeries(points: points, ink: .goal)])
  }

  private func frontier(_ course: SearchCourse) -> BraillePlot? {
    guard course.expansions > 1 else { return nil }
    let points = course.stretches.map {
      PlotSeries.Point(x: Double($0.start + $0.count), y: Double($0.frontier))
    }
    return BraillePlot(
      x: Self.expansions, y: PlotAxis("nodes", unit: .count),
      series: [PlotSeries(points: points, ink: .live)])
  }

  private static func points(
    _ course: SearchCourse, _ figure: KeyPath<SearchCourse.Stretch, SearchCourse.Spread>
  ) -> [PlotSeries.Point] {
    course.stretches.map { stretch in
      let spread = stretch[keyPath: figure]
      return PlotSeries.Point(
        x: Double(stretch.start) + Double(stretch.count) / 2, y: spread.mean,
        interval: spread.low < spread.high ? spread.low...spread.high : nil)
    }
  }

  // MARK: All nodes

  /// Each cost so far with each estimate, as dots; of as many nodes as there are, larger ones.
  private func plane(_ tree: SearchTree) -> BraillePlot? {
    guard let g = tree.extent(of: .g), let h = tree.extent(of: .h) else { return nil }
    let across = Histogram(g.low, g.high, isWhole: g.isWhole, atMost: 60)
    let up = Histogram(h.low, h.high, isWhole: h.isWhole, atMost: 40)
    var counts = Array(repeating: 0, count: across.counts.count * up.counts.count)
    for node in 0..<NodeID(tree.nodeCount) {
      guard let cost = tree.g(node), let toGo = tree.h(node),
        let x = across.bin(of: Double(cost)), let y = up.bin(of: Double(toGo))
      else { continue }
      counts[y * across.counts.count + x] += 1
    }
    guard let most = counts.max(), most > 0 else { return nil }
    let few = max(1, Int(saturating: Double(most).squareRoot()))
    func points(_ belongs: (Int) -> Bool) -> [PlotSeries.Point] {
      counts.indices.filter { counts[$0] > 0 && belongs(counts[$0]) }.map { place in
        PlotSeries.Point(
          x: across.middle(of: place % across.counts.count),
          y: up.middle(of: place / across.counts.count))
      }
    }
    let count = NumberFormat.short(few)
    return BraillePlot(
      x: PlotAxis("g", unit: g.isWhole ? .count : .number),
      y: PlotAxis("h", unit: h.isWhole ? .count : .number),
      series: [
        PlotSeries(
          few == most ? "nodes" : few == 1 ? "one node" : "up to \(count) nodes",
          points: points { $0 <= few },
          ink: .accent, look: .dots),
        PlotSeries(
          few == most ? "" : "more", points: points { $0 > few }, ink: .live, look: .dots,
          mark: "●"),
      ])
  }

  private func depths(_ tree: SearchTree) -> BraillePlot? {
    guard tree.nodeCount > 1 else { return nil }
    let (made, expanded) = NodeDistribution.depths(in: tree)
    return BraillePlot(
      x: PlotAxis("depth", unit: .count), y: Self.nodes,
      series: [
        PlotSeries("made", points: Self.outline(of: made), ink: .accent),
        PlotSeries("expanded", points: Self.outline(of: expanded), ink: .live),
      ])
  }

  private func branching(_ tree: SearchTree) -> BraillePlot? {
    guard let histogram = NodeDistribution.branching(in: tree) else { return nil }
    return BraillePlot(
      x: PlotAxis("children", unit: .count), y: Self.nodes,
      series: [PlotSeries(points: Self.outline(of: histogram), ink: .live)])
  }

  private func values(_ tree: SearchTree) -> BraillePlot? {
    guard tree.nodeCount > 1 else { return nil }
    let fields: [NodeField] =
      tree.extent(of: .Q) != nil || tree.extent(of: .V) != nil
      ? [.V, .Q] : tree.valueMetric.map { [.metric($0)] } ?? []
    let series = fields.enumerated().compactMap { number, field in
      NodeDistribution.values(of: field, in: tree).map {
        PlotSeries(
          tree.name(of: field), points: Self.outline(of: $0), ink: number == 0 ? .accent : .live)
      }
    }
    guard !series.isEmpty else { return nil }
    return BraillePlot(x: PlotAxis("value"), y: Self.nodes, series: series)
  }

  private func calibration(_ tree: SearchTree) -> BraillePlot? {
    guard let calibration = ValueCalibration(tree) else { return nil }
    let range = calibration.range
    let points = calibration.bins.filter { $0.count > 0 }.map { bin in
      PlotSeries.Point(
        x: bin.sum / Double(bin.count), y: Double(bin.solved) / Double(bin.count))
    }
    let ideal = [
      PlotSeries.Point(x: range.lowerBound, y: 0), PlotSeries.Point(x: range.upperBound, y: 1),
    ]
    return BraillePlot(
      x: PlotAxis("V", range: range), y: PlotAxis("have a goal below", range: 0...1, unit: .share),
      series: [
        PlotSeries(points: ideal, ink: .dim),
        PlotSeries(points: points, ink: .live, mark: "●"),
      ])
  }

  private static let nodes = PlotAxis("nodes", unit: .count)

  /// A histogram as a line along the tops of its bars.
  private static func outline(of histogram: Histogram) -> [PlotSeries.Point] {
    guard histogram.counts.count > 1 else {
      return [PlotSeries.Point(x: histogram.middle(of: 0), y: Double(histogram.counts[0]))]
    }
    return histogram.counts.indices.flatMap { bin in
      let (middle, half) = (histogram.middle(of: bin), histogram.width / 2)
      let count = Double(histogram.counts[bin])
      return [
        PlotSeries.Point(x: middle - half, y: count), PlotSeries.Point(x: middle + half, y: count),
      ]
    }
  }

  // MARK: A choice

  private func children(of node: NodeID, _ tree: SearchTree) -> BraillePlot? {
    guard tree.extent(of: .N) != nil else { return nil }
    let isLeaf = tree.firstChild(of: node) < 0
    let children = tree.children(of: isLeaf ? max(0, tree.parent(node)) : node)
    let visited = children.filter { tree.N($0) > 0 && tree.Q($0) != nil }
    guard !visited.isEmpty else { return nil }
    let even = 1 / Float(max(1, children.count))
    func points(_ belongs: (Float) -> Bool) -> [PlotSeries.Point] {
      visited.filter { belongs(tree.P($0) ?? even) }.map {
        PlotSeries.Point(x: Double(tree.Q($0) ?? 0), y: Double(tree.N($0)))
      }
    }
    let visits = visited.map { tree.N($0) }
    let isWide = (visits.max() ?? 1) > 8 * (visits.min() ?? 1)
    let hasPriors = visited.contains { tree.P($0) != nil }
    return BraillePlot(
      x: PlotAxis("Q"), y: PlotAxis("N", isLogarithmic: isWide, unit: .count),
      series: [
        PlotSeries(
          hasPriors ? "P below an even share" : "", points: points { $0 < even },
          ink: .accent, look: .dots, mark: "○"),
        PlotSeries(
          hasPriors ? "even" : "children", points: points { $0 >= even && $0 < 2 * even },
          ink: .accent, look: .dots, mark: "●"),
        PlotSeries(
          hasPriors ? "twice and more" : "", points: points { $0 >= 2 * even }, ink: .live,
          look: .dots, mark: "★"),
      ])
  }
}
