import Foundation
import MetaCoT
import MetaCoTEvaluation

/// Process supervision (`prm`): the value head learns what states are worth, and the policy which
/// steps are good from them, while whole texts are replayed so that they are not forgotten.
package struct PRMStage: TrainingJob {
  /// What determines a run.
  package struct Configuration: Codable, Sendable, Equatable {
    /// `prm`.
    package var stage = "prm"
    /// Folders of data sets: where problems and the texts to replay come from.
    package var data: [String]
    /// The checkpoint to begin from.
    package var base: String
    /// Where values come from.
    package var labels = LabelSource.outcomes
    /// Rollouts a state, for values that come from them.
    package var rollouts = 16
    /// What values lose a step.
    package var discount: Float = 0.95
    /// States a problem.
    package var states = 12
    /// The share of the tokens that are texts to replay.
    package var replay = 0.4
    /// How much the loss of the values counts beside that of the tokens.
    package var valueWeight: Float = 1
    /// How weights are moved.
    package var training = TrainingSettings()

    /// A run on these data sets from this checkpoint.
    package init(data: [String], base: String) {
      self.data = data
      self.base = base
    }
  }

  private let configuration: Configuration

  /// A run.
  package init(_ configuration: Configuration) { self.configuration = configuration }

  /// Trains. Throws a `FileError` about data or checkpoint, or a `ProblemError`.
  package func run(in folder: RunFolder, control: TrainingControl) throws {
    let dataSets = try configuration.data.map { try DataSet.open($0) }
    let base = try Checkpoint.load(configuration.base)
    var runner = StageRunner(
      settings: configuration.training,
      objective: try PRMObjective(configuration, dataSets, base: base))
    try runner.run(
      in: folder, control: control,
      card: .init(
        name: URL(filePath: folder.path).lastPathComponent,
        kinds: Set(base.card.kinds + dataSets.flatMap { $0.kinds }).sorted(),
        discount: configuration.discount, stage: configuration.stage)
    ) { base }
  }
}

/// Learns values and steps of states, and replays records.
struct PRMObjective: TrainingObjective {
  private let configuration: PRMStage.Configuration
  private let states: StateExamples
  private let heldOut: HeldOut
  private let heldOutProblems: [any EnumerableProblem]
  private var records: RecordStream

  init(
    _ configuration: PRMStage.Configuration, _ dataSets: [DataSet], base: Checkpoint
  ) throws {
    self.configuration = configuration
    let source: StateLabeller.Source =
      switch configuration.labels {
      case .outcomes: .outcomes
      case .rollouts: .rollouts(configuration.rollouts, policy: NeuralModel(base))
      }
    states = StateExamples(
      problems: try TrainingProblems(dataSets).fitting(.states(of: base)),
      labeller: StateLabeller(
        source: source, discount: configuration.discount, count: configuration.states))
    let modes = DataRecord.Mode.allCases
    let context = base.shape.context
    heldOut = try HeldOut(dataSets, modes: modes, context: context)
    heldOutProblems = try dataSets.flatMap { try $0.problems(of: .heldOut).items.prefix(150) }
      .map { try $0.problem.enumerable }
    records = RecordStream(
      dataSets, modes: modes, context: context, seed: configuration.training.seed)
  }

  var cursor: RecordStream.Cursor {
    get { records.cursor }
    set { records.cursor = newValue }
  }

  func accepts(_ cursor: RecordStream.Cursor, for network: Checkpoint) -> Bool {
    records.accepts(cursor)
  }

  mutating func batch(
    at step: Int, for network: Checkpoint, random: SeededRandom
  ) throws -> ObjectiveBatch {
    var random = random
    var batch = ExampleBatch()
    let size = configuration.training.batchTokens
    while Double(batch.count) < configuration.replay * Double(size) {
      let record = try records.next(using: &random)
      batch.append(prompt: record.prompt, completion: record.completion, network.tokenizer)
    }
    while batch.count < size {
      try states.append(to: &batch, network, &random)
    }
    return batch.objective(valueWeight: configuration.valueWeight)
  }

  mutating func evaluate(_ network: Checkpoint) throws -> ObjectiveReport {
    var report = try heldOut.report(on: network, threads: configuration.training.threads)
    var batch = ExampleBatch()
    var random = SeededRandom(seed: configuration.training.seed)
    for problem in heldOutProblems {
      try states.append(problem, to: &batch, network, &random)
    }
    guard batch.count > 0 else { return report }
    let workers = GradientWorkers(
      Transformer(network.weights), shards: configuration.training.threads)
    let readings = workers.read(batch.sequences, targets: batch.targets)
    var calibration = Calibration()
    for (logit, value) in zip(readings.valueLogits, batch.values) where !value.isNaN {
      calibration.append(predicted: Double(logistic(logit)), observed: Double(value))
    }
    report.measures["held-out loss, steps"] = batch.figures(readings).loss
    report.measures["Brier"] = calibration.brier
    report.measures["calibration error"] = calibration.error
    report.measures["accuracy of values"] = calibration.accuracy
    report.sample = [report.sample, calibration.text].compactMap { $0 }.joined(separator: "\n\n")
    return report
  }
}
