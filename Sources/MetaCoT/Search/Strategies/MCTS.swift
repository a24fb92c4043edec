/// Monte-Carlo tree search (Coulom 2006; Browne et al. 2012).
///
/// An iteration walks from the root to a leaf, always to the child that the `SelectionRule` prefers,
/// puts the leaf before the model, for its value or for rollouts, and adds the value to the path.
/// With `uct` children are made at a node's second visit and revealed one a visit, in random order;
/// with `puct` at the first, with their priors, the most probable first.
struct MCTS: Strategy {
  static let name = "mcts"
  static let help = "Monte-Carlo tree search, UCT or PUCT, with exact proofs where all is known"
  static let parameters = [
    Parameter("select", choices: ["uct", "puct"], "the selection rule; puct uses the policy"),
    Parameter(
      "c", 0...1000, default: 1.414,
      "weight of exploration; √2 is UCT's (Kocsis, Szepesvári 2006), 1 to 4 is usual for puct"),
    Parameter(
      "fpu", choices: ["auto", "all", "constant", "parent"],
      "first-play urgency of a child without visits: `all` are tried once before any twice, a "
        + "`constant` (Gelly, Wang 2006), the `parent`'s Q less a reduction (Lc0); "
        + "auto is all for uct, parent for puct"),
    Parameter(
      "fpu-value", formerly: "urgency", -10...10, default: 0,
      "the constant of `fpu constant`, the reduction of `fpu parent`"),
    Parameter(
      "solver", choices: ["off", "on"], default: 1,
      "mark proved nodes and skip them (MCTS-Solver: Winands, Björnsson, Saito 2008)"),
    Parameter(
      "transpositions", choices: ["off", "mark", "prune"], default: 2,
      "equal states: `mark` them, use their values and proofs again, and never go round in circles; "
        + "with the solver, `prune` also searches each below its first node only"),
    Parameter(
      "batch", whole: 1...4096, default: 1,
      "leaves evaluated by the model at once (tree parallelism: Chaslot, Winands, van den Herik 2008)"
    ),
    Parameter(
      "pending", choices: ["loss", "visits"],
      "what a leaf in flight counts as, so that others are chosen: a visit with value 0 (virtual "
        + "loss), or a visit that leaves Q as it is (WU-UCT: Liu et al. 2020)"),
    Parameter(
      "widening", 0...1000, default: 0,
      "progressive widening (Coulom 2007; Chaslot et al. 2008): ⌈widening · N^widening-exponent⌉ "
        + "children are considered; 0 is all"),
    Parameter(
      "widening-exponent", formerly: "exponent", 0...1, default: 0.5,
      "the exponent of progressive widening"),
    Parameter(
      "rollouts", whole: 0...10_000, default: 0,
      "a leaf's value is the mean return of so many rollouts, which the model plays to an end; 0 is "
        + "the model's own value"),
  ]

  private let isPUCT: Bool
  private let rule: SelectionRule
  private let roots = SqrtLogTable.shared
  private let triesAll: Bool
  private let fpuFromParent: Bool
  private let fpuValue: Float
  private let solver: Bool
  /// Children that a model is asked to think of at most, a few at a time.
  private static let mostChildren = 64

  /// Whether an answer is known to be right when it is given.
  private let verifiesAnswers: Bool
  /// Whether several leaves can be in flight.
  private let isParallel: Bool
  /// Whether a leaf in flight counts as a visit, and not as a loss too.
  private let countsVisits: Bool
  /// Visits in flight, by node. Only with `countsVisits`.
  private var pendingVisits: [Int32: Int32] = [:]
  private let widening: Double
  private let wideningExponent: Double
  private let closesGoals: Bool
  private let prunesDuplicates: Bool
  private var random: SeededRandom
  private var leaves = 1
  private var steering = WalkSteering()

  init(_ values: ParameterValues, _ context: StrategyContext) {
    isPUCT = values[choice: "select"] == "puct"
    rule = SelectionRule(isPUCT ? .puct : .uct, c: Float(values["c"]))
    var fpu = values[choice: "fpu"]
    if fpu == "auto" { fpu = isPUCT ? "parent" : "all" }
    triesAll = fpu == "all"
    fpuFromParent = fpu == "parent"
    fpuValue = Float(values["fpu-value"])
    solver = values[choice: "solver"] == "on"
    isParallel = context.window > 1
    countsVisits = values[choice: "pending"] == "visits"
    widening = values["widening"]
    wideningExponent = values["widening-exponent"]
    closesGoals = solver && context.until == .all
    random = SeededRandom(seed: context.seed)
    var columns: NodeArena.Columns = [.children, .statistics]
    if isPUCT { columns.insert(.priors) }
    let transpositions = values[choice: "transpositions"]
    prunesDuplicates = solver && transpositions == "prune"
    verifiesAnswers = context.verifiesAnswers
    needs = StrategyNeeds(
      columns: columns, expansion: isPUCT ? .ranked : .lazy,
      duplicates: transpositions == "off" ? .keep : .mark, usesValue: true, claimsGoalsAtOnce: true,
      expandsDuplicates: !prunesDuplicates,
      growth: widening > 0 && !context.listsSteps ? Self.mostChildren : 0,
      rollouts: values[whole: "rollouts"], backtrackReason: .none)
  }

