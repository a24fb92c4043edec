/// Runs one strategy on one problem: asks the strategy, makes children, verifies, tells, and writes
/// everything down as events.
///
/// A state machine. It has no thread, no clock and no model: what it wants to know of a model it puts
/// into `queue`, and where it cannot go on without an answer it says `waits`. Answers may come in any
/// order; they are used in the order asked.
///
/// ```
/// ask ──► select, expand ──► queue ──► (an Evaluator) ──► queue ──► expand, evaluate, backup ──► tell
/// ```
/// Generic so that it compiles to one tight loop for each built-in problem; see `Search` for where
/// the types are erased.
struct SearchEngine<Steps: StepSource>: ~Copyable {
  typealias P = Steps.P

  let problem: P
  let model: ModelTraits
  let until: SearchSpec.Goal
  /// How many steps a model proposes at a time, where the problem lists none.
  let proposals: Int
  let answerChoice: AnswerChoice
  var budget: Budget

  var strategy: any Strategy
  let needs: StrategyNeeds
  var nodes: NodeArena
  var states: StateTable<P>
  /// What is known of each state in the table. Only with `Duplicates.mark`.
  var marks = Column<StateMark>()
  var random: SeededRandom

  /// What is wanted of the model.
  var queue: RequestQueue<P>
  /// The requests of the strategy that are in flight, each in the slot of its ticket.
  var leaves: Column<Leaf>
  /// Nodes whose states complete expansions in flight reached at less cost, by slot.
  var superseded: [[Int32]]
  private let slotMask: UInt64
  /// The oldest ticket in flight, and that of the next request.
  var oldest = Ticket(number: 0)
  var newest = Ticket(number: 0)
  /// Whether more is asked only when all that was asked has been told.
  private let asksInRounds: Bool

  var phase = SearchPhase.select
  var asked: [EvaluationRequest] = []
  var prunes: [Prune] = []
  var steps: [StepCode] = []
  /// The model's values of the children of an expansion, where these are estimated singly.
  var childValues = Column<Float>()
  var path: [StepCode] = []
  /// The node whose state was worked out last, and that state.
  var currentNode: Int32 = 0
  var currentState: P.State

  var iterations = 0
  var expansions = 0
  var modelCalls = 0
  var tokens = 0
  var goals = 0
  var best: (node: Int32, answer: String, cost: Float, steps: [StepCode])?
  /// Answers that were given and can only be checked after the end.
  var answers: [GivenAnswer] = []
  /// Requests that the model could not answer.
  var failures = 0
  /// Whether a limit that is reached makes the search wait for more, rather than end.
  let pausesAtLimits: Bool
  /// The limit that it waits at.
  var pausedAtLimit: StopReason?
  /// Why the search ends once the iteration is over.
  var stopping: StopReason?
  /// Bytes that the events take where they were handed over to be looked at.
  private var watchedBytes = 0
  /// The iteration from which on its size is looked at again.
  private var nextSizing = 0
  /// How many nodes there were at which iteration, when growth was looked at last.
  var growth = (iteration: 0, nodes: 0)
  private(set) var outcome: Outcome?
  var hasEnded = false

  /// Whether events are written down.
  let isRecording: Bool
  var events = EventBatch()
  var numbers: EventNodeIDs
  /// The node that the search was at last, and why it would leave it.
  var last: Int32 = -1
  var backtrackReason = Event.Reason.none

  /// The root's h and V, where the strategy looks at them.
  private(set) var rootCostToGo = Float.nan
  private(set) var rootValue = Float.nan
  /// Whether the model has been asked about the root, before anything else, and not answered yet.
  private var awaitsRoot = false
  /// Whether a request in flight waits for children that need no model.
  var hasListedExpansion = false
  /// The request that the search turned to last, of those that were answered.
  private var turned: Ticket?

  // Every field is set once and none is changed here: the compiler (Swift 6.3) deinitialises fields
  // too early in an initialiser of a noncopyable type that does more. The rest is in `begin`.
  init(
    problem: P, model: ModelTraits, strategy: any Strategy, spec: SearchSpec,
    asksInRounds: Bool, isRecording: Bool, pausesAtLimits: Bool
  ) {
    let needs = strategy.needs
    var model = model
    // Another rollout may end elsewhere.
    if needs.rollouts > 0 { model.isDeterministic = false }
    let window = spec.window ?? 1
    var slots = 1
    while slots < window { slots *= 2 }
    self.problem = problem
    self.model = model
    self.strategy = strategy
    self.isRecording = isRecording
    self.pausesAtLimits = pausesAtLimits
    self.needs = needs
    self.asksInRounds = asksInRounds
    slotMask = UInt64(slots - 1)
    leaves = Column(zeros: slots)
    superseded = Array(repeating: [], count: slots)
    queue = RequestQueue(problem, window: window)
    until = spec.until
    proposals = spec.proposals
    answerChoice = spec.answerChoice
    budget = spec.budget
    nodes = NodeArena(
      needs.expansion == .complete ? needs.columns.union(.costs) : needs.columns,
      isForgetful: needs.duplicates == .forget && !isRecording && model.isDeterministic)
    states = StateTable(problem)
    currentState = problem.start
    random = SeededRandom(seed: spec.seed ^ 0x6D6F_6465_6C00_0000)
    numbers = EventNodeIDs(
      isIdentity: needs.expansion == .complete || needs.expansion == .ranked && Steps.areListed)
  }

