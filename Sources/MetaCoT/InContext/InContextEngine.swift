/// Runs `in-context`: a model writes a search down, and what it writes becomes events as it comes.
///
/// The counterpart of `SearchEngine` for a model that searches by itself. An iteration is a line of
/// text, in two phases: in `select` the model writes it (a `modelCall` with the tokens it took), in
/// `expand` it is read. It has no thread and no clock.
final class InContextEngine: RunningSearch {
  let header: TraceHeader
  private let problem: any EnumerableProblem
  private let model: any WritingModel
  private let settings: InContext
  private let until: SearchConfiguration.Goal
  private var budget: Budget
  private let isRecording: Bool
  private let holdsAtLimits: Bool

  /// Seeds of the streams.
  private var random: SeededRandom
  private var stream: any TextStream
  private var reader: WalkReader
  private var sample = 1
  /// Nodes of earlier streams but for the root, which all share: what the reader calls node n > 0 is
  /// node n + `base`.
  private var base: NodeID = 0
  /// What has been written and not read, and its tokens that are not counted yet.
  private var line = ""
  private var lineTokens = 0
  private var ending: WrittenPiece.Ending?

  private var phase = SearchPhase.select
  private var iterations = 0
  private var modelCalls = 0
  private var tokens = 0
  private var goals = 0
  private var lastValue: Float?
  private var best: Outcome?
  /// The limit that it waits at.
  private var heldAt: String?
  private(set) var outcome: Outcome?

  private var events = EventBatch()

  init(
    _ problem: any EnumerableProblem, model: any WritingModel, settings: InContext,
    configuration: SearchConfiguration, strategyChoice: TraceHeader.Choice,
    modelChoice: TraceHeader.Choice, isRecording: Bool,
    holdsAtLimits: Bool
  ) {
    self.problem = problem
    header = TraceHeader(
      configuration, strategy: strategyChoice, model: modelChoice,
      root: .init(state: Self.start(of: problem)))
    self.model = model
    self.settings = settings
    until = configuration.until
    budget = configuration.budget
    self.isRecording = isRecording
    self.holdsAtLimits = holdsAtLimits
    random = SeededRandom(seed: configuration.seed ^ 0x7772_6974_6500_0000)
    stream = Self.stream(of: model, settings, problem, seed: random.next())
    reader = WalkReader(problem: problem)
    takeEvents()
  }

  private static func start<P: Problem>(of problem: P) -> String {
    problem.text(of: problem.start)
  }

  private static func stream(
    of model: any WritingModel, _ settings: InContext, _ problem: any Problem, seed: UInt64
  ) -> any TextStream {
    model.text(
      after: WalkLinearizer.prompt(for: problem.text, settings.instruction),
      sampling: settings.sampling,
      limit: settings.limit, seed: seed)
  }

  // MARK: Advancing

  func advance(iterations count: Int) -> SearchProgress {
    var left = count
    while left > 0 {
      let progress = advancePhase()
      guard progress == .advanced else { return progress }
      if phase == .select { left -= 1 }
    }
    return .advanced
  }

  func advancePhase() -> SearchProgress {
    guard outcome == nil else { return .ended }
    if phase == .select { write() } else { read() }
    return outcome != nil ? .ended : heldAt != nil ? .waits : .advanced
  }

  /// The model writes to the end of the line.
  private func write() {
    heldAt = nil
    var hasLine = false
    while ending == nil, !hasLine {
      if let reason = limitReached() {
        if holdsAtLimits { heldAt = reason } else { finish(reason) }
        return
      }
      let piece = stream.next()
      line += piece.text
      lineTokens += piece.tokens
      ending = piece.ending
      hasLine = piece.text.utf8.contains(UInt8(ascii: "\n"))
    }
    iterations += 1
    countCall()
    phase = .expand
  }

  /// The limit that leaves no room for another piece. Other limits than that of tokens wait for the
  /// end of a line.
  private func limitReached() -> String? {
    if let limit = budget.tokens, tokens + lineTokens >= limit { return "tokens" }
    guard lineTokens == 0 else { return nil }
    if let limit = budget.expansions, nodeCount - 1 >= limit { return "expansions" }
    if let limit = budget.modelCalls, modelCalls >= limit { return "calls" }
    if let limit = budget.memory, bytes > limit { return "memory" }
    return nil
  }

