/// Breadth-first search (Moore 1959): expands nodes in the order in which they were made. Asks no
/// model. Finds a goal with the fewest steps; complete.
struct BreadthFirst: Strategy {
  static let name = "breadth-first"
  static let help = "in the order of creation, level by level; blind, fewest steps"
  static let parameters: [Parameter] = []

  private var frontier = Frontier()

  init(_ values: ParameterValues, _ context: StrategyContext) {}

  let needs = StrategyNeeds(
    columns: [.costs], expansion: .complete, duplicates: .drop, claimsGoalsAtOnce: true)

  mutating func begin(_ nodes: inout NodeArena) {
    push(0, nodes)
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ queries: inout [Query], _ marks: inout [Mark]
  ) {
    guard let node = frontier.pop(nodes) else { return }
    queries.append(Query(node, .expand))
  }

  mutating func tell(
    _ queries: inout [Query], _ nodes: inout NodeArena, _ marks: inout [Mark]
  ) {
    for query in queries {
      for child in query.newNodes { push(child, nodes) }
    }
  }

  private mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard nodes.flags[node].isDisjoint(with: [.closed, .goal]) else { return }
    frontier.push(node, key: UInt64(node), nodes)
  }

  mutating func steer(_ wish: Wish, _ nodes: inout NodeArena, _ marks: inout [Mark]) -> Bool {
    frontier.steer(wish, &nodes)
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { frontier.count }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { nil }

  var bytes: Int { frontier.bytes }
}
