/// Beam search (Lowerre 1976): level by level, keeping only the `width` nodes with the highest V.
/// What falls out of the beam is never looked at again, so it can fail where a solution is.
struct Beam: Strategy {
  static let name = "beam"
  static let help = "level by level, only the best few of each level"
  static let parameters = [
    Parameter("width", whole: 1...1_000_000, default: 5, "nodes kept of each level"),
    Parameter("depth", whole: 1...1_000_000, default: 1000, "levels at most"),
  ]

  private let width: Int
  private let depth: Int
  private var level = 0
  /// What is left of the level that is being expanded, the best last.
  private var beam: [Int32] = []
  private var next: [Int32] = []
  private var favoured: Int32 = -1
  private var forbiddenCount = 0
  private var best: Float?

  init(_ values: ParameterValues, _ context: StrategyContext) {
    width = values[whole: "width"]
    depth = values[whole: "depth"]
  }

  let needs = StrategyNeeds(
    columns: [.costs, .values], expansion: .complete, duplicates: .drop,
    usesCostToGo: true, usesValue: true, claimsGoalsAtOnce: true)

  mutating func begin(_ nodes: inout NodeArena) {
    beam.append(0)
  }

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ queries: inout [Query], _ marks: inout [Mark]
  ) {
    if beam.isEmpty { beginLevel(&nodes, &marks) }
    while let node = beam.popLast() {
      guard nodes.flags[node].isDisjoint(with: [.closed, .expanded, .goal]) else { continue }
      if forbiddenCount > 0, nodes.isForbidden(node) { continue }
      queries.append(Query(node, .expand))
      return
    }
    // All that was left of the level was forbidden meanwhile.
    if !next.isEmpty { ask(limit: limit, &nodes, &queries, &marks) }
  }

  mutating func tell(
    _ queries: inout [Query], _ nodes: inout NodeArena, _ marks: inout [Mark]
  ) {
    for query in queries {
      for child in query.newNodes
      where nodes.flags[child].isDisjoint(with: [.closed, .goal]) {
        next.append(child)
        best = max(best ?? 0, nodes.V[child])
      }
    }
  }

  private mutating func beginLevel(_ nodes: inout NodeArena, _ marks: inout [Mark]) {
    guard !next.isEmpty else { return }
    var candidates = next.filter {
      !nodes.flags[$0].contains(.closed) && !isForbidden($0, nodes)
    }
    candidates.sort { isBetter($0, $1, nodes) }
    level += 1
    let kept = level > depth ? 0 : width
    for node in candidates.dropFirst(kept) {
      nodes.flags[node].insert(.closed)
      marks.append(Mark(node: node, reason: level > depth ? .depth : .width))
    }
    beam = candidates.prefix(kept).reversed()
    next.removeAll(keepingCapacity: true)
  }

  private func isForbidden(_ node: Int32, _ nodes: borrowing NodeArena) -> Bool {
    forbiddenCount > 0 && nodes.isForbidden(node)
  }

  /// A favoured node's descendants come first for as many places as they were given.
  private func isBetter(_ a: Int32, _ b: Int32, _ nodes: borrowing NodeArena) -> Bool {
    if favoured >= 0 {
      let aIn = nodes.isDescendant(a, of: favoured)
      if aIn != nodes.isDescendant(b, of: favoured) { return aIn }
    }
    return nodes.V[a] != nodes.V[b] ? nodes.V[a] > nodes.V[b] : a < b
  }

  mutating func steer(_ wish: Wish, _ nodes: inout NodeArena, _ marks: inout [Mark]) -> Bool {
    switch wish {
    case .expandNext(let node):
      let barred: NodeArena.Flags = [.expanded, .goal, .deadEnd]
      guard nodes.flags[node].isDisjoint(with: barred) else { return false }
      // Also what fell out of the beam comes back this way.
      nodes.flags[node].remove(.closed)
      next.removeAll { $0 == node }
      beam.append(node)
    case .forbid(let node):
      guard !nodes.flags[node].contains(.forbidden) else { return false }
      nodes.flags[node].insert(.forbidden)
      forbiddenCount += 1
    case .allow(let node):
      guard nodes.flags[node].contains(.forbidden) else { return false }
      nodes.flags[node].remove(.forbidden)
      forbiddenCount -= 1
    case .favour(let node, _):
      guard !nodes.flags[node].contains(.closed) else { return false }
      favoured = node
    }
    return true
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { beam.count + next.count }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { best }

  var bytes: Int { (beam.count + next.count) * 4 }
}
