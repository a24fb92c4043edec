import Foundation
import MetaCoT

/// Learning to go back (`retries`): in rounds, the network searches in its own text, and where its
/// tries fail it is taught how to go on after them. See `RetryText`.
package struct RetriesStage: TrainingJob {
  /// What determines a run.
  package struct Configuration: Codable, Sendable, Equatable, TuningConfiguration {
    /// `retries`.
    package var stage = "retries"
    /// Folders of data sets: where problems and the texts to replay come from.
    package var data: [String]
    /// The checkpoint to begin from.
    package var base: String
    /// Problems that are written about in a round.
    package var problems = 256
    /// Steps of the optimizer in a round.
    package var stepsPerRound = 12
    /// Failed tries before a goal at most. The first rounds have one, the last up to so many:
    /// short searches are learned first.
    package var tries = 8
    /// Tokens of a text at most.
    package var longest = 320
    /// At what temperature texts are drawn.
    package var temperature: Float = 1
    /// The share of the tokens that are texts of the data sets, so that they are not forgotten.
    package var replay = 0.25
    /// How weights are moved.
    package var training = TrainingSettings()

    /// A run on the problems of these data sets, from this checkpoint.
    package init(data: [String], base: String) {
      self.data = data
      self.base = base
      training.steps = 240
      training.rate = 1e-3
      training.warmup = 10
      training.batchTokens = 4096
      training.evaluateEvery = 60
      training.checkpointEvery = 60
    }
  }

  private let configuration: Configuration

  /// A run.
  package init(_ configuration: Configuration) { self.configuration = configuration }

  /// Trains. Throws a `FileError` about data or checkpoint, or a `ProblemError`.
  package func run(in folder: RunFolder, control: TrainingControl) throws {
    try StageRunner.run(configuration, in: folder, control: control) {
      try RetriesObjective(configuration, $0, base: $1)
    }
  }
}

/// Has the network search, and teaches it to go on after its own tries.
struct RetriesObjective: TrainingObjective {
  /// The texts of this round, and where the texts that are replayed stand.
  struct Cursor: Codable {
    var round = TextRound()
    var records: RecordStream.Cursor
  }

  var cursor: Cursor {
    get { Cursor(round: round, records: records.cursor) }
    set { (round, records.cursor) = (newValue.round, newValue.records) }
  }

  private let configuration: RetriesStage.Configuration
  private let problems: TrainingProblems
  private let heldOut: HeldOut
  private var round = TextRound()
  private var records: RecordStream

  init(
    _ configuration: RetriesStage.Configuration, _ dataSets: [DataSet], base: Checkpoint
  ) throws {
    self.configuration = configuration
    problems = try TrainingProblems(dataSets).fitting(.lines(.search, of: base))
    let context = base.shape.context
    heldOut = try HeldOut(dataSets, modes: [.search], context: context)
    records = RecordStream(
      dataSets, modes: [.search], context: context, seed: configuration.training.seed)
  }

  func accepts(_ cursor: Cursor, for network: Checkpoint) -> Bool {
    records.accepts(cursor.records) && cursor.round.fits(network)
  }

  mutating func batch(
    at step: Int, for network: Checkpoint, random: SeededRandom
  ) throws -> ObjectiveBatch {
    var random = random
    if (step - 1) % configuration.stepsPerRound == 0 || round.texts.isEmpty {
      round = try search(with: network, tries: tries(at: step), &random)
    }
    var batch = ExampleBatch()
    let size = configuration.training.batchTokens
    while Double(batch.count) < configuration.replay * Double(size) {
      let record = try records.next(using: &random)
      batch.append(prompt: record.prompt, completion: record.completion, network.tokenizer)
    }
    while batch.count < size {
      let text = round.texts[random.below(round.texts.count)]
      batch.append(prompt: text.prompt, completion: text.completion, network.tokenizer)
    }
    return batch.objective().telling(round.figures)
  }

  /// How many tries are kept at a step: from 1 to all of them in the first half of the run.
  private func tries(at step: Int) -> Int {
    let share = min(1, 2 * Double(step) / Double(configuration.training.steps))
    return max(1, Int(saturating: (share * Double(configuration.tries)).rounded(.up)))
  }

  /// Has the network write about problems, and a teacher end the texts.
  private func search(
    with network: Checkpoint, tries: Int, _ random: inout SeededRandom
  ) throws -> TextRound {
    let asked = try problems.assignments(
      configuration.problems, mode: .search, for: network, using: &random)
    let streams = Generator(Transformer(network.weights), network.tokenizer).write(
      asked.map(\.task), sampling: Sampling(temperature: configuration.temperature),
      limit: configuration.longest)
    var round = TextRound()
    var tally = EndingTally()
    for (asked, written) in zip(asked, streams) {
      let text = network.tokenizer.decode(written[0].tokens)
      tally.add(WalkBehaviours(of: text, on: asked.problem, isCut: written[0].isCut))
      guard
        let retry = Self.retry(
          text, isCut: written[0].isCut, on: asked.problem, tries: 1 + random.below(tries), &random)
      else { continue }
      let words = network.tokenizer.encode(asked.prompt + retry.given + retry.learned)
      guard words.count + 2 <= network.shape.context else { continue }
      round.texts.append(.init(prompt: asked.prompt + retry.given, completion: retry.learned))
    }
    guard !round.texts.isEmpty else {
      throw ProblemError(
        "no text of a round could be ended: the problems have too many states, or the context no "
          + "room for a search")
    }
    round.figures = tally.figures
    return round
  }

  /// The text of a network, ended; nil for a problem with too many states.
  private static func retry<P: EnumerableProblem>(
    _ text: String, isCut: Bool, on problem: P, tries: Int, _ random: inout SeededRandom
  ) -> RetryText? {
    guard let space = StateSpace(problem, limit: StateLabeller.mostStates) else { return nil }
    return RetryText(text, isCut: isCut, on: space, tries: tries, using: &random)
  }

  mutating func evaluate(_ network: Checkpoint) throws -> ObjectiveReport {
    try heldOut.report(on: network, threads: configuration.training.threads)
  }
}

/// How texts end, as shares, for the log: what is solved, and which faults there are.
struct EndingTally {
  private var endings: [WalkBehaviours.Ending: Int] = [:]
  private var count = 0
  private var tries = 0

  mutating func add(_ behaviours: WalkBehaviours) {
    endings[behaviours.ending, default: 0] += 1
    tries += behaviours.tries
    count += 1
  }

  /// The share of the texts that ended so.
  func share(_ ending: WalkBehaviours.Ending) -> Double {
    Double(endings[ending] ?? 0) / Double(max(1, count))
  }

  /// What is solved, the tries of a text, and the faults.
  var figures: [String: Double] {
    var figures = faults
    figures["solved sampled"] = share(.solved)
    figures["tries of a text"] = Double(tries) / Double(max(1, count))
    return figures
  }

  /// Texts that run in circles, are cut off, hold a mistake or claim a false goal.
  var faults: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: [.loop, .cutOff, .mistake, .falseGoal].map {
        (ending: WalkBehaviours.Ending) in ("errors: \(ending.rawValue)", share(ending))
      })
  }
}
