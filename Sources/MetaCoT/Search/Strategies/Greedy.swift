/// Greedy search (hill climbing): always on to the child with the highest V, never back. The
/// cheapest thing to compare with.
struct Greedy: Strategy {
  static let name = "greedy"
  static let help = "always on to the best child, never back"
  static let parameters: [Parameter] = []

  private var current: Int32 = 0
  private var best: Float?
  private var isExpanding = false

  init(_ values: ParameterValues, _ context: StrategyContext) {}

  var exploration: Exploration? { .descent }

  let needs = StrategyNeeds(
    columns: [.costs, .values], expansion: .complete, duplicates: .drop,
    usesCostToGo: true, usesValue: true, claimsGoalsAtOnce: true)

  mutating func begin(_ nodes: inout NodeArena) {}

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    let done: NodeArena.Flags = [.closed, .expanded, .goal]
    guard !isExpanding, current >= 0, nodes.flags[current].isDisjoint(with: done) else { return }
    isExpanding = true
    requests.append(EvaluationRequest(current, .expand))
  }

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    isExpanding = false
    current = -1
    for child in request.newNodes
    where nodes.flags[child].isDisjoint(with: [.closed, .goal, .forbidden]) {
      if current < 0 || nodes.V[child] > nodes.V[current] { current = child }
    }
    if current >= 0 { best = max(best ?? 0, nodes.V[current]) }
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    isExpanding = false
    current = -1
  }

  mutating func steer(_ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune])
    -> Bool
  {
    let done: NodeArena.Flags = [.closed, .expanded, .goal]
    switch command {
    case .expandNext(let node):
      guard nodes.flags[node].isDisjoint(with: done), !nodes.isForbidden(node)
      else { return false }
      current = node
    case .forbid(let node):
      guard nodes.forbid(node) else { return false }
      guard current >= 0, nodes.isForbidden(current) else { return true }
      moveToSibling(of: node, nodes)
    case .allow(let node):
      return nodes.allow(node)
    case .favour, .raiseBudget:
      return false
    }
    return true
  }

  /// Where the way on was forbidden: the best sibling that is not.
  private mutating func moveToSibling(of node: Int32, _ nodes: borrowing NodeArena) {
    current = -1
    guard node > 0 else { return }
    let parent = nodes.parent[node]
    let barred: NodeArena.Flags = [.closed, .expanded, .goal, .forbidden]
    for other in Int32(1)..<Int32(nodes.count)
    where nodes.parent[other] == parent && nodes.flags[other].isDisjoint(with: barred) {
      if current < 0 || nodes.V[other] > nodes.V[current] { current = other }
    }
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { current >= 0 ? 1 : 0 }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { best }

  var bytes: Int { 0 }
}
