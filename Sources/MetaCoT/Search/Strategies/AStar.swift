/// A* (Hart, Nilsson, Raphael 1968): expands the node with the least `f = g + w·h`.
///
/// With `w = 1` and an admissible h the first goal is an optimal one, also if h is inconsistent: a
/// state reached again at less cost is re-opened as a new node, and the old one is superseded.
/// With `w > 1` (Pohl 1970) the goal costs at most w times the optimum. Ties in f go to the lower
/// h, then to the newest node. A goal counts when it comes up, not when it is made.
///
/// A model without costs to go gives h = −ln V, which is not admissible.
struct AStar: FrontierStrategy {
  static let name = "astar"
  static let help = "least f = g + w·h first, with re-opening; optimal with an admissible h"
  static let parameters = [
    Parameter(
      "w", 0...1000, default: 1,
      "weight of the cost to go: 0 is uniform-cost search, above 1 trades cost for speed (Pohl 1970)"
    )
  ]

  private let weight: Float
  let window: Int
  var frontier = Frontier()
  var expanding: [Int32] = []
  private var leastCostToGo = Float.infinity

  init(_ values: ParameterValues, _ context: StrategyContext) {
    window = context.window
    weight = Float(values["w"])
  }

  var exploration: Exploration? { .cost }

  let needs = StrategyNeeds(
    columns: [.costs], expansion: .complete, duplicates: .drop, usesCostToGo: true)

  @inline(__always)
  mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard !nodes.flags[node].contains(.closed) else { return }
    leastCostToGo = min(leastCostToGo, nodes.h[node])
    frontier.push(node, key: key(node, nodes), nodes)
  }

  @inline(__always)
  mutating func pop(_ nodes: borrowing NodeArena) -> Int32? { frontier.pop(nodes) }

  @inline(__always)
  func key(_ node: Int32, _ nodes: borrowing NodeArena) -> UInt64 {
    let h = nodes.h[node]
    return Frontier.key(nodes.g[node] + weight * h, h)
  }

  /// e^−h of the node nearest to a goal: what h says as a probability, the inverse of −ln V.
  func bestValue(_ nodes: borrowing NodeArena) -> Float? { probability(costToGo: leastCostToGo) }
}
