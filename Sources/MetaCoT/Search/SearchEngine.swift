/// Runs one strategy on one problem with one model: asks the strategy, makes children, evaluates,
/// verifies, tells, and writes everything down as events.
///
/// Generic so that it compiles to one tight loop for each built-in problem and model; see `Search`
/// for where the types are erased. It has no thread and no clock: time is an argument.
struct SearchEngine<P: Problem, M: Model>: ~Copyable {
  let problem: P
  let model: M
  let until: SearchConfiguration.Goal
  var budget: Budget

  var strategy: any Strategy
  let needs: StrategyNeeds
  let storesStates: Bool
  var nodes: NodeArena
  var states: StateTable<P>
  /// The model's value of each state in the table; NaN where it is not known. Only with
  /// `Duplicates.mark`.
  var knownValues = Column<Float>()
  var evaluation: EvaluationBatch<P>
  var random: SeededRandom

  var phase = SearchPhase.select
  var queries: [Query] = []
  var marks: [Mark] = []
  var steps: [StepCode] = []
  var path: [StepCode] = []
  /// Nodes whose states an expansion reached at less cost.
  var superseded: [Int32] = []
  /// The queries of a batch that the model is asked for.
  var asked: [Int32] = []
  /// The node whose state was worked out last, and that state.
  var currentNode: Int32 = 0
  var currentState: P.State

  var iterations = 0
  var expansions = 0
  var modelCalls = 0
  var tokens = 0
  var goals = 0
  var best: (node: Int32, answer: String, cost: Float)?
  /// Whether a limit that is reached makes the search wait for more, rather than end.
  let holdsAtLimits: Bool
  /// The limit that it waits at.
  private var heldAt: String?
  /// Why the search ends once the iteration is over.
  var stopping: String?
  private(set) var outcome: Outcome?
  private var hasEnded = false

  /// Whether events are written down.
  let isRecording: Bool
  var events = EventBatch()
  var numbers: TraceNumbers
  /// The node that the search was at last, and why it would leave it.
  var last: Int32 = -1
  var leaving = Event.Reason.none

  // Every field is set once and none is changed here: the compiler (Swift 6.3) deinitialises fields
  // too early in an initialiser of a noncopyable type that does more. The rest is in `begin`.
  init(
    problem: P, model: M, strategy: any Strategy, configuration: SearchConfiguration,
    isRecording: Bool, holdsAtLimits: Bool
  ) {
    let needs = strategy.needs
    self.problem = problem
    self.model = model
    self.strategy = strategy
    self.isRecording = isRecording
    self.holdsAtLimits = holdsAtLimits
    self.needs = needs
    until = configuration.until
    budget = configuration.budget
    storesStates = needs.expansion == .complete || needs.duplicates == .mark
    nodes = NodeArena(needs.columns)
    states = StateTable(problem)
    currentState = problem.start
    evaluation = EvaluationBatch(problem: problem)
    random = SeededRandom(seed: configuration.seed ^ 0x6D6F_6465_6C00_0000)
    numbers = TraceNumbers(isIdentity: needs.expansion != .lazy)
  }

  /// The root's h and V, where the strategy looks at them.
  private(set) var rootCostToGo = Float.nan
  private(set) var rootValue = Float.nan

  /// Looks at the root. Called once, before anything else.
  mutating func begin() {
    if needs.duplicates == .mark { knownValues.append(.nan) }
    let start = problem.start
    if needs.expansion == .complete {
      if problem.isGoal(start) { nodes.flags[0].insert(.goal) }
      let wants = childWants
      if !wants.isEmpty {
        evaluation.begin(wants)
        evaluation.append(start)
        evaluate(for: 0)
        let (V, h) = estimates(0, ofGoal: nodes.flags[0].contains(.goal))
        rootValue = V
        if needs.usesCostToGo {
          rootCostToGo = h
          nodes.h[0] = h
          if h == .infinity { nodes.flags[0].formUnion([.deadEnd, .closed]) }
        }
        if needs.columns.contains(.values) { nodes.V[0] = V }
      }
    }
    strategy.begin(&nodes)
  }

  // MARK: Advancing

  /// Runs to the end of the iteration, or of several, unless it waits at a limit before. Returns
  /// whether the search goes on.
  @discardableResult
  mutating func advance(iterations count: Int) -> Bool {
    var left = count
    while left > 0, !hasEnded {
      repeat { runPhase() } while phase != .select && !hasEnded
      left = heldAt == nil ? left - 1 : 0
    }
    return !hasEnded
  }

