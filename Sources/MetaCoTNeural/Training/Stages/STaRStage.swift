import Foundation
import MetaCoT

/// Bootstrapping (`star`): in rounds, the network searches problems, what verifies is kept, and the
/// network is tuned on that (STaR: Zelikman et al., 2022, arXiv 2203.14465; expert iteration: Anthony
/// et al., 2017, arXiv 1705.08439).
package struct STaRStage: TrainingJob {
  /// What determines a run.
  package struct Configuration: Codable, Sendable, Equatable, TuningConfiguration {
    /// `star`.
    package var stage = "star"
    /// Folders of data sets: where problems come from.
    package var data: [String]
    /// The checkpoint to begin from.
    package var base: String
    /// The strategies that search, drawn by their weights, with the network as their model.
    package var strategies: [DataSettings.Strategy]
    /// The limits of a search.
    package var budget = "100"
    /// What is kept of a search: all of it, its final path, or both.
    package var modes: [DataRecord.Mode] = [.search, .solve]
    /// Problems that are searched in a round.
    package var problems = 1024
    /// Steps of the optimizer in a round.
    package var stepsPerRound = 25
    /// How weights are moved.
    package var training = TrainingSettings()

    /// A run on the problems of these data sets, from this checkpoint.
    package init(data: [String], base: String, strategies: [DataSettings.Strategy]) {
      self.data = data
      self.base = base
      self.strategies = strategies
      training.steps = 500
      training.rate = 2e-4
      training.warmup = 20
      training.batchTokens = 4096
      training.evaluateEvery = 50
      training.checkpointEvery = 50
    }
  }

  private let configuration: Configuration

  /// A run.
  package init(_ configuration: Configuration) { self.configuration = configuration }

  /// Trains. Throws a `FileError` about data or checkpoint, or a `ProblemError`.
  package func run(in folder: RunFolder, control: TrainingControl) throws {
    try StageRunner.run(configuration, in: folder, control: control) {
      try STaRObjective(configuration, $0, base: $1)
    }
  }
}

/// Searches with the network, and imitates what verified.
struct STaRObjective: TrainingObjective {
  /// What was kept of this round's searches.
  var cursor = TextRound()

  func accepts(_ cursor: TextRound, for network: Checkpoint) -> Bool { cursor.fits(network) }

  private let configuration: STaRStage.Configuration
  private let problems: TrainingProblems
  private let settings: DataSettings
  private let heldOut: HeldOut

  init(
    _ configuration: STaRStage.Configuration, _ dataSets: [DataSet], base: Checkpoint
  ) throws {
    self.configuration = configuration
    problems = try TrainingProblems(dataSets).fitting(.states(of: base))
    let context = base.shape.context
    var settings = DataSettings(
      sources: [], seed: configuration.training.seed, strategies: configuration.strategies,
      budget: configuration.budget)
    settings.maxTokens = context
    self.settings = settings
    heldOut = try HeldOut(dataSets, modes: configuration.modes, context: context)
  }

  mutating func batch(
    at step: Int, for network: Checkpoint, random: SeededRandom
  ) throws -> ObjectiveBatch {
    var random = random
    if (step - 1) % configuration.stepsPerRound == 0 || cursor.texts.isEmpty {
      cursor = try search(with: network, &random)
    }
    var batch = ExampleBatch()
    while batch.count < configuration.training.batchTokens {
      let text = cursor.texts[random.below(cursor.texts.count)]
      batch.append(
        prompt: text.prompt, completion: text.completion, network.tokenizer)
    }
    return batch.objective().telling(cursor.figures)
  }

  /// Searches problems and keeps the texts of searches that were solved without a mistake.
  private func search(with network: Checkpoint, _ random: inout SeededRandom) throws -> TextRound {
    let model = NeuralModel(
      Checkpoint(
        weights: network.weights.copy(), tokenizer: network.tokenizer, card: network.card))
    var settings = settings
    settings.seed = random.next()
    let maker = try RecordMaker(
      settings, budget: Budget(text: settings.budget), network: model)
    var texts: Set<TextRound.Text> = []
    var cursor = TextRound()
    var (searches, solved) = (0, 0)
    for _ in 0..<configuration.problems {
      let problem = try problems.next(using: &random)
      guard model.refusal(of: problem) == nil else { continue }
      for result in try maker.results(of: problem, isCancelled: { false }) {
        searches += 1
        guard result.outcome.solved, !result.hasMistakes else { continue }
        solved += 1
        for record in result.records
        where configuration.modes.contains(record.mode)
          && record.tokens <= settings.maxTokens ?? .max
        {
          let text = TextRound.Text(prompt: record.prompt, completion: record.completion)
          if texts.insert(text).inserted { cursor.texts.append(text) }
        }
      }
    }
    guard !cursor.texts.isEmpty else {
      throw ProblemError(
        "none of \(searches) searches of a round verified: begin from a checkpoint that solves some "
          + "problems, or search more of them in a round")
    }
    cursor.figures = [
      "solved in the round": Double(solved) / Double(max(1, searches)),
      "texts kept": Double(cursor.texts.count),
    ]
    return cursor
  }

  mutating func evaluate(_ network: Checkpoint) throws -> ObjectiveReport {
    try heldOut.report(on: network, threads: configuration.training.threads)
  }
}
