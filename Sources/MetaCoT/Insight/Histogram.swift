/// How many of some figures lie in each of several bins of one width.
package struct Histogram: Sendable, Equatable {
  /// Where the first bin begins.
  package let start: Double
  /// How wide a bin is.
  package let width: Double
  /// How many lie in each bin.
  package private(set) var counts: [Int]

  /// Bins from a least to a greatest figure, so many at most. Of whole figures a bin holds as many as of
  /// any other, and begins half a unit before the first of them.
  package init(_ low: Double, _ high: Double, isWhole: Bool, atMost bins: Int) {
    let room = Double(max(1, bins))
    if isWhole {
      let figures = max(1, high - low + 1)
      width = max(1, (figures / room).rounded(.up))
      start = low - 0.5
      counts = Array(repeating: 0, count: Int(saturating: (figures / width).rounded(.up)))
    } else {
      width = max((high - low) / room, 1e-9)
      start = low
      counts = Array(repeating: 0, count: max(1, bins))
    }
  }

  /// Counts figures; what is not finite is left out, and what lies outside is counted at the nearer end.
  package mutating func append(_ value: Double) {
    guard let bin = bin(of: value) else { return }
    counts[bin] += 1
  }

  /// The bin of a figure; nil of what is not finite.
  package func bin(of value: Double) -> Int? {
    guard value.isFinite else { return nil }
    return min(counts.count - 1, max(0, Int(saturating: ((value - start) / width).rounded(.down))))
  }

  /// The middle of a bin.
  package func middle(of bin: Int) -> Double { start + (Double(bin) + 0.5) * width }
}

/// The figures of all nodes of a tree at its moment, counted.
package enum NodeDistribution {
  /// Bins of a histogram.
  private static let bins = 60

  /// Nodes by their levels below the root: all of them, and those that were expanded.
  /// - Complexity: O(nodes), as of the others.
  package static func depths(in tree: SearchTree) -> (made: Histogram, expanded: Histogram) {
    var made = Histogram(0, Double(tree.maximumDepth), isWhole: true, atMost: bins)
    var expanded = made
    for node in 0..<NodeID(tree.nodeCount) {
      let depth = Double(tree.depth(node))
      made.append(depth)
      if tree.status(node).contains(.expanded) { expanded.append(depth) }
    }
    return (made, expanded)
  }

  /// Expanded nodes by how many children they have; nil where none was expanded.
  package static func branching(in tree: SearchTree) -> Histogram? {
    guard tree.expansions(before: tree.now) > 0 else { return nil }
    var children = Array(repeating: Int32(0), count: tree.nodeCount)
    for node in 1..<max(1, NodeID(tree.nodeCount)) { children[Int(tree.parent(node))] += 1 }
    var histogram = Histogram(0, Double(children.max() ?? 0), isWhole: true, atMost: bins)
    for node in children.indices where tree.status(NodeID(node)).contains(.expanded) {
      histogram.append(Double(children[node]))
    }
    return histogram
  }

  /// Nodes by a figure; nil where none has it.
  package static func values(of field: NodeField, in tree: SearchTree) -> Histogram? {
    guard let extent = tree.extent(of: field) else { return nil }
    var histogram = Histogram(extent.low, extent.high, isWhole: false, atMost: bins / 2)
    var hasAny = false
    for node in 0..<NodeID(tree.nodeCount) {
      // Whatever bin it is in: no more digits than it is stored with.
      let value: Double? =
        switch field {
        case .V: tree.V(node).map { Double($0) }
        case .Q: tree.Q(node).map { Double($0) }
        default: tree.value(field, of: node)
        }
      guard let value else { continue }
      histogram.append(value)
      hasAny = true
    }
    return hasAny ? histogram : nil
  }
}

/// How often what the model valued so led to a goal: the calibration of V within one search.
///
/// Nodes that were not expanded say nothing yet, and are left out.
package struct ValueCalibration: Sendable {
  /// Nodes whose V lies in one tenth of the range of values.
  package struct Bin: Sendable, Equatable {
    /// How many.
    package var count = 0
    /// Of these, how many have a goal at or below them.
    package var solved = 0
    /// The sum of their V.
    package var sum = 0.0
  }

  /// Ten bins, from the lower end of the range of values on.
  package private(set) var bins = Array(repeating: Bin(), count: 10)
  /// The range of values.
  package let range: ClosedRange<Double>

  /// The calibration at the tree's moment; nil where no V is known, or V is an estimated cost.
  /// - Complexity: O(nodes).
  package init?(_ tree: SearchTree) {
    guard tree.extent(of: .V) != nil, tree.header.values?.better != .lower else { return nil }
    range = tree.valueRange
    let bounds = Histogram(range.lowerBound, range.upperBound, isWhole: false, atMost: 10)
    var standings = NodeStandings()
    standings.moveOn(to: tree)
    for node in 0..<NodeID(tree.nodeCount) {
      guard let value = tree.V(node), let bin = bounds.bin(of: Double(value)),
        !tree.status(node).isDisjoint(with: [.expanded, .goal, .deadEnd])
      else { continue }
      bins[bin].count += 1
      bins[bin].sum += Double(value)
      if standings.holds(.solution, of: node, in: tree) { bins[bin].solved += 1 }
    }
    if bins.allSatisfy({ $0.count == 0 }) { return nil }
  }
}
