/// A strategy that keeps one frontier: it expands the node with the least key and puts the children
/// in. What is left to say is the key. A goal that was let into the frontier is claimed when its
/// turn comes.
protocol FrontierStrategy: Strategy {
  /// The nodes that wait to be expanded.
  var frontier: Frontier { get set }

  /// How many nodes may be expanded at the same time.
  var window: Int { get }

  /// The nodes that are being expanded, where more than one may be.
  var expanding: [Int32] { get set }

  /// What the nodes are ordered by: the least comes first.
  func key(_ node: Int32, _ nodes: borrowing NodeArena) -> UInt64

  /// Puts a node into the frontier with its key, unless it is closed.
  mutating func push(_ node: Int32, _ nodes: borrowing NodeArena)

  /// Takes the first node out of the frontier: `frontier.pop`. A requirement, because each strategy
  /// reaches its frontier at once; through the protocol it is a coroutine, which the compiler (Swift
  /// 6.3) does not inline.
  mutating func pop(_ nodes: borrowing NodeArena) -> Int32?
}

extension FrontierStrategy {
  mutating func begin(_ nodes: inout NodeArena) {
    push(0, nodes)
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    while requests.count < limit, let node = pop(nodes) {
      if nodes.flags[node].contains(.goal) {
        // Something cheaper may come of what is being expanded.
        guard canClaim(node, nodes) else {
          push(node, nodes)
          return
        }
        requests.append(EvaluationRequest(node, .claim))
      } else {
        requests.append(EvaluationRequest(node, .expand))
      }
      if window > 1 { expanding.append(node) }
    }
  }

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    for child in request.newNodes { push(child, nodes) }
    if window > 1 { forget(request.node) }
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    if window > 1 { forget(request.node) }
  }

  private mutating func forget(_ node: Int32) {
    if let place = expanding.firstIndex(of: node) { expanding.remove(at: place) }
  }

  /// Whether no node that is being expanded comes before a goal.
  private func canClaim(_ goal: Int32, _ nodes: borrowing NodeArena) -> Bool {
    let key = key(goal, nodes)
    return !expanding.contains { self.key($0, nodes) < key }
  }

  mutating func steer(_ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune])
    -> Bool
  {
    frontier.steer(command, &nodes)
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { frontier.count }

  var bytes: Int { frontier.bytes }
}
