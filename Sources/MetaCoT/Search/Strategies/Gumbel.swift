/// Gumbel MCTS (Danihelka et al. 2022): spends a known number of simulations on the root's children by
/// Sequential Halving, of which the first are drawn without replacement by the policy (Gumbel-Top-k);
/// below the root visits follow the improved policy. It has no constant of exploration.
///
/// One simulation at a time: which child is next depends on the values of all.
struct Gumbel: Strategy {
  static let name = "gumbel"
  static let help = "Monte-Carlo tree search that halves the root's children by the budget"
  static let usesBudget = true
  static let parameters = [
    Parameter(
      "considered", whole: 1...4096, default: 16,
      "children of the root that are considered at first (m)"),
    Parameter(
      "simulations", whole: 0...1_000_000_000, default: 0,
      "simulations that are shared out; 0: the budget of expansions, less the root's"),
    Parameter(
      "maxvisit-init", formerly: "visit", 0...1_000_000, default: 50,
      "c_visit of σ(q) = (c_visit + max N) · c_scale · q"),
    Parameter("value-scale", formerly: "scale", 0...1000, default: 0.1, "c_scale of σ"),
    Parameter(
      "gumbel-scale", formerly: "noise", 0...10, default: 1,
      "scale of the Gumbel noise; 0 takes the most probable children"),
  ]

  private let considered: Int
  private let simulations: Int
  private let visit: Float
  private let scale: Float
  private let noise: Float
  private let closesGoals: Bool
  private let verifiesAnswers: Bool
  private var random: SeededRandom
  /// The Gumbel noise of the root's children, in their order.
  private var gumbel: [Float] = []
  /// How many visits the root's child must have that is next.
  private var schedule: [Int32] = []
  private var done = 0
  private var isInFlight = false
  private var steering = WalkSteering()
  private var leaves = 1

  init(_ values: ParameterValues, _ context: StrategyContext) {
    considered = values[whole: "considered"]
    let asked = values[whole: "simulations"]
    // The first expansion is the root's, which makes the children that simulations are shared out to.
    simulations = asked > 0 ? asked : max(1, context.expansions.map { $0 - 1 } ?? 1000)
    visit = Float(values["maxvisit-init"])
    scale = Float(values["value-scale"])
    noise = Float(values["gumbel-scale"])
    closesGoals = context.until == .all
    verifiesAnswers = context.verifiesAnswers
    random = SeededRandom(seed: context.seed)
  }

  var exploration: Exploration? { .backups }

  let needs = StrategyNeeds(
    columns: [.children, .statistics, .priors, .values], expansion: .ranked, duplicates: .mark,
    usesValue: true, claimsGoalsAtOnce: true, expandsDuplicates: false, backtrackReason: .none)

  mutating func begin(_ nodes: inout NodeArena) {}

  // MARK: Selection

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    guard !isInFlight, nodes.flags[0].isDisjoint(with: .barred) else { return }
    isInFlight = true
    requests.append(select(nodes))
  }

  private mutating func select(_ nodes: borrowing NodeArena) -> EvaluationRequest {
    var node = steering.origin(nodes)
    while true {
      let flags = nodes.flags[node]
      if !flags.isDisjoint(with: .terminal) {
        var request = EvaluationRequest(node, .backup)
        request.value = nodes.terminalValue(of: node, verifiesAnswers: verifiesAnswers)
        return request
      }
      guard flags.contains(.expanded), nodes.childCount[node] > 0 else {
        return EvaluationRequest(node, [.expand, .value, .backup])
      }
      node = node == 0 ? rootChild(nodes) : interiorChild(of: node, nodes)
    }
  }

  private func children(of node: Int32, _ nodes: borrowing NodeArena) -> GumbelRule.Children {
    var children = GumbelRule.Children()
    for child in nodes.children(of: node) {
      children.P.append(nodes.P[child])
      children.N.append(nodes.N[child])
      children.Q.append(nodes.Q[child])
    }
    return children
  }

  /// The child with the best score among those with as many visits as are due; where all of these
  /// are barred, among all.
  private mutating func rootChild(_ nodes: borrowing NodeArena) -> Int32 {
    if done >= schedule.count {
      // The budget was raised, or there was none: another round.
      let most = min(considered, Int(nodes.childCount[0]))
      let more = GumbelRule.consideredVisits(considered: most, simulations: simulations)
      let visits = nodes.children(of: 0).reduce(Int32(0)) { max($0, nodes.N[$1]) }
      schedule += done == 0 ? more : more.map { _ in visits }
    }
    let due = schedule[done]
    done += 1
    let scores = GumbelRule.rootScores(
      children(of: 0, nodes), gumbel: gumbel, V: nodes.V[0], visit: visit, scale: scale)
    return best(scores, below: 0, nodes) { nodes.N[$0] == due }
      ?? best(scores, below: 0, nodes) { _ in true } ?? nodes.firstChild[0]
  }

  private func interiorChild(of node: Int32, _ nodes: borrowing NodeArena) -> Int32 {
    let scores = GumbelRule.interiorScores(
      children(of: node, nodes), V: nodes.V[node], visit: visit, scale: scale)
    return best(scores, below: node, nodes) { _ in true } ?? nodes.firstChild[node]
  }

  private func best(
    _ scores: [Float], below node: Int32, _ nodes: borrowing NodeArena,
    where isEligible: (Int32) -> Bool
  ) -> Int32? {
    var best: (child: Int32, score: Float)?
    for (child, score) in zip(nodes.children(of: node), scores)
    where nodes.flags[child].isDisjoint(with: .barred) && isEligible(child) {
      if best.map({ score > $0.score }) ?? true { best = (child, score) }
    }
    return best?.child
  }

  mutating func expanded(_ request: inout EvaluationRequest, _ nodes: inout NodeArena) {
    for _ in request.newNodes where request.selected == 0 {
      gumbel.append(noise * GumbelRule.draw(&random))
    }
    nodes.visited[request.selected] = nodes.childCount[request.selected]
    leaves += max(Int(request.newCount) - 1, 0)
  }

  // MARK: Backing up

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    isInFlight = false
    if nodes.N[request.node] == 0 { nodes.V[request.node] = request.value }
    nodes.backUp(request.value, from: request.node)
    nodes.prove(request, closesGoals: closesGoals, prunesDuplicates: true, &prunes)
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    isInFlight = false
  }

  // MARK: Steering

  mutating func steer(
    _ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) -> Bool {
    steering.steer(command, &nodes, &prunes)
  }

  // MARK: For a person to watch

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { leaves }

  /// Q of the root's child with the most visits.
  func bestValue(_ nodes: borrowing NodeArena) -> Float? { nodes.mostVisitedValue }

  var bytes: Int { (gumbel.count + schedule.count) * 4 }
}
