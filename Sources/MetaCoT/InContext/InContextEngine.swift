/// Runs `in-context`: what a model writes becomes events as it comes.
///
/// The counterpart of `SearchEngine` for a model that searches by itself, and like it a state
/// machine that never calls a model: it wants texts, as requests, and takes them piece by piece, from
/// a `TextWriter`. An iteration is a line of text, in two phases: in `select` the line comes (a
/// `modelCall` with the tokens it took), in `expand` it is read. It has no thread and no clock.
struct InContextEngine {
  private let problem: any EnumerableProblem
  private let settings: InContext
  private let until: SearchSpec.Goal
  private var budget: Budget
  private let isRecording: Bool
  private let pausesAtLimits: Bool

  /// Seeds of the streams.
  private var random: SeededRandom
  /// The text that is wanted, as long as nobody has begun it.
  private var request: TextRequest?
  private var reader: WalkReader
  private var sample = 1
  /// Nodes of earlier streams but for the root, which all share: what the reader calls node n > 0 is
  /// node n + `base`.
  private var base: NodeID = 0
  /// What has been written and not read, and its tokens that are not counted yet.
  private var line = ""
  private var lineTokens = 0
  /// Whether the line is whole.
  private var hasLineEnd = false
  private var ending: WrittenPiece.Ending?

  private var phase = SearchPhase.select
  private var iterations = 0
  private var modelCalls = 0
  private var tokens = 0
  private var failures = 0
  private var goals = 0
  private var lastValue: Float?
  private var best: Outcome?
  /// The limit that it waits at.
  private var pausedAtLimit: StopReason?
  private(set) var outcome: Outcome?

  private var events = EventBatch()

  init(
    _ problem: any EnumerableProblem, settings: InContext, spec: SearchSpec,
    isRecording: Bool, pausesAtLimits: Bool
  ) {
    self.problem = problem
    self.settings = settings
    until = spec.until
    budget = spec.budget
    self.isRecording = isRecording
    self.pausesAtLimits = pausesAtLimits
    random = SeededRandom(seed: spec.seed ^ 0x7772_6974_6500_0000)
    reader = WalkReader(problem: problem)
    request = nextRequest()
    takeEvents()
  }

  private mutating func nextRequest() -> TextRequest {
    TextRequest(
      WalkLinearizer.prompt(for: problem.text, settings.instruction),
      sampling: settings.sampling, limit: settings.limit, seed: random.next())
  }

  // MARK: Advancing

  mutating func advance(iterations count: Int, with writer: any TextWriter) -> SearchProgress {
    var left = count
    while left > 0 {
      let progress = advancePhase(with: writer)
      guard progress == .advanced else { return progress }
      if phase == .select { left -= 1 }
    }
    return .advanced
  }

  mutating func advancePhase(with writer: any TextWriter) -> SearchProgress {
    guard outcome == nil else { return .ended }
    guard phase == .select else {
      read()
      return outcome != nil ? .ended : .advanced
    }
    pausedAtLimit = nil
    if let request {
      writer.begin(request)
      self.request = nil
    }
    while ending == nil, !hasLineEnd {
      if let reason = limitReached() {
        guard pausesAtLimits else {
          finish(reason)
          return .ended
        }
        pausedAtLimit = reason
        return .held
      }
      do throws(ModelError) {
        guard let piece = try writer.next() else { return .waits }
        line += piece.text
        hasLineEnd = piece.text.utf8.contains(UInt8(ascii: "\n"))
        lineTokens += piece.tokens
        ending = piece.ending
      } catch {
        fail(error)
      }
    }
    iterations += 1
    countCall()
    phase = .expand
    return .advanced
  }

  /// The limit that leaves no room for another piece. Other limits than that of tokens wait for the
  /// end of a line.
  private func limitReached() -> StopReason? {
    if let limit = budget.tokens, tokens + lineTokens >= limit { return .tokens }
    guard lineTokens == 0 else { return nil }
    if let limit = budget.expansions, nodeCount - 1 >= limit { return .expansions }
    if let limit = budget.modelCalls, modelCalls >= limit { return .calls }
    if let limit = budget.memory, bytes > limit { return .memory }
    return nil
  }

  private mutating func countCall() {
    modelCalls += 1
    tokens += lineTokens
    if isRecording {
      events.events.append(
        Event(.modelCall, id(of: reader.focus), count: 1, value: Float(lineTokens)))
    }
    lineTokens = 0
  }

  /// The model cannot go on. Half a line is not held against it.
  private mutating func fail(_ error: ModelError) {
    failures += 1
    line = ""
    ending = .finished
    if isRecording {
      events.append(Event(.failed, id(of: reader.focus)), text: error.description)
    }
  }

  /// What was written is read.
  private mutating func read() {
    phase = .select
    reader.read(line)
    line = ""
    hasLineEnd = false
    if let ending { reader.finish(isCut: ending == .cut) }
    takeEvents()
    if until == .first, reader.best != nil {
      finish(.goal)
    } else if let ending {
      if sample < settings.samples {
        beginNextSample()
      } else if failures > 0, best == nil, reader.best == nil {
        finish(.modelFailed)
      } else {
        finish(reader.saysNoWay ? .exhausted : ending == .cut ? .cutOff : .endOfText)
      }
    }
  }

  /// The next stream starts afresh, at the root.
  private mutating func beginNextSample() {
    keepBest()
    if isRecording, reader.focus != 0 {
      events.events.append(Event(.backtrack, id(of: reader.focus), reason: .restart))
    }
    sample += 1
    goals += reader.goalCount
    base += NodeID(reader.nodeCount - 1)
    reader = WalkReader(problem: problem)
    request = nextRequest()
    ending = nil
    takeEvents()
  }

  /// Ends the search. A text that a limit cuts off is unfinished; what a person interrupts is not
  /// held against the model.
  mutating func finish(_ reason: StopReason) {
    guard outcome == nil else { return }
    // Where the search waits at a limit, that is why it ends.
    let reason = pausedAtLimit ?? reason
    if lineTokens > 0 { countCall() }
    let isUnread = phase == .expand
    if isUnread || ending == nil {
      let isCut = ending.map { $0 == .cut } ?? (reason != .interrupted && reason != .goal)
      if isUnread || isCut { reader.read(line) }
      reader.finish(isCut: isCut)
      takeEvents()
    }
    keepBest()
    var outcome = best ?? Outcome(stopped: nil)
    outcome.stopped = reason.rawValue
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

  mutating func moveEvents(into batch: inout EventBatch) { events.move(into: &batch) }

  private mutating func takeEvents() {
    var batch = reader.takeEvents()
    for event in batch.events {
      if event.kind == .evaluate { lastValue = event.isDeadEnd ? 0 : event.value }
      if event.kind == .goal { lastValue = 1 }
    }
    guard isRecording else { return }
    batch.moveNodes(by: base)
    events.append(contentsOf: batch)
  }

  private mutating func keepBest() {
    guard let found = reader.best else { return }
    if let cost = best?.cost, cost <= found.cost.decimal { return }
    var outcome = reader.outcome(.goal)
    outcome.goal = id(of: found.node)
    best = outcome
  }

  // MARK: Steering and figures

  /// Raises the budget; a text that the model writes cannot be steered otherwise.
  mutating func steer(_ command: SteeringCommand) -> Bool {
    guard outcome == nil, case .raiseBudget(let amount) = command else { return false }
    pausedAtLimit = nil
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
    status.pausedAtLimit = pausedAtLimit
    status.canSteer = phase == .select
    if outcome != nil { status.state = .ended }
    return status
  }
}