  var exploration: Exploration? { .backups }

  let needs: StrategyNeeds

  mutating func begin(_ nodes: inout NodeArena) {
    nodes.S[0] = 1
  }

  // MARK: Selection

  mutating func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    for _ in 0..<limit {
      guard nodes.flags[0].isDisjoint(with: .barred), let request = select(&nodes) else { return }
      requests.append(request)
      if isParallel {
        nodes.set(.pending, of: request.node)
        addVirtualVisit(from: request.node, nodes)
      }
    }
  }

  /// Walks down to the node that is next; nil if one on the way waits for its value.
  private mutating func select(_ nodes: inout NodeArena) -> EvaluationRequest? {
    var node = steering.origin(nodes)
    while true {
      let flags = nodes.flags[node]
      if !flags.isDisjoint(with: [.goal, .deadEnd, .pending]) {
        if flags.contains(.pending) { return nil }
        var request = EvaluationRequest(node, .backup)
        request.value = nodes.terminalValue(of: node, verifiesAnswers: verifiesAnswers)
        return request
      }
      if !flags.contains(.expanded) {
        if isPUCT { return EvaluationRequest(node, [.expand, .value, .backup]) }
        return EvaluationRequest(
          node, nodes.N[node] == 0 ? [.value, .backup] : [.expand, .backup])
      }
      guard let child = selectChild(of: node, nodes) else {
        if freshPlace(in: node, nodes) == Int(nodes.childCount[node]) {
          return EvaluationRequest(node, isPUCT ? .expand : [.expand, .backup])
        }
        let next = nextChild(of: node, &nodes)
        if isPUCT {
          node = next
          continue
        }
        return EvaluationRequest(selected: node, node: next, [.value, .backup])
      }
      node = child
    }
  }

  /// The visited child to go on to; nil if it is the turn of the next one without visits.
  @inline(__always)
  private func selectChild(of node: Int32, _ nodes: borrowing NodeArena) -> Int32? {
    let visited = Int(nodes.visited[node])
    let count = Int(nodes.childCount[node])
    let N = nodes.N[node]
    var allowed = count
    var isGrowing = false
    if widening > 0 {
      // A node that is growing may have more children than it has yet.
      isGrowing = nodes.flags[node].contains(.growing)
      if isGrowing { allowed = Self.mostChildren }
      allowed = min(
        allowed,
        max(1, Int(saturating: (widening * power(Double(N), wideningExponent)).rounded(.up))))
    }
    let place = freshPlace(in: node, nodes)
    let hasFresh = visited < allowed && (place < count || isGrowing)
    if hasFresh, triesAll || place == count { return nil }
    let k = rule.scale(parentVisits: N, roots)
    let first = Int(nodes.firstChild[node])
    let best = greatest(nodes.scores.base + first, count: visited, k)
    if hasFresh {
      var fresh = fpuFromParent ? nodes.Q[node] - fpuValue : fpuValue
      if isPUCT { fresh += k * nodes.S[Int32(first + place)] }
      if fresh > best.score { return nil }
    }
    // Where everything visited is barred, widening must give way.
    return best.index < 0 ? nil : Int32(first + best.index)
  }

  /// The place of the next child without visits, those stepped over that are barred; the number of
  /// children if there is none. With `uct` nobody knows such a child, so that none is barred.
  @inline(__always)
  private func freshPlace(in node: Int32, _ nodes: borrowing NodeArena) -> Int {
    var place = Int(nodes.visited[node])
    guard isPUCT else { return place }
    let count = Int(nodes.childCount[node])
    let first = Int(nodes.firstChild[node])
    while place < count, nodes.S[Int32(first + place)] == -.infinity { place += 1 }
    return place
  }

  /// Takes the next child without visits: one drawn at random with `uct` (a step of the
  /// Fisher–Yates shuffle), the most probable with `puct`.
  @inline(__always)
  private mutating func nextChild(of node: Int32, _ nodes: inout NodeArena) -> Int32 {
    let first = nodes.firstChild[node]
    let count = Int32(nodes.childCount[node])
    let index = Int32(freshPlace(in: node, nodes))
    if isPUCT {
      nodes.visited[node] = UInt16(index + 1)
      return first + index
    }
    let other = index + Int32(random.below(Int(count - index)))
    let code = nodes.step[first + index]
    nodes.step[first + index] = nodes.step[first + other]
    nodes.step[first + other] = code
    nodes.visited[node] = UInt16(index + 1)
    nodes.initialize(first + index, parent: node)
    leaves += 1
    return first + index
  }

  mutating func expanded(_ request: inout EvaluationRequest, _ nodes: inout NodeArena) {
    guard !isPUCT else {
      for child in request.newNodes { nodes.S[child] = nodes.P[child] }
      leaves += max(Int(request.newCount) - 1, 0)
      return
    }
    guard nodes.visited[request.selected] < nodes.childCount[request.selected] else {
      // The model thought of nothing new.
      request.wants = []
      return
    }
    if nodes.visited[request.selected] == 0 { leaves -= 1 }
    let child = nextChild(of: request.selected, &nodes)
    if isParallel {
      nodes.clear(.pending, of: request.selected)
      nodes.set(.pending, of: child)
      nodes.N[child] = 1
      if countsVisits { pendingVisits[child] = 1 }
    }
    request.node = child
    request.wants.insert(.value)
  }

  // MARK: Backing up

  mutating func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    guard request.wants.contains(.backup) else {
      cancel(request, &nodes)
      return
    }
    if isParallel {
      nodes.clear(.pending, of: request.node)
      replaceVirtualVisit(by: request.value, from: request.node, nodes)
    } else {
      backUp(request.value, from: request.node, nodes)
    }
    if solver {
      nodes.prove(
        request, closesGoals: closesGoals, prunesDuplicates: prunesDuplicates, &prunes)
    }
  }

  mutating func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    guard isParallel else { return }
    nodes.clear(.pending, of: request.node)
    removeVirtualVisit(from: request.node, nodes)
  }

  @inline(__always)
  private func backUp(_ value: Float, from leaf: Int32, _ nodes: borrowing NodeArena) {
    var node = leaf
    while node >= 0 {
      let N = nodes.N[node] + 1
      nodes.N[node] = N
      nodes.Q[node] += (value - nodes.Q[node]) / Float(N)
      if nodes.S[node] >= 0 { nodes.S[node] = weight(of: node, N, nodes) }
      node = nodes.parent[node]
    }
  }

  @inline(__always)
  private func weight(of node: Int32, _ N: Int32, _ nodes: borrowing NodeArena) -> Float {
    rule.weight(P: isPUCT ? nodes.P[node] : 1, N: N)
  }

  /// A visit in flight, so that the next walk goes elsewhere.
  private mutating func addVirtualVisit(from leaf: Int32, _ nodes: borrowing NodeArena) {
    var node = leaf
    while node >= 0 {
      let N = nodes.N[node] + 1
      nodes.N[node] = N
      if countsVisits {
        pendingVisits[node, default: 0] += 1
      } else {
        nodes.Q[node] -= nodes.Q[node] / Float(N)
      }
      if nodes.S[node] >= 0 { nodes.S[node] = weight(of: node, N, nodes) }
      node = nodes.parent[node]
    }
  }

  /// A visit in flight has its value.
  private mutating func replaceVirtualVisit(
    by value: Float, from leaf: Int32, _ nodes: borrowing NodeArena
  ) {
    var node = leaf
    while node >= 0 {
      if countsVisits {
        let visits = nodes.N[node] - endVisit(node)
        nodes.Q[node] += (value - nodes.Q[node]) / Float(visits)
      } else {
        nodes.Q[node] += value / Float(nodes.N[node])
      }
      if nodes.S[node] >= 0 { nodes.S[node] = weight(of: node, nodes.N[node], nodes) }
      node = nodes.parent[node]
    }
  }

  /// A visit in flight was none.
  private mutating func removeVirtualVisit(from leaf: Int32, _ nodes: borrowing NodeArena) {
    var node = leaf
    while node >= 0 {
      let N = nodes.N[node] - 1
      nodes.N[node] = N
      if countsVisits {
        _ = endVisit(node)
      } else {
        nodes.Q[node] *= Float(N + 1) / Float(max(N, 1))
      }
      if nodes.S[node] >= 0, N > 0 { nodes.S[node] = weight(of: node, N, nodes) }
      node = nodes.parent[node]
    }
  }

  /// One visit in flight fewer. Returns how many are left.
  private mutating func endVisit(_ node: Int32) -> Int32 {
    let left = pendingVisits[node, default: 1] - 1
    pendingVisits[node] = left == 0 ? nil : left
    return left
  }

  // MARK: Steering

  mutating func steer(_ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune])
    -> Bool
  {
    let (rule, isPUCT) = (rule, isPUCT)
    return steering.steer(command, &nodes, &prunes) { nodes, node in
      nodes.S[node] = rule.weight(P: isPUCT ? nodes.P[node] : 1, N: nodes.N[node])
    }
  }

  // MARK: For a person to watch

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { leaves }

  /// Q of the root's child with the most visits.
  func bestValue(_ nodes: borrowing NodeArena) -> Float? { nodes.mostVisitedValue }

  var bytes: Int { pendingVisits.count * 16 }
}