  /// Runs one phase. Returns whether the search goes on.
  @inline(__always)
  @discardableResult
  mutating func runPhase() -> Bool {
    guard !hasEnded else { return false }
    switch phase {
    case .select:
      select()
      if heldAt == nil { phase = nextPhase(after: .select) }
    case .expand:
      expand()
      phase = nextPhase(after: .expand)
    case .evaluate:
      evaluateLeaves()
      phase = .backup
    case .backup:
      backUp()
      phase = .select
      if let stopping { finish(stopping) }
    }
    return !hasEnded
  }

  @inline(__always)
  private func nextPhase(after phase: SearchPhase) -> SearchPhase {
    var wants: Query.Wants = []
    for query in queries {
      wants.formUnion(query.wants)
      if query.node != query.selected { wants.insert(.expand) }
    }
    if phase == .select, wants.contains(.expand) { return .expand }
    if !wants.isDisjoint(with: [.value, .check, .claim]) { return .evaluate }
    return .backup
  }

  private mutating func select() {
    heldAt = nil
    if let reason = limitReached() {
      if holdsAtLimits { heldAt = reason } else { finish(reason) }
      return
    }
    if iterations == 0, needs.claimsGoalsAtOnce, nodes.flags[0].contains(.goal) {
      recordSelect(0)
      iterations = 1
      claim(0)
      if let stopping {
        finish(stopping)
        return
      }
    }
    queries.removeAll(keepingCapacity: true)
    let left = budget.expansions.map { $0 - expansions } ?? Int.max
    strategy.ask(limit: left, &nodes, &queries, &marks)
    if !marks.isEmpty { flushMarks() }
    guard !queries.isEmpty else {
      finish("exhausted")
      return
    }
    iterations += queries.count
    if isRecording {
      for index in queries.indices { recordSelect(queries[index].selected) }
    }
    last = queries[queries.count - 1].selected
    leaving = needs.leaving
  }

  /// The limit that leaves no room for another iteration.
  private func limitReached() -> String? {
    if let limit = budget.expansions, expansions >= limit { return "expansions" }
    if let limit = budget.modelCalls, modelCalls >= limit { return "calls" }
    if let limit = budget.tokens, tokens >= limit { return "tokens" }
    if let limit = budget.memory, iterations & 1023 == 0, bytes > limit { return "memory" }
    return nil
  }

  private mutating func backUp() {
    strategy.tell(&queries, &nodes, &marks)
    if needs.expansion != .complete { expansions += queries.count }
    last = queries[queries.count - 1].node
    if needs.leaving == .none {
      let flags = nodes.flags[last]
      if flags.contains(.deadEnd) { leaving = .deadEnd }
      if flags.contains(.goal) { leaving = .solved }
    }
    if isRecording { recordBackups() }
    if !marks.isEmpty { flushMarks() }
  }

  /// Ends the search. `stopped` is `goal`, `exhausted`, `interrupted`, or the limit reached.
  mutating func finish(_ stopped: String) {
    guard !hasEnded else { return }
    // Where the search waits at a limit, that is why it ends.
    let stopped = heldAt ?? stopped
    var outcome = Outcome(
      solved: best != nil, expansions: expansions, modelCalls: modelCalls,
      nodes: isRecording ? numbers.count(of: nodes) : nodes.count, stopped: stopped)
    if tokens > 0 { outcome.tokens = tokens }
    if let best {
      outcome.answer = best.answer
      outcome.cost = best.cost.decimal
      if isRecording { outcome.goal = number(of: best.node) }
      outcome.steps = stepTexts(to: best.node)
    }
    self.outcome = outcome
    hasEnded = true
    if isRecording {
      events.events.append(Event(.end, number(of: max(last, 0))))
      events.outcome = outcome
    }
  }

  /// Bytes that the search holds.
  var bytes: Int {
    nodes.bytes + states.bytes + knownValues.bytes + strategy.bytes + numbers.bytes
  }

  // MARK: States and steps

  /// The state at a node: from the table, or by making the steps from the root or from the node
  /// looked at last.
  @inline(__always)
  mutating func state(of node: Int32) -> P.State {
    if storesStates { return states[nodes.state[node]] }
    if node == currentNode { return currentState }
    path.removeAll(keepingCapacity: true)
    var above = node
    while above > 0, above != currentNode {
      path.append(nodes.step[above])
      above = nodes.parent[above]
    }
    var state = above == currentNode ? currentState : problem.start
    for step in path.reversed() { state = problem.apply(step, to: state) }
    currentNode = node
    currentState = state
    return state
  }

  /// The steps from the root to a node.
  func steps(to node: Int32) -> [StepCode] {
    var codes: [StepCode] = []
    var node = node
    while node > 0 {
      codes.append(nodes.step[node])
      node = nodes.parent[node]
    }
    return codes.reversed()
  }

