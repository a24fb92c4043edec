import Foundation
import MetaCoT

/// Instruction tuning (`sft`): the network learns to write whole searches (Meta-CoT), final paths
/// (CoT), or both, after the problem and the instruction. The loss is that of the completion alone.
package struct SFTStage: TrainingJob {
  /// What determines a run.
  package struct Configuration: Codable, Sendable, Equatable {
    /// `sft`.
    package var stage = "sft"
    /// Folders of data sets.
    package var data: [String]
    /// What is learned: `search`, `solve`, or both.
    package var modes: [DataRecord.Mode] = [.search, .solve]
    /// The checkpoint to begin from; without one, random weights of `shape`.
    package var base: String?
    /// The shape of a network that begins with random weights; standard where it is nil.
    package var shape: ShapeSettings?
    /// How weights are moved.
    package var training = TrainingSettings()

    /// A run on these data sets.
    package init(data: [String]) { self.data = data }
  }

  private let configuration: Configuration

  /// A run.
  package init(_ configuration: Configuration) { self.configuration = configuration }

  /// Trains. Throws a `FileError` about data or checkpoint.
  package func run(in folder: RunFolder, control: TrainingControl) throws {
    let dataSets = try configuration.data.map { try DataSet.open($0) }
    let shape = (configuration.shape ?? ShapeSettings()).shape
    let base = try configuration.base.map { try Checkpoint.load($0) }
    var runner = StageRunner(
      settings: configuration.training,
      objective: try SFTObjective(
        dataSets, modes: configuration.modes, context: base?.shape.context ?? shape.context,
        settings: configuration.training))
    let name = URL(filePath: folder.path).lastPathComponent
    let kinds = Set(dataSets.flatMap { $0.kinds }).sorted()
    try runner.run(
      in: folder, control: control,
      card: .init(
        name: name, kinds: kinds, discount: base?.card.discount ?? 1, stage: configuration.stage)
    ) {
      base
        ?? Checkpoint(
          weights: .initial(shape, seed: configuration.training.seed), card: .init(name: name))
    }
  }
}

/// The size of a network that is begun, in a run's configuration.
package struct ShapeSettings: Codable, Sendable, Equatable {
  /// See `TransformerShape`.
  package var width = 128
  /// See `TransformerShape`.
  package var layers = 6
  /// See `TransformerShape`.
  package var heads = 4
  /// See `TransformerShape`.
  package var keyValueHeads = 2
  /// See `TransformerShape`.
  package var feedForward = 384
  /// See `TransformerShape`.
  package var context = 512

  /// About a million parameters.
  package init() {}

  /// The shape, with the vocabulary for puzzles.
  package var shape: TransformerShape {
    TransformerShape(
      vocabulary: Tokenizer.puzzles.count, width: width, layers: layers, heads: heads,
      keyValueHeads: keyValueHeads, feedForward: feedForward, context: context)
  }
}

/// Imitates records.
struct SFTObjective: TrainingObjective {
  private var records: RecordStream
  private let settings: TrainingSettings
  private let heldOut: HeldOut

  init(
    _ dataSets: [DataSet], modes: [DataRecord.Mode], context: Int, settings: TrainingSettings
  ) throws {
    records = RecordStream(dataSets, modes: modes, context: context, seed: settings.seed)
    heldOut = try HeldOut(dataSets, modes: modes, context: context)
    self.settings = settings
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
    while batch.count < settings.batchTokens {
      let record = try records.next(using: &random)
      batch.append(
        prompt: record.prompt, completion: record.completion, network.tokenizer)
    }
    return batch.objective()
  }

  mutating func evaluate(_ network: Checkpoint) throws -> ObjectiveReport {
    try heldOut.report(on: network, threads: settings.threads)
  }
}

extension DataSet {
  /// The kinds of the problems in it.
  var kinds: [String] { statistics.byKind.keys.sorted() }
}
