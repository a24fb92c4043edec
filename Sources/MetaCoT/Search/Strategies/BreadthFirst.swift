/// Breadth-first search (Moore 1959): expands nodes in the order in which they were made. Asks no
/// model. Finds a goal with the fewest steps; complete.
struct BreadthFirst: FrontierStrategy {
  static let name = "breadth-first"
  static let help = "in the order of creation, level by level; blind, fewest steps"
  static let parameters: [Parameter] = []

  let window: Int
  var frontier = Frontier()
  var expanding: [Int32] = []

  init(_ values: ParameterValues, _ context: StrategyContext) {
    window = context.window
  }

  var exploration: Exploration? { .breadth }

  let needs = StrategyNeeds(
    columns: [.costs], expansion: .complete, duplicates: .drop, claimsGoalsAtOnce: true)

  mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard nodes.flags[node].isDisjoint(with: [.closed, .goal]) else { return }
    frontier.push(node, key: key(node, nodes), nodes)
  }

  @inline(__always)
  mutating func pop(_ nodes: borrowing NodeArena) -> Int32? { frontier.pop(nodes) }

  func key(_ node: Int32, _ nodes: borrowing NodeArena) -> UInt64 { UInt64(node) }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { nil }
}
