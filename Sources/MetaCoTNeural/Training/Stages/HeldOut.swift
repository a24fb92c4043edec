import MetaCoT

/// What is measured on held-out records: the loss a token, for each mode.
struct HeldOut {
  private let dataSets: [DataSet]
  private let modes: [DataRecord.Mode]
  private let context: Int

  /// Tokens that are read for a measure.
  private static let tokens = 40_000

  init(_ dataSets: [DataSet], modes: [DataRecord.Mode], context: Int) {
    self.dataSets = dataSets
    self.modes = modes
    self.context = context
  }

  /// The loss on held-out records.
  func report(on network: Checkpoint, threads: Int) throws -> LessonReport {
    let workers = GradientWorkers(Transformer(network.weights), shards: threads)
    var measures: [String: Double] = [:]
    for mode in modes {
      guard let batch = try examples(mode, network.tokenizer) else { continue }
      let lesson = batch.lesson()
      let readings = workers.read(lesson.sequences, targets: lesson.targets)
      measures["held-out loss, \(mode.rawValue)"] = lesson.figures(readings).loss
    }
    return LessonReport(measures: measures)
  }

  /// The first held-out records of a mode; nil if there are none.
  private func examples(
    _ mode: DataRecord.Mode, _ tokenizer: Tokenizer
  ) throws -> ExampleBatch? {
    struct Enough: Error {}
    var batch = ExampleBatch()
    for dataSet in dataSets {
      let limit = batch.count + Self.tokens / dataSets.count
      do {
        try dataSet.forEach(in: .heldOut) { record in
          guard record.mode == mode, record.tokens <= context else { return }
          batch.append(prompt: record.prompt, completion: record.completion, tokenizer)
          if batch.count >= limit { throw Enough() }
        }
      } catch is Enough {}
    }
    return batch.count > 0 ? batch : nil
  }
}
