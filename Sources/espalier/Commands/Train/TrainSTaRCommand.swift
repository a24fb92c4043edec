import ArgumentParser
import MetaCoT
import MetaCoTNeural

/// `espalier train star`: bootstrapping rounds.
struct TrainSTaRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "star",
    abstract: "In rounds: search with the network, keep what verifies, tune on it (STaR).")

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var optimization: OptimizationOptions
  @OptionGroup var tuning: TuningOptions

  @Option(help: "NAME or NAME:PARAMETER=VALUE,…, with '*WEIGHT' after it to be drawn more often.")
  var strategy = ["in-context:temperature=1,samples=4"]

  @Option(help: "The limits of each search.")
  var budget = "100"

  @Option(help: "What is kept: 'search' (the whole search) or 'solve' (the final path). Both.")
  var mode: [DataRecord.Mode] = []

  @Option(help: "Problems that are searched in a round.")
  var problems = 1024

  @Option(help: "Steps of the optimizer in a round.")
  var roundSteps = 25

  func run() throws {
    guard problems > 0, roundSteps > 0 else {
      throw ValidationError("--problems and --round-steps take whole numbers from 1")
    }
    do {
      _ = try Budget(text: budget)
    } catch { throw ValidationError(error.description) }
    var configuration = STaRStage.Configuration(
      data: tuning.data, base: tuning.base,
      strategies: try strategy.map { try DataSettings.Strategy(text: $0) })
    configuration.budget = budget
    if !mode.isEmpty { configuration.modes = mode }
    configuration.problems = problems
    configuration.stepsPerRound = roundSteps
    configuration.training = try optimization.settings(configuration.training)
    try options.run(STaRStage(configuration), configuration: configuration, on: screen)
  }
}
