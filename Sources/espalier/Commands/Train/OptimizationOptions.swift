import ArgumentParser
import MetaCoTNeural

/// The options that say how weights are moved; the same for every stage.
struct OptimizationOptions: ParsableArguments {
  @Option(help: "Steps of the optimizer.")
  var steps: Int?

  @Option(help: "Tokens a step, about.")
  var batch: Int?

  @Option(help: "The learning rate after the warm-up.")
  var rate: Float?

  @Option(help: "Steps in which the learning rate grows from 0.")
  var warmup: Int?

  @Option(help: "What moves the matrices within the layers; all else is moved by AdamW.")
  var optimizer = Optimizer.Method.muon

  @Option(help: "Threads that share a batch.")
  var threads: Int?

  @Option(help: "Steps between measures on held-out problems.")
  var evaluateEvery: Int?

  @Option(help: "Steps between checkpoints.")
  var checkpointEvery: Int?

  @Option(help: "The seed of all randomness.")
  var seed: UInt64 = 1

  /// The settings, with what is standard for a stage where nothing is given.
  func settings(_ standard: TrainingSettings = .init()) throws -> TrainingSettings {
    var settings = standard
    settings.steps = try positive(steps, standard.steps, "--steps")
    settings.batchTokens = try positive(batch, standard.batchTokens, "--batch", atMost: 1 << 24)
    settings.rate = rate ?? standard.rate
    guard settings.rate > 0, settings.rate.isFinite else {
      throw ValidationError("--rate takes a number above 0")
    }
    settings.warmup = try positive(warmup, standard.warmup, "--warmup")
    settings.optimizer.method = optimizer
    settings.threads = try positive(threads, standard.threads, "--threads", atMost: 1024)
    settings.evaluateEvery = try positive(
      evaluateEvery, standard.evaluateEvery, "--evaluate-every")
    settings.checkpointEvery = try positive(
      checkpointEvery, standard.checkpointEvery, "--checkpoint-every")
    settings.seed = seed
    return settings
  }

  /// `most` is for what takes memory by its number.
  private func positive(
    _ given: Int?, _ standard: Int, _ name: String, atMost most: Int = .max
  ) throws -> Int {
    guard let given else { return standard }
    guard (1...most).contains(given) else {
      throw ValidationError(
        "\(name) takes a whole number from 1" + (most < .max ? " to \(most)" : ""))
    }
    return given
  }
}

extension Optimizer.Method: ExpressibleByArgument {}