  private func countCall() {
    modelCalls += 1
    tokens += lineTokens
    if isRecording {
      events.events.append(
        Event(.modelCall, id(of: reader.focus), count: 1, value: Float(lineTokens)))
    }
    lineTokens = 0
  }

  /// What was written is read.
  private func read() {
    phase = .select
    reader.read(line)
    line = ""
    if let ending { reader.finish(isCut: ending == .cut) }
    takeEvents()
    if until == .first, reader.best != nil {
      finish("goal")
    } else if let ending {
      if sample < settings.samples {
        beginNextSample()
      } else {
        finish(reader.saysNoWay ? "exhausted" : ending == .cut ? "cut off" : "end of text")
      }
    }
  }

  /// The next stream starts afresh, at the root.
  private func beginNextSample() {
    keepBest()
    if isRecording, reader.focus != 0 {
      events.events.append(Event(.backtrack, id(of: reader.focus), reason: .restart))
    }
    sample += 1
    goals += reader.goalCount
    base += NodeID(reader.nodeCount - 1)
    reader = WalkReader(problem: problem)
    stream = Self.stream(of: model, settings, problem, seed: random.next())
    ending = nil
    takeEvents()
  }

  /// Ends the search. A text that a limit cuts off is unfinished; what a person interrupts is not
  /// held against the model.
  func finish(_ stopped: String) {
    guard outcome == nil else { return }
    // Where the search waits at a limit, that is why it ends.
    let stopped = heldAt ?? stopped
    if lineTokens > 0 { countCall() }
    let isUnread = phase == .expand
    if isUnread || ending == nil {
      let isCut = ending.map { $0 == .cut } ?? !["interrupted", "goal"].contains(stopped)
      if isUnread || isCut { reader.read(line) }
      reader.finish(isCut: isCut)
      takeEvents()
    }
    keepBest()
    var outcome = best ?? Outcome(stopped: stopped)
    outcome.stopped = stopped
    outcome.expansions = nodeCount - 1
    outcome.nodes = nodeCount
    outcome.modelCalls = modelCalls
    outcome.tokens = tokens
    self.outcome = outcome
    if isRecording {
      events.events.append(Event(.end, id(of: reader.focus)))
      events.outcome = outcome
    }
  }

  // MARK: Reading

  /// The number that events give a node of the reader's.
  private func id(of node: NodeID) -> NodeID { node == 0 ? 0 : node + base }

  /// Nodes of all streams.
  private var nodeCount: Int { Int(base) + reader.nodeCount }

  func moveEvents(into batch: inout EventBatch) { events.move(into: &batch) }

  // A model that writes does so when it is asked.
  var hasAnswers: Bool { false }
  func onAnswer(_ call: @escaping @Sendable () -> Void) {}

  private func takeEvents() {
    var batch = reader.takeEvents()
    for event in batch.events {
      if event.kind == .evaluate { lastValue = event.reason == .deadEnd ? 0 : event.value }
      if event.kind == .goal { lastValue = 1 }
    }
    guard isRecording else { return }
    batch.moveNodes(by: base)
    events.append(contentsOf: batch)
  }

  private func keepBest() {
    guard let found = reader.best else { return }
    if let cost = best?.cost, cost <= found.cost.decimal { return }
    var outcome = reader.outcome(stopped: "goal")
    outcome.goal = id(of: found.node)
    best = outcome
  }

  // MARK: Steering and figures

  /// Raises the budget; a text that the model writes cannot be steered otherwise.
  func steer(_ command: SteeringCommand) -> Bool {
    guard outcome == nil, case .raiseBudget(let amount) = command else { return false }
    heldAt = nil
    budget.raise(by: amount)
    if isRecording { events.events.append(command.event) }
    return true
  }

  /// Bytes that the search holds: some hundreds a node, for texts, states and steps.
  private var bytes: Int { 400 * nodeCount }

  /// Where the search stands.
  var status: SearchStatus {
    var status = SearchStatus()
    status.iterations = iterations
    status.expansions = nodeCount - 1
    status.modelCalls = modelCalls
    status.tokens = tokens + lineTokens
    status.nodes = nodeCount
    status.depth = reader.depth(of: reader.focus)
    status.frontier = outcome == nil ? 1 : 0
    status.goals = goals + reader.goalCount
    status.bestValue = lastValue
    status.bytes = bytes
    status.nextPhase = phase
    status.budgetLeft = budget.left(after: status)
    status.heldAt = heldAt
    status.canSteer = phase == .select
    if outcome != nil { status.state = .ended }
    return status
  }
}
