import Foundation
import MetaCoT

/// Reinforcement learning (`rl`) from verified outcomes: the network writes several answers to each
/// problem, and is moved towards those that do better than their neighbours (GRPO: Shao et al.,
/// 2024, arXiv 2402.03300), with the clipping of PPO (Schulman et al., 2017, arXiv 1707.06347).
package struct GRPOStage: TrainingJob {
  /// What determines a run.
  package struct Configuration: Codable, Sendable, Equatable, TuningConfiguration {
    /// `rl`.
    package var stage = "rl"
    /// Folders of data sets: where problems and what is replayed come from.
    package var data: [String]
    /// The checkpoint to begin from; it is also what the network is kept near to.
    package var base: String
    /// What is asked for: a whole search, or the final path.
    package var mode = DataRecord.Mode.search
    /// Problems that are written about before weights are moved.
    package var problems = 16
    /// Answers a problem.
    package var answers = 8
    /// Whether problems are drawn most often from those sources of the data whose answers are right
    /// about every other time.
    package var curriculum: Bool? = true
    /// Tokens of an answer at most.
    package var longest = 320
    /// At what temperature answers are drawn.
    package var temperature: Float = 1
    /// What an answer's reward loses a token: one that is accepted is worth lengthDiscount^tokens.
    package var lengthDiscount: Double = 0.999
    /// How far the probability of a token may move before it counts no more.
    package var clip: Float = 0.2
    /// The weight of the divergence from the base checkpoint.
    package var divergenceWeight: Float = 0.02
    /// Steps of the optimizer that are made with the same answers.
    package var updates = 2
    /// The share of the tokens that replays values and steps of states, so that they stay.
    package var replay = 0.25
    /// How weights are moved.
    package var training = TrainingSettings()

    /// A run on the problems of these data sets, from this checkpoint.
    package init(data: [String], base: String) {
      self.data = data
      self.base = base
      training.steps = 200
      training.rate = 1e-4
      training.warmup = 10
      training.logEvery = 2
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
      try GRPOObjective(configuration, $0, base: $1)
    }
  }
}

/// Learns from its own answers.
struct GRPOObjective: TrainingObjective {
  /// An answer, its reward against its neighbours', and how probable its tokens were when it was
  /// written and are by the base checkpoint.
  struct Answer: Codable {
    var prompt: [Int32]
    var tokens: [Int32]
    var advantage: Float
    var written: [Float]
    var base: [Float]
  }

  /// The answers that are learned from now, and their figures.
  struct Cursor: Codable {
    var answers: [Answer] = []
    var figures: [String: Double] = [:]
    /// Which sources the next problems come from; nil where all are drawn from alike.
    var curriculum: Curriculum?
  }

  var cursor = Cursor()

  func accepts(_ cursor: Cursor, for network: Checkpoint) -> Bool {
    guard cursor.curriculum.map({ $0.solved.count == problems.names.count }) ?? true else {
      return false
    }
    return cursor.answers.allSatisfy { answer in
      let text = answer.prompt + answer.tokens
      return !answer.prompt.isEmpty && answer.written.count == answer.tokens.count
        && answer.base.count == answer.tokens.count && text.count <= network.shape.context
        && text.allSatisfy { (0..<Int32(clamping: network.shape.vocabulary)).contains($0) }
    }
  }

  private let configuration: GRPOStage.Configuration
  private let base: Transformer
  private let problems: TrainingProblems
  private let states: StateExamples
  private let heldOut: HeldOut

  init(
    _ configuration: GRPOStage.Configuration, _ dataSets: [DataSet], base: Checkpoint
  ) throws {
    self.configuration = configuration
    self.base = Transformer(base.weights)
    let all = try TrainingProblems(dataSets)
    problems = try all.fitting(.lines(configuration.mode, of: base))
    if configuration.curriculum == true {
      cursor.curriculum = Curriculum(sources: problems.names.count)
    }
    let labeller = StateLabeller(
      source: .outcomes, discount: base.card.discount, count: 12)
    states = StateExamples(
      problems: configuration.replay > 0 ? try all.fitting(.states(of: base)) : all,
      labeller: labeller)
    heldOut = try HeldOut(dataSets, modes: [configuration.mode], context: base.shape.context)
  }

