/// Breadth-first search (Moore 1959): expands nodes in the order in which they were made. Asks no
/// model. Finds a goal with the fewest steps; complete.
struct BreadthFirst: FrontierStrategy {
  static let name = "breadth-first"
  static let help = "in the order of creation, level by level; blind, fewest steps"
  static let parameters: [Parameter] = []

  var frontier = Frontier()

  init(_ values: ParameterValues, _ context: StrategyContext) {}

  let needs = StrategyNeeds(
    columns: [.costs], expansion: .complete, duplicates: .drop, claimsGoalsAtOnce: true)

  mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard nodes.flags[node].isDisjoint(with: [.closed, .goal]) else { return }
    frontier.push(node, key: UInt64(node), nodes)
  }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { nil }
}
