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
  private var best: Float?
  private var order: [Int32] = []
  private var isExpanding = false

  init(_ values: ParameterValues, _ context: StrategyContext) {
    limit = Int32(saturating: values["depth"])
    byValue = values[choice: "order"] == "value"
    needs = StrategyNeeds(
      columns: [.children, .costs, .values], expansion: .complete, duplicates: .drop,
      usesCostToGo: byValue, usesValue: byValue, claimsGoalsAtOnce: true)
  }

  var exploration: Exploration? { .depth }

  let needs: StrategyNeeds

  mutating func begin(_ nodes: inout NodeArena) {
    depths.append(0)
    push(0, nodes)
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    // What is next depends on the children of what is being expanded.
    guard !isExpanding, let node = frontier.pop(nodes) else { return }
    isExpanding = true
    requests.append(EvaluationRequest(node, depths[Int(node)] < self.limit ? .expand : []))
  }

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    isExpanding = false
    guard request.wants.contains(.expand) else {
      nodes.close(request.node, because: .depth, &prunes)
      return
    }
    let depth = depths[Int(request.node)] + 1
    order.removeAll(keepingCapacity: true)
    for child in request.newNodes {
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
      nodes.close(child, because: .none, &prunes)
    }
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    isExpanding = false
    let depth = depths[Int(request.node)] + 1
    for _ in request.newNodes { depths.append(depth) }
  }

  private mutating func push(_ node: Int32, _ nodes: borrowing NodeArena) {
    guard nodes.flags[node].isDisjoint(with: [.closed, .goal]) else { return }
    if byValue { best = max(best ?? 0, nodes.V[node]) }
    frontier.push(node, key: 0, nodes)
  }

  mutating func steer(_ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune])
    -> Bool
  {
    frontier.steer(command, &nodes)
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { frontier.count }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { best }

  var bytes: Int { frontier.bytes + depths.count * 4 }
}
