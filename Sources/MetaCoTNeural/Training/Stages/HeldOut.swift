import MetaCoT

/// What every stage measures on held-out problems: the loss a token, and how many problems the
/// network solves by what it writes, for each mode.
struct HeldOut {
  private let modes: [DataRecord.Mode]
  private let records: [DataRecord.Mode: [DataRecord]]
  private let problems: [any EnumerableProblem]

  /// Tokens that are read for a measure.
  private static let tokens = 40_000
  /// Problems that are written about.
  private static let problems = 64

  /// Measures on the held-out parts of some data sets, as far as records fit into `context`
  /// tokens. Throws a `FileError`.
  init(_ dataSets: [DataSet], modes: [DataRecord.Mode], context: Int) throws {
    self.modes = modes
    var records: [DataRecord.Mode: [DataRecord]] = [:]
    for mode in modes {
      records[mode] = try dataSets.flatMap {
        try Self.records(of: $0, mode, context: context, tokens: Self.tokens / dataSets.count)
      }
    }
    self.records = records
    problems = try dataSets.flatMap {
      try $0.problems(of: .heldOut).items.prefix(Self.problems / dataSets.count)
        .map { try $0.problem.enumerable }
    }
  }

  /// The first held-out records of a mode.
  private static func records(
    of dataSet: DataSet, _ mode: DataRecord.Mode, context: Int, tokens: Int
  ) throws -> [DataRecord] {
    struct HasEnoughTokens: Error {}
    var records: [DataRecord] = []
    var count = 0
    do {
      try dataSet.forEach(in: .heldOut) { record in
        guard record.mode == mode, record.tokens <= context else { return }
        records.append(record)
        count += record.tokens
        if count >= tokens { throw HasEnoughTokens() }
      }
    } catch is HasEnoughTokens {}
    return records
  }

  /// The measures, and the last text that was written.
  func report(on network: Checkpoint, threads: Int) throws -> ObjectiveReport {
    let transformer = Transformer(network.weights)
    let workers = GradientWorkers(transformer, shards: threads)
    let generator = Generator(transformer, network.tokenizer)
    var report = ObjectiveReport(measures: [:])
    for mode in modes {
      var batch = ExampleBatch()
      for record in records[mode] ?? [] {
        batch.append(prompt: record.prompt, completion: record.completion, network.tokenizer)
      }
      if batch.count > 0 {
        let objective = batch.objective()
        let readings = workers.read(objective.sequences, targets: objective.targets)
        report.measures["held-out loss, \(mode.rawValue)"] = objective.figures(readings).loss
      }
      let (tally, sample) = written(mode, network, generator)
      report.measures["solved greedy, \(mode.rawValue)"] = tally.share(.solved)
      if mode == .search { report.measures.merge(tally.faults) { $1 } }
      if report.sample == nil { report.sample = sample }
    }
    return report
  }

  /// How the most probable texts about the problems end, and one of them.
  private func written(
    _ mode: DataRecord.Mode, _ network: Checkpoint, _ generator: Generator
  ) -> (tally: EndingTally, sample: String?) {
    let asked = problems.compactMap { problem -> (any EnumerableProblem, WritingTask)? in
      let prompt = network.tokenizer.prompt(WalkLinearizer.prompt(for: problem.text, mode))
      guard prompt.count < network.shape.context else { return nil }
      return (problem, WritingTask(prompt: prompt))
    }
    let streams = generator.write(asked.map(\.1), limit: 400)
    var tally = EndingTally()
    var sample: String?
    for ((problem, _), written) in zip(asked, streams) {
      let text = network.tokenizer.decode(written[0].tokens)
      tally.add(WalkBehaviours(of: text, on: problem, isCut: written[0].isCut))
      sample = sample ?? WalkLinearizer.prompt(for: problem.text, mode) + text
    }
    return (tally, sample)
  }
}