  private func stepTexts(to node: Int32) -> [String] {
    var state = problem.start
    return steps(to: node).map { step in
      let text = problem.text(of: step, from: state)
      state = problem.apply(step, to: state)
      return text
    }
  }

  // MARK: Model

  /// What is wanted of the model for the children of a complete expansion.
  var childWants: EvaluationBatch<P>.Wants {
    var wants: EvaluationBatch<P>.Wants = []
    guard needs.usesValue || needs.usesCostToGo else { return wants }
    if needs.usesCostToGo, model.givesCostsToGo { wants.insert(.costsToGo) }
    if needs.usesValue || !model.givesCostsToGo || isRecording && model.isDeterministic {
      wants.insert(.values)
    }
    return wants
  }

  /// Puts the batch before the model, for the sake of a node.
  @inline(__always)
  mutating func evaluate(for node: Int32) {
    model.evaluate(&evaluation, random: &random)
    modelCalls += evaluation.states.count
    if evaluation.tokens > 0 {
      recordTokens(evaluation.tokens, states: evaluation.states.count, for: node)
    }
    if isRecording, !evaluation.illegalSteps.isEmpty { recordIllegalSteps(at: node) }
  }

  /// V and h of one state of the batch, as they are recorded and used.
  @inline(__always)
  func estimates(_ index: Int, ofGoal isGoal: Bool) -> (V: Float, h: Float) {
    var V = Float.nan
    var h = Float.nan
    if evaluation.wants.contains(.values) {
      V = isGoal ? 1 : quantised(evaluation.values[index])
    }
    if evaluation.wants.contains(.costsToGo) {
      h = quantised(evaluation.costsToGo[index])
    } else if needs.usesCostToGo {
      h = isGoal ? 0 : quantised(costToGo(probability: V))
    }
    return (V, h)
  }

  // MARK: Goals

  /// Has the verifier look at the goal at `node`, and counts it if it is accepted.
  mutating func claim(_ node: Int32) {
    let answer = problem.answer(steps(to: node))
    switch problem.verify(answer) {
    case .accepted(let cost):
      let cost = quantised(cost)
      goals += 1
      if best.map({ cost < $0.cost }) ?? true { best = (node, answer, cost) }
      leaving = .solved
      if isRecording {
        events.events.append(Event(.goal, number(of: node), value: cost))
      }
      if until == .first { stopping = "goal" }
    case .rejected(let reason):
      nodes.flags[node].remove(.goal)
      nodes.flags[node].insert(.deadEnd)
      if isRecording {
        events.appendNote("the verifier rejects \(answer): \(reason)", at: number(of: node))
      }
    }
  }

  // MARK: Steering

  /// Applies a wish between iterations; false if it makes no sense.
  mutating func steer(_ steering: Steering) -> Bool {
    guard !hasEnded else { return false }
    heldAt = nil
    let event: Event
    let wish: Wish
    switch steering {
    case .raiseBudget(let amount):
      budget.raise(by: amount)
      if isRecording {
        events.events.append(Event(.steer, 0, value: Float(amount), reason: .budget))
      }
      return true
    case .expandNext(let id):
      guard let node = numbers.node(id, nodes) else { return false }
      wish = .expandNext(node)
      event = Event(.steer, id, reason: .expandNext)
    case .forbid(let id):
      guard let node = numbers.node(id, nodes) else { return false }
      wish = .forbid(node)
      event = Event(.steer, id, reason: .forbid)
    case .allow(let id):
      guard let node = numbers.node(id, nodes) else { return false }
      wish = .allow(node)
      event = Event(.steer, id, reason: .allow)
    case .favour(let id, let iterations):
      guard iterations > 0, let node = numbers.node(id, nodes) else { return false }
      wish = .favour(node, iterations: iterations)
      event = Event(.steer, id, value: Float(iterations), reason: .favour)
    }
    guard strategy.steer(wish, &nodes, &marks) else { return false }
    if isRecording { events.events.append(event) }
    if !marks.isEmpty { flushMarks() }
    return true
  }

  // MARK: Figures

  /// Where the search stands.
  func status() -> SearchStatus {
    var status = SearchStatus()
    status.iterations = iterations
    status.expansions = expansions
    status.modelCalls = modelCalls
    status.tokens = tokens
    status.nodes = isRecording ? numbers.count(of: nodes) : nodes.count
    status.depth = last < 0 ? 0 : nodes.depth(last)
    status.frontier = strategy.frontierCount(nodes)
    status.goals = goals
    status.bestValue = strategy.bestValue(nodes)
    status.bytes = bytes
    status.nextPhase = phase
    status.budgetLeft = budget.left(after: status)
    status.heldAt = heldAt
    if hasEnded { status.state = .ended }
    return status
  }
}
