/// A search in progress, whatever makes it.
protocol RunningSearch: AnyObject {
  /// The first line of its trace.
  var header: TraceHeader { get }
  /// Where it stands.
  var status: SearchStatus { get }
  /// What came out, once it has ended.
  var outcome: Outcome? { get }

  /// Runs to the end of the current iteration, and `count - 1` more.
  func advance(iterations count: Int) -> SearchProgress
  /// Runs one phase.
  func advancePhase() -> SearchProgress
  /// Applies a person's command; false if it makes no sense.
  func steer(_ command: SteeringCommand) -> Bool
  /// Ends it, if it has not ended.
  func finish(_ reason: StopReason)
  /// Moves out the events that are new.
  func moveEvents(into batch: inout EventBatch)
  /// Whether the model has answered something that was not used yet.
  var hasAnswers: Bool { get }
  /// `call` is made on any thread when a search that waits for its model can go on.
  func onAnswer(_ call: @escaping @Sendable () -> Void)
}

/// An engine and the evaluator that does its work.
final class SearchRunner<Steps: StepSource, E: Evaluator>: RunningSearch
where E.P == Steps.P {
  private var engine: SearchEngine<Steps>
  private var evaluator: E
  let header: TraceHeader

  init(_ problem: Steps.P, _ evaluator: consuming E, _ plan: SearchPlan) {
    var engine = SearchEngine<Steps>(problem, plan, asksInRounds: E.isInline)
    engine.begin()
    engine.submit(to: &evaluator)
    if E.isInline { _ = engine.settleRoot() }
    var root = TraceHeader.Root(state: problem.text(of: problem.start))
    if engine.rootCostToGo.isFinite { root.h = engine.rootCostToGo.decimal }
    if !engine.rootValue.isNaN { root.V = engine.rootValue.decimal }
    header = TraceHeader(
      plan.configuration, exploration: plan.strategy.exploration, root: root)
    self.engine = engine
    self.evaluator = evaluator
  }

  var status: SearchStatus { engine.status() }

  var outcome: Outcome? { engine.outcome }

  func advance(iterations count: Int) -> SearchProgress {
    engine.advance(iterations: count, with: &evaluator)
  }

  func advancePhase() -> SearchProgress { engine.advancePhase(with: &evaluator) }

  func steer(_ command: SteeringCommand) -> Bool { engine.steer(command) }

  func finish(_ reason: StopReason) {
    engine.finish(reason)
    evaluator.cancelAll()
  }

  func moveEvents(into batch: inout EventBatch) { engine.moveEvents(into: &batch) }

  var hasAnswers: Bool { evaluator.hasAnswers }

  func onAnswer(_ call: @escaping @Sendable () -> Void) { evaluator.onAnswer(call) }
}

extension SearchEngine {
  init(_ problem: P, _ plan: SearchPlan, asksInRounds: Bool) {
    self.init(
      problem: problem, model: ModelTraits(plan.model), strategy: plan.strategy,
      spec: plan.configuration.spec, asksInRounds: asksInRounds,
      isRecording: plan.isRecording, pausesAtLimits: plan.pausesAtLimits)
  }

  /// Hands new requests over.
  @inline(__always)
  mutating func submit<E: Evaluator>(to evaluator: inout E) where E.P == P {
    if queue.hasNext { evaluator.submit(&queue, random: &random) }
  }

  /// Runs one phase, with answers that have come meanwhile.
  @inline(__always)
  mutating func advancePhase<E: Evaluator>(with evaluator: inout E) -> SearchProgress
  where E.P == P {
    while true {
      let progress = runPhase(with: &evaluator)
      submit(to: &evaluator)
      guard progress == .waits, evaluator.collect(into: &queue) else { return progress }
    }
  }

  /// Runs to the end of the iteration, or of several, unless it has to wait before.
  mutating func advance<E: Evaluator>(
    iterations count: Int, with evaluator: inout E
  ) -> SearchProgress where E.P == P {
    var left = count
    while left > 0 {
      let progress = advancePhase(with: &evaluator)
      guard progress == .advanced else { return progress }
      if phase == .select { left -= 1 }
    }
    return .advanced
  }
}