  mutating func batch(
    at step: Int, for network: Checkpoint, random: SeededRandom
  ) throws -> ObjectiveBatch {
    var random = random
    if (step - 1) % configuration.updates == 0 || cursor.answers.isEmpty {
      cursor = try write(network, &random)
    }
    var batch = AnswerBatch(
      cursor.answers, clip: configuration.clip,
      divergenceWeight: configuration.divergenceWeight, figures: cursor.figures)
    let size = configuration.replay / (1 - configuration.replay) * Double(batch.count)
    while Double(batch.replayed.count) < size {
      try states.append(to: &batch.replayed, network, &random)
    }
    return batch.objective()
  }

  /// Writes answers and has them verified.
  private func write(_ network: Checkpoint, _ random: inout SeededRandom) throws -> Cursor {
    let asked = try problems.assignments(
      configuration.problems, count: configuration.answers, mode: configuration.mode,
      weights: cursor.curriculum?.weights, for: network, using: &random)
    let streams = Generator(Transformer(network.weights), network.tokenizer).write(
      asked.map(\.task), sampling: Sampling(temperature: configuration.temperature),
      limit: configuration.longest)
    var cursor = Cursor(curriculum: cursor.curriculum)
    var (rewards, tokens, surprise) = (0.0, 0, 0.0)
    var tally = EndingTally()
    for (asked, written) in zip(asked, streams) {
      let values = written.map { stream in
        let behaviours = WalkBehaviours(
          of: network.tokenizer.decode(stream.tokens), on: asked.problem, isCut: stream.isCut)
        tally.add(behaviours)
        surprise -= stream.logProbabilities.reduce(0) { $0 + Double($1) }
        let isSolved = behaviours.ending == .solved
        cursor.curriculum?.learn(from: asked.source, isSolved: isSolved)
        guard isSolved else { return 0.0 }
        return pow(configuration.lengthDiscount, Double(stream.tokens.count))
      }
      rewards += values.reduce(0, +)
      tokens += written.reduce(0) { $0 + $1.tokens.count }
      for (stream, advantage) in zip(written, Self.advantages(values)) where advantage != 0 {
        cursor.answers.append(
          Answer(
            prompt: asked.task.prompt, tokens: stream.tokens, advantage: advantage,
            written: stream.logProbabilities, base: []))
      }
    }
    let count = Double(configuration.problems * configuration.answers)
    cursor.figures = tally.figures
    if let curriculum = cursor.curriculum, problems.names.count > 1 {
      for (name, solved) in zip(problems.names, curriculum.solved) {
        cursor.figures["solved of \(name)"] = solved
      }
    }
    cursor.figures["reward"] = rewards / count
    cursor.figures["tokens of an answer"] = Double(tokens) / count
    cursor.figures["entropy"] = surprise / Double(max(1, tokens))
    readByBase(&cursor.answers)
    return cursor
  }

  /// How much better each answer did than its neighbours, in standard deviations; 0 where all did
  /// alike.
  static func advantages(_ rewards: [Double]) -> [Float] {
    let mean = rewards.reduce(0, +) / Double(rewards.count)
    let variance = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rewards.count)
    guard variance > 1e-12 else { return rewards.map { _ in 0 } }
    return rewards.map { Float(($0 - mean) / (variance.squareRoot() + 1e-4)) }
  }

  private func readByBase(_ answers: inout [Answer]) {
    var batch = SequenceBatch()
    var targets: [Int32] = []
    for answer in answers { AnswerBatch.append(answer, to: &batch, &targets) }
    guard batch.count > 0 else { return }
    let workers = GradientWorkers(base, shards: configuration.training.threads)
    let readings = workers.read(batch, targets: targets)
    for index in answers.indices {
      let first = batch.starts[index] + answers[index].prompt.count - 1
      answers[index].base = Array(
        readings.logProbabilities[first..<first + answers[index].tokens.count])
    }
  }

  mutating func evaluate(_ network: Checkpoint) throws -> ObjectiveReport {
    try heldOut.report(on: network, threads: configuration.training.threads)
  }
}

