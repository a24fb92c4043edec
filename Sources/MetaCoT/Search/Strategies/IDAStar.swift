/// Iterative-deepening A* (Korf 1985): depth-first search of the nodes with `f = g + h` within a
/// bound, which rises to the least f beyond it when all of these have failed.
///
/// With an admissible h the first goal is an optimal one. It remembers the path and the siblings
/// along it and nothing else: memory grows with the depth, and a state is searched anew whenever
/// another path leads to it. Where events are written they speak of every node by its number, so the
/// nodes stay, and a visit in a later round is one to the same node: it is selected again, and its
/// children are not made twice.
///
/// Where many f differ, each round finds little more than the one before. On a problem without a
/// solution that has circles, the bound rises for ever.
struct IDAStar: Strategy {
  static let name = "ida-star"
  static let help = "depth-first within a bound on f that rises (Korf 1985); optimal, little memory"
  static let parameters: [Parameter] = []

  /// A node to be visited, the first node after its siblings, and the greatest f on the path to it:
  /// the bound within which it is reached.
  private struct Visit {
    var node: Int32
    var end: Int32
    var reach: Float
  }

  /// What is next is at the end.
  private var visits: [Visit] = []
  /// Those that came up while they were forbidden.
  private var shelf: [Visit] = []
  private var isExpanding = false
  /// The reach of the node that is expanded.
  private var reach = Float.infinity
  /// The bounds of the last round, of this one, and of the next.
  private var previous = -Float.infinity
  private var bound = Float.infinity
  private var next = Float.infinity
  private var leastCostToGo = Float.infinity

  init(_ values: ParameterValues, _ context: StrategyContext) {}

  var exploration: Exploration? { .depth }

  let needs = StrategyNeeds(
    columns: [.children, .costs], expansion: .complete, duplicates: .forget, usesCostToGo: true,
    backtrackReason: .depth)

  mutating func begin(_ nodes: inout NodeArena) {
    guard !nodes.flags[0].contains(.closed) else { return }
    bound = nodes.h[0]
    leastCostToGo = bound
    visits.append(Visit(node: 0, end: 1, reach: bound))
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    // What is next depends on the children of what is being expanded.
    guard !isExpanding else { return }
    while true {
      guard let visit = visits.popLast() else {
        guard next < .infinity else { return }
        previous = bound
        bound = next
        next = .infinity
        shelf.removeAll()
        visits.append(Visit(node: 0, end: 1, reach: nodes.h[0]))
        continue
      }
      nodes.forget(from: visit.end)
      if nodes.isForbidden(visit.node) {
        shelf.append(visit)
        continue
      }
      isExpanding = true
      reach = visit.reach
      requests.append(
        EvaluationRequest(visit.node, nodes.flags[visit.node].contains(.goal) ? .claim : .expand))
      return
    }
  }

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    isExpanding = false
    let children = request.newNodes
    var child = children.upperBound
    while child > children.lowerBound {
      child -= 1
      let h = nodes.h[child]
      let f = nodes.g[child] + h
      if f > bound {
        next = min(next, f)
      } else if max(f, reach) > previous || !nodes.flags[child].contains(.goal) {
        // A goal counts in the round that reaches it first.
        leastCostToGo = min(leastCostToGo, h)
        visits.append(Visit(node: child, end: children.upperBound, reach: max(f, reach)))
      }
    }
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    isExpanding = false
  }

  /// What lies below a favoured node comes first for the rest of the round.
  mutating func steer(_ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune])
    -> Bool
  {
    switch command {
    case .expandNext(let node):
      let barred: NodeArena.Flags = [.closed, .expanded, .goal, .deadEnd]
      guard nodes.flags[node].isDisjoint(with: barred), !nodes.isForbidden(node) else {
        return false
      }
      visits.append(
        Visit(node: node, end: Int32(nodes.count), reach: reach(of: node, nodes)))
    case .forbid(let node):
      guard nodes.forbid(node) else { return false }
    case .allow(let node):
      guard nodes.allow(node) else { return false }
      visits.append(contentsOf: shelf.reversed())
      shelf.removeAll()
    case .favour(let node, _):
      guard !nodes.isForbidden(node) else { return false }
      var others: [Visit] = []
      var favoured: [Visit] = []
      for visit in visits {
        if nodes.isDescendant(visit.node, of: node) {
          favoured.append(visit)
        } else {
          others.append(visit)
        }
      }
      guard !favoured.isEmpty else { return false }
      visits = others + favoured
    case .raiseBudget:
      return false
    }
    return true
  }

  private func reach(of node: Int32, _ nodes: borrowing NodeArena) -> Float {
    var reach = -Float.infinity
    var node = node
    while node >= 0 {
      reach = max(reach, nodes.g[node] + nodes.h[node])
      node = nodes.parent[node]
    }
    return reach
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { visits.count }

  /// e^−h of the node nearest to a goal.
  func bestValue(_ nodes: borrowing NodeArena) -> Float? { probability(costToGo: leastCostToGo) }

  var bytes: Int { (visits.count + shelf.count) * MemoryLayout<Visit>.stride }
}