  /// Looks at the root. Called once, before anything else.
  mutating func begin() {
    if needs.duplicates == .mark { marks.append(StateMark(node: 0)) }
    guard needs.expansion == .complete else { return strategy.begin(&nodes) }
    let start = problem.start
    if problem.isEnding(start) { nodes.set(.goal, of: 0) }
    let wants = childOutputs
    guard !wants.isEmpty else { return strategy.begin(&nodes) }
    queue[newest].begin(wants)
    queue[newest].append(start)
    queue.open(newest)
    modelCalls += 1
    awaitsRoot = true
  }

  /// Uses what the model says of the root. Returns false as long as it has not answered.
  mutating func settleRoot() -> Bool {
    guard awaitsRoot else { return true }
    guard !queue.isOutstanding(oldest) else { return false }
    awaitsRoot = false
    if let failure = queue.failure(oldest) {
      recordFailure(failure, of: 0)
      stopping = .modelFailed
    } else {
      recordUse(oldest, for: 0)
      let (V, h) = estimates(queue[oldest], 0, ofGoal: nodes.flags[0].contains(.goal))
      rootValue = V
      if needs.usesCostToGo {
        rootCostToGo = h
        nodes.h[0] = h
        if h == .infinity { nodes.set([.deadEnd, .closed], of: 0) }
      }
      if needs.columns.contains(.values) { nodes.V[0] = V }
    }
    queue.close(oldest)
    strategy.begin(&nodes)
    return true
  }

  // MARK: Advancing

  /// Runs one phase, or says that there is nothing to do. A call, for what it calls is compiled for
  /// every kind of problem and model.
  @inline(never)
  mutating func runPhase<E: Evaluator>(with evaluator: inout E) -> SearchProgress
  where E.P == P {
    guard !hasEnded else { return .ended }
    switch phase {
    case .select:
      if awaitsRoot {
        guard settleRoot() else { return .waits }
        if !rootValue.isNaN, isRecording {
          events.events.append(Event(.evaluate, 0, value: rootValue))
        }
      }
      select(with: &evaluator)
      if pausedAtLimit != nil { return .held }
    case .expand:
      guard expand(with: &evaluator) else { return .waits }
    case .evaluate:
      guard evaluateOldest() else { return .waits }
    case .backup:
      tellOldest()
    }
    return hasEnded ? .ended : .advanced
  }

  /// How many requests of the strategy are in flight.
  @inline(__always)
  var inFlight: Int { Int(truncatingIfNeeded: newest.number &- oldest.number) }

  @inline(__always)
  func slot(_ ticket: Ticket) -> Int { Int(truncatingIfNeeded: ticket.number & slotMask) }

  mutating func select<E: Evaluator>(with evaluator: inout E) where E.P == P {
    pausedAtLimit = nil
    if let reason = limitReached() {
      if inFlight > 0 {
        phase = leaves[slot(oldest)].nextPhase
      } else if pausesAtLimits {
        pausedAtLimit = reason
      } else {
        finish(reason)
      }
      return
    }
    if iterations == 0, needs.claimsGoalsAtOnce, nodes.flags[0].contains(.goal) {
      recordSelect(0)
      iterations = 1
      claim(0)
      if let stopping { return finish(stopping) }
    }
    asked.clear()
    let room = queue.window - inFlight
    let left = budget.expansions.map { min(room, $0 - expansions - inFlight) } ?? room
    if left > 0, stopping == nil { strategy.ask(limit: left, &nodes, &asked, &prunes) }
    last = min(last, Int32(nodes.count) - 1)
    if !prunes.isEmpty { flushPrunes() }
    guard !asked.isEmpty else {
      if inFlight > 0 {
        phase = leaves[slot(oldest)].nextPhase
      } else {
        finish(stopping ?? (failures > 0 && best == nil ? .modelFailed : .exhausted))
      }
      return
    }
    iterations += asked.count
    if !isRecording, estimatesChildren(E.self), asked[0].wants == .expand {
      return expandAtOnce(with: &evaluator)
    }
    let first = newest
    for request in asked {
      recordSelect(request.selected)
      last = request.selected
      leaves[slot(newest)] = Leaf(request: request, ticket: newest)
      newest.number &+= 1
    }
    phase = .expand
    var ticket = first
    while ticket < newest {
      prepare(slot(ticket), with: &evaluator)
      ticket.number &+= 1
    }
    if !hasListedExpansion { phase = leaves[slot(oldest)].nextPhase }
  }

