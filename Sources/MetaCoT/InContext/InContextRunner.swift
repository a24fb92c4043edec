/// An `InContextEngine` and the writer that has its texts written.
final class InContextRunner: RunningSearch {
  private var engine: InContextEngine
  private let writer: any TextWriter
  let header: TraceHeader

  init(_ engine: InContextEngine, _ writer: any TextWriter, header: TraceHeader) {
    self.engine = engine
    self.writer = writer
    self.header = header
  }

  var status: SearchStatus { engine.status }

  var outcome: Outcome? { engine.outcome }

  func advance(iterations count: Int) -> SearchProgress {
    letGo(engine.advance(iterations: count, with: writer))
  }

  func advancePhase() -> SearchProgress { letGo(engine.advancePhase(with: writer)) }

  /// Once the search has ended by itself, nobody reads on.
  private func letGo(_ progress: SearchProgress) -> SearchProgress {
    if progress == .ended { writer.cancel() }
    return progress
  }

  func steer(_ command: SteeringCommand) -> Bool { engine.steer(command) }

  func finish(_ reason: StopReason) {
    engine.finish(reason)
    writer.cancel()
  }

  func moveEvents(into batch: inout EventBatch) { engine.moveEvents(into: &batch) }

  var hasAnswers: Bool { writer.hasAnswers }

  func onAnswer(_ call: @escaping @Sendable () -> Void) { writer.onAnswer(call) }
}
