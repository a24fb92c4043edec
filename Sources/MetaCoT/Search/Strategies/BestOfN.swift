/// Best-of-N: samples whole lines from the policy and has the verifier look at the end of each.
/// Without a policy, steps are drawn uniformly. As many samples are drawn side by side as requests
/// may be in flight.
///
/// Samples share the nodes of their common beginnings, so N of a node counts the samples through
/// it, and Q is the share of these that were accepted (where answers cannot be checked before the
/// end: the mean of what the model says of them).
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
  /// Whether an answer is known to be right when it is given.
  private let verifiesAnswers: Bool
  private var random: SeededRandom
  /// Samples begun.
  private var begun = 0
  private var done = 0
  /// The samples that are being drawn.
  private var open: [Sample] = []
  private let window: Int
  /// Where samples begin: the root, unless a person favours a node.
  private var origin: Int32 = 0
  private var favoured = 0
  /// Where the next sample begins, if a person said so.
  private var forced: Int32 = -1

  /// A line that is being drawn.
  private struct Sample {
    var node: Int32
    var depth: Int
    /// Whether its next step is in flight.
    var isPending = false
  }

  init(_ values: ParameterValues, _ context: StrategyContext) {
    samples = values[whole: "n"]
    limit = values[whole: "depth"]
    usesPolicy = context.hasPolicy
    verifiesAnswers = context.verifiesAnswers
    window = context.window
    random = SeededRandom(seed: context.seed)
    needs = StrategyNeeds(
      columns: usesPolicy ? [.children, .statistics, .priors] : [.children, .statistics],
      expansion: .lazy, duplicates: .keep, claimsGoalsAtOnce: true, backtrackReason: .restart)
  }

  var exploration: Exploration? { .attempts }

  let needs: StrategyNeeds

  mutating func begin(_ nodes: inout NodeArena) {}

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    beginSamples(nodes)
    for index in open.indices where requests.count < limit && !open[index].isPending {
      let node = open[index].node
      // Two samples at one node that is not expanded yet: the second waits for the first.
      guard nodes.flags[node].isDisjoint(with: .pending) else { continue }
      open[index].isPending = true
      if nodes.flags[node].contains(.expanded) {
        var request = EvaluationRequest(node, [])
        expanded(&request, &nodes)
        requests.append(request)
      } else {
        if window > 1 { nodes.set(.pending, of: node) }
        requests.append(EvaluationRequest(node, [.expand, .check]))
      }
    }
  }

  private mutating func beginSamples(_ nodes: borrowing NodeArena) {
    let over: NodeArena.Flags = [.goal, .deadEnd, .closed, .forbidden]
    while open.count < window, begun < samples, nodes.flags[0].isDisjoint(with: over) {
      begun += 1
      if favoured > 0 { favoured -= 1 } else { origin = 0 }
      var node = forced >= 0 ? forced : origin
      forced = -1
      if node > 0, !canBegin(at: node, nodes) { node = 0 }
      open.append(Sample(node: node, depth: nodes.depth(node)))
    }
  }

  mutating func expanded(_ request: inout EvaluationRequest, _ nodes: inout NodeArena) {
    request.wants = []
    if nodes.visited[request.selected] == 0 {
      nodes.visited[request.selected] = 1
      for child in nodes.children(of: request.selected) {
        nodes.initialize(child, parent: request.selected)
        nodes.N[child] = -1
      }
    }
    guard let child = draw(below: request.selected, nodes) else { return }
    request.node = child
    // A child is looked at when a sample first comes to it.
    if nodes.N[child] < 0 {
      nodes.N[child] = 0
      request.wants = .check
    }
  }

  private mutating func draw(below node: Int32, _ nodes: borrowing NodeArena) -> Int32? {
    let children = nodes.children(of: node)
    guard !children.isEmpty else { return nil }
    guard usesPolicy || nodes.hasForbidden else {
      return children.lowerBound + Int32(random.below(children.count))
    }
    guard children.contains(where: { !nodes.flags[$0].contains(.forbidden) }) else { return nil }
    let usesPolicy = usesPolicy
    return random.draw(from: children) { child in
      if nodes.flags[child].contains(.forbidden) { return 0 }
      return usesPolicy ? max(nodes.P[child], 1e-4) : 1
    }
  }

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    nodes.clear(.pending, of: request.selected)
    guard let place = open.firstIndex(where: { $0.isPending && $0.node == request.selected })
    else { return }
    open[place].isPending = false
    open[place].depth += 1
    let node = request.node
    let depth = open[place].depth
    let isOver =
      node == request.selected || depth >= limit || !nodes.flags[node].isDisjoint(with: .terminal)
    guard isOver else {
      open[place].node = node
      return
    }
    var value: Float = nodes.flags[node].contains(.goal) ? request.value : 0
    // An earlier sample came here before.
    if !request.wants.contains(.check) {
      value = nodes.terminalValue(of: node, verifiesAnswers: verifiesAnswers)
    }
    nodes.backUp(value, from: node)
    request.value = value
    request.wants.insert(.backup)
    if nodes.flags[node].isDisjoint(with: [.goal, .deadEnd, .closed]), depth >= limit {
      nodes.set(.closed, of: node)
      prunes.append(Prune(node: node, reason: .depth))
    }
    done += 1
    open.remove(at: place)
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    nodes.clear(.pending, of: request.selected)
    guard let place = open.firstIndex(where: { $0.isPending && $0.node == request.selected })
    else { return }
    done += 1
    open.remove(at: place)
  }

  mutating func steer(
    _ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) -> Bool {
    switch command {
    case .expandNext(let node):
      guard canBegin(at: node, nodes) else { return false }
      restart(from: node, nodes)
    case .favour(let node, let iterations):
      guard canBegin(at: node, nodes) else { return false }
      origin = node
      favoured = iterations
      restart(from: node, nodes)
    case .forbid(let node):
      guard nodes.forbid(node) else { return false }
      for place in open.indices.reversed()
      where !open[place].isPending && nodes.isDescendant(open[place].node, of: node) {
        // Another begins in its place.
        open.remove(at: place)
        begun -= 1
      }
    case .allow(let node):
      guard nodes.allow(node) else { return false }
    case .raiseBudget:
      return false
    }
    return true
  }

  private func canBegin(at node: Int32, _ nodes: borrowing NodeArena) -> Bool {
    nodes.flags[node].isDisjoint(with: [.goal, .deadEnd, .closed]) && !nodes.isForbidden(node)
  }

  /// A sample that waits for its next step goes on from this node instead; where all are in flight,
  /// the next one begins there.
  private mutating func restart(from node: Int32, _ nodes: borrowing NodeArena) {
    if let place = open.firstIndex(where: { !$0.isPending }) {
      open[place] = Sample(node: node, depth: nodes.depth(node))
    } else {
      forced = node
    }
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { samples - done }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? {
    nodes.N[0] > 0 ? nodes.Q[0] : nil
  }

  var bytes: Int { 0 }
}
