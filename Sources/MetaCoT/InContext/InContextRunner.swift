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
    engine.advance(iterations: count, with: writer)
  }

  func advancePhase() -> SearchProgress { engine.advancePhase(with: writer) }

  func steer(_ command: SteeringCommand) -> Bool { engine.steer(command) }

  func finish(_ stopped: String) {
    engine.finish(stopped)
    writer.cancel()
  }

  func moveEvents(into batch: inout EventBatch) { engine.moveEvents(into: &batch) }

  var hasAnswers: Bool { writer.hasAnswers }

  func onAnswer(_ call: @escaping @Sendable () -> Void) { writer.onAnswer(call) }
}
