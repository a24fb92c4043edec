/// Depth-first search with backtracking: goes on below the node made last, children with the
/// highest V first, and returns to the deepest open node where a line ends.
///
/// A state reached before at no greater cost is not searched again; with steps of cost 1 the search
/// is complete within the depth limit.
struct DepthFirst: Strategy {
  static let name = "depth-first"
  static let help = "the deepest node first, with backtracking and a depth limit"
  static let parameters = [
    Parameter("depth", whole: 1...1_000_000, default: 100, "nodes this deep are not expanded"),
    Parameter(
      "order", choices: ["value", "fixed"],
      "which child is first: the one with the highest V, or the first step the problem lists"),
  ]

  private let limit: Int32
  private let byValue: Bool
  private var frontier = Frontier()
  private var depths: [Int32] = []
  private var pushed: UInt64 = 0
  private var best: Float?
  private var order: [Int32] = []

  init(_ values: ParameterValues, _ context: StrategyContext) {
    limit = Int32(values["depth"])
    byValue = values["order"] == 0
    needs = StrategyNeeds(
      columns: [.children, .costs, .values], expansion: .complete, duplicates: .drop,
      usesCostToGo: byValue, usesValue: byValue, claimsGoalsAtOnce: true)
  }

  let needs: StrategyNeeds

  mutating func begin(_ nodes: inout NodeArena) {
    depths.append(0)
    push(0, nodes)
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ queries: inout [Query], _ marks: inout [Mark]
  ) {
    guard let node = frontier.pop(nodes) else { return }
    queries.append(Query(node, depths[Int(node)] < self.limit ? .expand : []))
  }

  mutating func tell(
    _ queries: inout [Query], _ nodes: inout NodeArena, _ marks: inout [Mark]
  ) {
    for query in queries {
      guard query.wants.contains(.expand) else {
        nodes.close(query.node, because: .depth, &marks)
        continue
      }
      let depth = depths[Int(query.node)] + 1
      order.removeAll(keepingCapacity: true)
      for child in query.newNodes {
        depths.append(depth)
        order.append(child)
      }
      if byValue {
        order.sort {
          nodes.V[$0] != nodes.V[$1] ? nodes.V[$0] > nodes.V[$1] : $0 < $1
        }
      }
      for child in order.reversed() { push(child, nodes) }
      for child in order where nodes.flags[child].contains(.goal) {
        nodes.markSolved(child)
        nodes.close(child, because: .none, &marks)
      }
    }
  }

  private mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard nodes.flags[node].isDisjoint(with: [.closed, .goal]) else { return }
    if byValue { best = max(best ?? 0, nodes.V[node]) }
    pushed += 1
    frontier.push(node, key: .max - pushed, nodes)
  }

  mutating func steer(_ wish: Wish, _ nodes: inout NodeArena, _ marks: inout [Mark]) -> Bool {
    frontier.steer(wish, &nodes)
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { frontier.count }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { best }

  var bytes: Int { frontier.bytes + depths.count * 4 }
}
