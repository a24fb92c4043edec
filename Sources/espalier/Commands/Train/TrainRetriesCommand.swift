import ArgumentParser
import MetaCoTNeural

/// `espalier train retries`: learning to go back after one's own failed tries.
struct TrainRetriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retries",
    abstract: "Teach a network to go on after its own failed tries, which are not learned.")

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var optimization: OptimizationOptions
  @OptionGroup var tuning: TuningOptions

  @Option(help: "Problems that are written about in a round.")
  var problems = 256

  @Option(help: "Steps of the optimizer in a round.")
  var roundSteps = 12

  @Option(help: "Failed tries before a goal at most; the first rounds have one.")
  var tries = 8

  @Option(help: "The share of the tokens that are texts of the data set to replay.")
  var replay = 0.25

  func run() throws {
    guard problems > 0, roundSteps > 0, tries > 0 else {
      throw ValidationError("--problems, --round-steps and --tries take whole numbers from 1")
    }
    guard (0..<1).contains(replay) else {
      throw ValidationError("--replay takes a number from 0, below 1")
    }
    var configuration = RetriesStage.Configuration(data: tuning.data, base: tuning.base)
    configuration.problems = problems
    configuration.stepsPerRound = roundSteps
    configuration.tries = tries
    configuration.replay = replay
    configuration.training = try optimization.settings(configuration.training)
    try options.run(RetriesStage(configuration), configuration: configuration, on: screen)
  }
}
