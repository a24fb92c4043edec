import Foundation
import MetaCoT
import TrainingLog

/// Makes the steps of a stage: the batch, the gradients, the optimizer, the log, and checkpoints that
/// the run can go on from exactly.
///
/// A checkpoint holds the network, `optimizer.bin` (its state) and `lesson.json` (where the objective
/// stands).
struct StageRunner<Objective: TrainingObjective> {
  let settings: TrainingSettings
  var objective: Objective

  /// Trains until all steps are made or `control` asks to stop. `initial` is where a run without a
  /// checkpoint begins; `card` is what its checkpoints say.
  mutating func run(
    in folder: RunFolder, control: TrainingControl, card: Checkpoint.Card,
    initial: () throws -> Checkpoint
  ) throws {
    var network = try folder.checkpointStep == nil ? initial() : .load(folder.checkpointPath)
    network.card = card
    network.weights = network.weights.copy()
    let optimizer = Optimizer(
      settings.optimizer, for: network.shape, threads: settings.threads)
    var step = 0
    if let done = folder.checkpointStep {
      step = done
      try restore(optimizer, of: network, from: folder.checkpointPath)
    } else {
      try folder.append(.start(steps: settings.steps))
    }
    let workers = GradientWorkers(Transformer(network.weights), shards: settings.threads)
    var meter = StepMeter()
    while step < settings.steps {
      let request = control.nextRequest()
      meter.restart()
      switch request {
      case .stop:
        try save(network, optimizer, after: step, in: folder)
        return try folder.append(.end(step: step, reason: "stopped"))
      case .checkpoint:
        try save(network, optimizer, after: step, in: folder)
      case .step:
        step += 1
        let figures = try make(step, network, workers, optimizer, &meter)
        if step.isMultiple(of: settings.logEvery) || step == settings.steps || step == 1 {
          try folder.append(.step(figures))
          meter = StepMeter()
        }
        let isLast = step == settings.steps
        if step.isMultiple(of: settings.evaluateEvery) || isLast {
          try evaluate(network, after: step, in: folder)
          meter.restart()
        }
        if step.isMultiple(of: settings.checkpointEvery) || isLast {
          try save(network, optimizer, after: step, in: folder)
          meter.restart()
        }
      }
    }
    try folder.append(.end(step: step, reason: "finished"))
  }

  /// Trains on from a checkpoint, whose kinds of problems and discount stay, with what data sets hold.
  /// Throws a `FileError` about data or checkpoint, and what `objective` throws.
  static func run(
    _ configuration: some TuningConfiguration, in folder: RunFolder, control: TrainingControl,
    objective: ([DataSet], _ base: Checkpoint) throws -> Objective
  ) throws {
    let dataSets = try configuration.data.map { try DataSet.open($0) }
    let base = try Checkpoint.load(configuration.base)
    var runner = StageRunner(
      settings: configuration.training, objective: try objective(dataSets, base))
    var card = base.card
    card.name = URL(filePath: folder.path).lastPathComponent
    card.stage = configuration.stage
    try runner.run(in: folder, control: control, card: card) { base }
  }

  // MARK: A step

  private mutating func make(
    _ step: Int, _ network: Checkpoint, _ workers: GradientWorkers, _ optimizer: Optimizer,
    _ meter: inout StepMeter
  ) throws -> TrainingStep {
    var seeds = SeededRandom(seed: settings.seed &+ 0x9E37_79B9 &* UInt64(step))
    let random = SeededRandom(seed: seeds.next())
    let batch = try objective.batch(at: step, for: network, random: random)
    workers.clear()
    let readings = workers.accumulate(
      batch.sequences, targets: batch.targets, loss: batch.loss)
    let rate = settings.rate(at: step)
    let norm = optimizer.step(network.weights, gradients: workers.gradients, rate: rate)
    meter.add(batch.figures(readings), tokens: batch.sequences.tokens.count)
    return meter.record(step: step, rate: Double(rate), norm: Double(norm))
  }

  private mutating func evaluate(
    _ network: Checkpoint, after step: Int, in folder: RunFolder
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let report = try objective.evaluate(network)
    try folder.append(
      .evaluation(
        step: step, seconds: (clock.now - start) / .seconds(1), measures: report.measures))
    if let sample = report.sample { try folder.append(.sample(step: step, text: sample)) }
  }

  // MARK: Checkpoints

  private func save(
    _ network: Checkpoint, _ optimizer: Optimizer, after step: Int, in folder: RunFolder
  ) throws {
    guard folder.checkpointStep != step else { return }
    try folder.replaceCheckpoint(step: step) { path in
      try network.write(into: path)
      try RunFolder.write(Data(optimizer.state), to: path + "/optimizer.bin")
      try RunFolder.write(
        JSONEncoder.documents.encodedLine(objective.cursor), to: path + "/lesson.json")
    }
  }

  private mutating func restore(
    _ optimizer: Optimizer, of network: Checkpoint, from path: String
  ) throws {
    let file = path + "/optimizer.bin"
    guard let state = FileManager.default.contents(atPath: file), optimizer.restore(Array(state))
    else {
      throw FileError(
        file: file, "this is not the state of the optimizer of the network beside it")
    }
    let place = path + "/lesson.json"
    let cursor = try RunFiles.decode(Objective.Cursor.self, at: place)
    guard objective.accepts(cursor, for: network) else {
      throw FileError(
        file: place,
        "a run with these data sets and this network cannot stand where this says: the file has "
          + "been changed; begin a new run from the checkpoint beside it")
    }
    objective.cursor = cursor
  }
}

/// Gathers the figures of the steps between two lines of the log.
private struct StepMeter {
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant
  private var seconds = 0.0
  private var tokens = 0
  private var count = 0.0
  private var sums: [String: Double] = [:]
  private var counts: [String: Double] = [:]

  private static let loss = "loss"
  private static let valueLoss = "value loss"

  init() { start = clock.now }

  /// What took time since the last step was none.
  mutating func restart() { start = clock.now }

  mutating func add(_ figures: ObjectiveMetrics, tokens more: Int) {
    tokens += more
    add(figures.loss, Self.loss)
    if let loss = figures.valueLoss { add(loss, Self.valueLoss) }
    for (name, value) in figures.others { add(value, name) }
    let now = clock.now
    seconds += (now - start) / .seconds(1)
    start = now
  }

  private mutating func add(_ value: Double, _ name: String) {
    sums[name, default: 0] += value
    counts[name, default: 0] += 1
  }

  func record(step: Int, rate: Double, norm: Double) -> TrainingStep {
    var means = sums
    for (name, sum) in sums { means[name] = sum / (counts[name] ?? 1) }
    let loss = means.removeValue(forKey: Self.loss) ?? .nan
    let valueLoss = means.removeValue(forKey: Self.valueLoss)
    return TrainingStep(
      step: step, tokens: tokens, seconds: seconds, loss: loss, valueLoss: valueLoss,
      learningRate: rate, gradientNorm: norm, figures: means.isEmpty ? nil : means)
  }
}

/// What every stage that begins from a checkpoint is told.
protocol TuningConfiguration {
  /// The name of the stage.
  var stage: String { get }
  /// Folders of data sets.
  var data: [String] { get }
  /// The checkpoint to begin from.
  var base: String { get }
  /// How weights are moved.
  var training: TrainingSettings { get }
}