/// Answers and their advantages as a batch, with what is replayed behind them.
struct AnswerBatch {
  private var sequences = SequenceBatch()
  private var targets: [Int32] = []
  private var advantages: [Float] = []
  private var written: [Float] = []
  private var base: [Float] = []
  private let clip: Float
  private let divergenceWeight: Float
  private let told: [String: Double]
  /// Values and steps of states.
  var replayed = ExampleBatch()

  init(
    _ answers: [GRPOObjective.Answer], clip: Float, divergenceWeight: Float,
    figures: [String: Double]
  ) {
    self.clip = clip
    self.divergenceWeight = divergenceWeight
    told = figures
    for answer in answers {
      Self.append(answer, to: &sequences, &targets)
      let asked = [Float](repeating: .nan, count: answer.prompt.count - 1)
      let advantage = [Float](repeating: answer.advantage, count: answer.tokens.count)
      advantages += asked + advantage + [.nan]
      written += asked + answer.written + [.nan]
      base += asked + answer.base + [.nan]
    }
  }

  /// Tokens of the answers and their prompts.
  var count: Int { max(targets.count, 512) }

  static func append(
    _ answer: GRPOObjective.Answer, to batch: inout SequenceBatch, _ targets: inout [Int32]
  ) {
    batch.append(answer.prompt + answer.tokens)
    targets.append(contentsOf: repeatElement(-1, count: answer.prompt.count - 1))
    targets += answer.tokens + [-1]
  }

  func objective() -> ObjectiveBatch {
    let rest = replayed.objective(valueWeight: 1)
    var sequences = sequences
    sequences.append(contentsOf: rest.sequences)
    let (own, advantages, written, base) = (targets.count, advantages, written, base)
    let (clip, divergenceWeight) = (clip, divergenceWeight)
    let tokens = Float(max(1, targets.count { $0 >= 0 }))
    let (told, replay, replayed) = (told, rest.loss, replayed)
    return ObjectiveBatch(
      sequences: sequences, targets: targets + rest.targets,
      loss: { position, logProbability, logit in
        guard position < own else { return replay(position - own, logProbability, logit) }
        let advantage = advantages[position]
        guard !advantage.isNaN else { return (0, 0) }
        let ratio = exp(logProbability - written[position])
        let isClipped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip
        // The divergence is estimated without bias by e^d − d − 1 (Schulman, 2020).
        let divergence = 1 - exp(base[position] - logProbability)
        let slope = (isClipped ? 0 : -advantage * ratio) + divergenceWeight * divergence
        return (slope / tokens, 0)
      },
      figures: { readings in
        var figures = ObjectiveMetrics(loss: 0, others: told)
        var (loss, divergence) = (0.0, 0.0)
        for position in 0..<own where !advantages[position].isNaN {
          let logProbability = readings.logProbabilities[position]
          let ratio = exp(logProbability - written[position])
          let bounded = min(max(ratio, 1 - clip), 1 + clip)
          loss -= Double(min(ratio * advantages[position], bounded * advantages[position]))
          let distance = Double(base[position] - logProbability)
          divergence += exp(distance) - distance - 1
        }
        figures.loss = loss / Double(tokens)
        figures.others["KL"] = divergence / Double(tokens)
        var behind = readings
        behind.logProbabilities.removeFirst(own)
        behind.valueLogits.removeFirst(own)
        figures.valueLoss = replayed.figures(behind).valueLoss
        return figures
      })
  }
}