  /// The limit that leaves no room for another iteration.
  private mutating func limitReached() -> StopReason? {
    if let limit = budget.expansions, expansions >= limit { return .expansions }
    if let limit = budget.modelCalls, modelCalls >= limit { return .calls }
    if let limit = budget.tokens, tokens >= limit { return .tokens }
    guard iterations >= nextSizing else { return nil }
    if let limit = budget.memory, bytes > limit { return .memory }
    nextSizing = iterations + 1024
    return hasStoppedGrowing() ? .noGrowth : nil
  }

  /// Whether a search that only its own growth can end has practically stopped growing: of the last
  /// iterations, twice as many as there are nodes, fewer than one in a thousand made one. A search that
  /// comes back to its nodes on purpose is not meant.
  private mutating func hasStoppedGrowing() -> Bool {
    let past = iterations - growth.iteration
    guard until == .tree, needs.duplicates != .forget, budget.expansions == nil,
      budget.modelCalls == nil, budget.tokens == nil, budget.seconds == nil,
      past >= max(100_000, 2 * nodes.nodeCount)
    else { return false }
    let new = nodes.nodeCount - growth.nodes
    growth = (iterations, nodes.nodeCount)
    return new * 1000 < past
  }

  /// Moves out the events that are new. Where the search is watched, what they take there counts as
  /// well.
  mutating func moveEvents(into batch: inout EventBatch) {
    if pausesAtLimits { watchedBytes += SearchTree.bytes(of: events) }
    events.move(into: &batch)
  }

  /// The oldest request has its result: the strategy is told.
  private mutating func tellOldest() {
    let slot = slot(oldest)
    turnToOldest()
    strategy.tell(&leaves[slot].request, &nodes, &prunes)
    let request = leaves[slot].request
    if needs.expansion != .complete { expansions += 1 }
    last = request.node
    if needs.backtrackReason == .none {
      let flags = nodes.flags[last]
      if flags.contains(.deadEnd) { backtrackReason = .deadEnd }
      if flags.contains(.goal) { backtrackReason = .solved }
    }
    if isRecording, request.wants.contains(.backup) {
      events.events.append(Event(.backup, number(of: request.node), value: request.value))
    }
    if !prunes.isEmpty { flushPrunes() }
    finishOldest()
  }

  /// The oldest request is out of flight.
  mutating func finishOldest() {
    queue.close(oldest)
    oldest.number &+= 1
    if inFlight == 0 {
      phase = .select
      if let stopping { finish(stopping) }
    } else {
      phase = asksInRounds || stopping != nil ? leaves[slot(oldest)].nextPhase : .select
    }
  }

  /// The search looks at what became of the oldest request: from there it goes on, or back.
  @inline(__always)
  mutating func turnToOldest() {
    guard turned != oldest else { return }
    turned = oldest
    last = leaves[slot(oldest)].request.selected
    backtrackReason = needs.backtrackReason
  }

  /// The nodes that events tell of, or would: of children that are made in blocks and gone to one by one,
  /// those that were gone to.
  var nodeCount: Int {
    isRecording || needs.expansion == .lazy ? numbers.count : nodes.nodeCount
  }

  /// Ends the search.
  mutating func finish(_ reason: StopReason) {
    guard !hasEnded else { return }
    // Where the search waits at a limit, that is why it ends.
    let reason = pausedAtLimit ?? reason
    let chosen = problem.needsAnswerKey ? chooseAnswer() : nil
    var outcome = Outcome(
      solved: best != nil, expansions: expansions, modelCalls: modelCalls,
      nodes: nodeCount, stopped: reason.rawValue)
    if tokens > 0 { outcome.tokens = tokens }
    if let chosen, best == nil {
      outcome.answer = chosen.text
      outcome.steps = texts(of: steps(to: chosen.node))
    }
    if let best {
      outcome.answer = best.answer
      outcome.cost = best.cost.decimal
      if isRecording { outcome.goal = number(of: best.node) }
      outcome.steps = texts(of: best.steps)
    }
    self.outcome = outcome
    hasEnded = true
    if isRecording {
      events.events.append(Event(.end, number(of: max(last, 0))))
      events.outcome = outcome
    }
  }

  /// Bytes that the search holds, and those who watch it.
  var bytes: Int {
    nodes.bytes + states.bytes + marks.bytes + strategy.bytes + numbers.bytes + watchedBytes
  }

  // MARK: States and steps

  /// The state at a node: from the table, or by making the steps from the root or from the node
  /// looked at last.
  @inline(__always)
  mutating func state(of node: Int32) -> P.State {
    if needs.expansion == .complete { return states[node] }
    if needs.duplicates == .mark { return states[nodes.state[node]] }
    if node == currentNode { return currentState }
    path.clear()
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

  private func texts(of steps: [StepCode]) -> [String] {
    var state = problem.start
    return steps.map { step in
      let text = problem.text(of: step, from: state)
      state = problem.apply(step, to: state)
      return text
    }
  }
}
