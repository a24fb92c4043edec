/// Best-of-N: samples whole lines from the policy, one after the other, and has the verifier look
/// at the end of each. Without a policy, steps are drawn uniformly.
///
/// Samples share the nodes of their common beginnings, so N of a node counts the samples through
/// it, and Q is the share of these that were accepted.
struct BestOfN: Strategy {
  static let name = "best-of-n"
  static let help = "independent samples of whole lines, each put before the verifier"
  static let parameters = [
    Parameter("n", whole: 1...1_000_000_000, default: 1000, "samples at most"),
    Parameter("depth", whole: 1...1_000_000, default: 100, "steps of one sample at most"),
  ]

  private let samples: Int
  private let limit: Int
  private let usesPolicy: Bool
  private var random: SeededRandom
  private var done = 0
  private var current: Int32 = 0
  private var depth = 0
  /// Where samples begin: the root, unless a person favours a node.
  private var origin: Int32 = 0
  private var favoured = 0
  private var forbidden: Set<Int32> = []

  init(_ values: ParameterValues, _ context: StrategyContext) {
    samples = values[whole: "n"]
    limit = values[whole: "depth"]
    usesPolicy = context.hasPolicy
    random = SeededRandom(seed: context.seed)
    needs = StrategyNeeds(
      columns: usesPolicy ? [.children, .statistics, .priors] : [.children, .statistics],
      expansion: .lazy, duplicates: .keep, claimsGoalsAtOnce: true, leaving: .restart)
  }

  let needs: StrategyNeeds

  mutating func begin(_ nodes: inout NodeArena) {}

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ queries: inout [Query], _ marks: inout [Mark]
  ) {
    let over: NodeArena.Flags = [.goal, .deadEnd, .closed, .forbidden]
    guard done < samples, nodes.flags[0].isDisjoint(with: over) else { return }
    if nodes.flags[current].contains(.expanded) {
      var query = Query(current, [])
      expanded(&query, &nodes)
      queries.append(query)
    } else {
      queries.append(Query(current, [.expand, .check]))
    }
  }

  mutating func expanded(_ query: inout Query, _ nodes: inout NodeArena) {
    query.wants = []
    if nodes.visited[query.selected] == 0 {
      nodes.visited[query.selected] = 1
      for child in nodes.children(of: query.selected) {
        nodes.initialize(child, parent: query.selected)
        nodes.N[child] = -1
      }
    }
    guard let child = draw(below: query.selected, nodes) else { return }
    query.node = child
    // A child is looked at when a sample first comes to it.
    if nodes.N[child] < 0 {
      nodes.N[child] = 0
      query.wants = .check
    }
  }

  private mutating func draw(below node: Int32, _ nodes: borrowing NodeArena) -> Int32? {
    let children = nodes.children(of: node)
    guard !children.isEmpty else { return nil }
    guard usesPolicy || !forbidden.isEmpty else {
      return children.lowerBound + Int32(random.below(children.count))
    }
    var total: Float = 0
    for child in children { total += weight(child, nodes) }
    guard total > 0 else { return nil }
    var rest = random.unit() * total
    var last: Int32?
    for child in children {
      let weight = weight(child, nodes)
      guard weight > 0 else { continue }
      last = child
      rest -= weight
      if rest < 0 { break }
    }
    return last
  }

  private func weight(_ node: Int32, _ nodes: borrowing NodeArena) -> Float {
    if nodes.flags[node].contains(.forbidden) { return 0 }
    return usesPolicy ? max(nodes.P[node], 1e-4) : 1
  }

  mutating func tell(
    _ queries: inout [Query], _ nodes: inout NodeArena, _ marks: inout [Mark]
  ) {
    for index in queries.indices {
      depth += 1
      let query = queries[index]
      let node = query.node
      let isOver =
        node == query.selected || depth >= limit || !nodes.flags[node].isDisjoint(with: .terminal)
      guard isOver else {
        current = node
        continue
      }
      let value: Float = nodes.flags[node].contains(.goal) ? 1 : 0
      nodes.backUp(value, from: node)
      queries[index].value = value
      queries[index].wants.insert(.backup)
      if nodes.flags[node].isDisjoint(with: [.goal, .deadEnd, .closed]), depth >= limit {
        nodes.flags[node].insert(.closed)
        marks.append(Mark(node: node, reason: .depth))
      }
      done += 1
      if favoured > 0 { favoured -= 1 } else { origin = 0 }
      current = origin
      depth = nodes.depth(origin)
    }
  }

  mutating func steer(_ wish: Wish, _ nodes: inout NodeArena, _ marks: inout [Mark]) -> Bool {
    switch wish {
    case .expandNext(let node):
      guard nodes.flags[node].isDisjoint(with: .terminal) else { return false }
      current = node
      depth = nodes.depth(node)
    case .favour(let node, let iterations):
      guard nodes.flags[node].isDisjoint(with: .terminal) else { return false }
      origin = node
      favoured = iterations
      current = node
      depth = nodes.depth(node)
    case .forbid(let node):
      nodes.flags[node].insert(.forbidden)
      forbidden.insert(node)
      if nodes.isDescendant(current, of: node) {
        origin = 0
        current = 0
        depth = 0
      }
    case .allow(let node):
      guard forbidden.remove(node) != nil else { return false }
      nodes.flags[node].remove(.forbidden)
    }
    return true
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { samples - done }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? {
    nodes.N[0] > 0 ? nodes.Q[0] : nil
  }

  var bytes: Int { 0 }
}
