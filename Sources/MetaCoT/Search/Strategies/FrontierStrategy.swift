/// A strategy that keeps one frontier: it expands the node with the least key and puts the children
/// in. What is left to say is the key. A goal that was let into the frontier is claimed when its
/// turn comes.
protocol FrontierStrategy: Strategy {
  /// The nodes that wait to be expanded.
  var frontier: Frontier { get set }

  /// Puts a node into the frontier with its key, unless it is closed.
  mutating func push(_ node: Int32, _ nodes: borrowing NodeArena)
}

extension FrontierStrategy {
  mutating func begin(_ nodes: inout NodeArena) {
    push(0, nodes)
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ queries: inout [Query], _ marks: inout [Mark]
  ) {
    guard let node = frontier.pop(nodes) else { return }
    queries.append(Query(node, nodes.flags[node].contains(.goal) ? .claim : .expand))
  }

  mutating func tell(
    _ queries: inout [Query], _ nodes: inout NodeArena, _ marks: inout [Mark]
  ) {
    for query in queries {
      for child in query.newNodes { push(child, nodes) }
    }
  }

  mutating func steer(_ wish: Wish, _ nodes: inout NodeArena, _ marks: inout [Mark]) -> Bool {
    frontier.steer(wish, &nodes)
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { frontier.count }

  var bytes: Int { frontier.bytes }
}
