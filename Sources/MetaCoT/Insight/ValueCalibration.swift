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
