import ArgumentParser
import MetaCoTNeural

/// `espalier train prm`: process supervision.
struct TrainPRMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prm",
    abstract: "Teach a network what states are worth, and good steps (process supervision).")

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var optimization: OptimizationOptions
  @OptionGroup var tuning: TuningOptions

  @Option(help: "Where values come from: 'outcomes' of exhaustive search, or 'rollouts'.")
  var labels = LabelSource.outcomes

  @Option(help: "Rollouts a state, for values that come from them.")
  var rollouts = 16

  @Option(help: "What values lose a step.")
  var discount: Float = 0.95

  @Option(help: "The share of the tokens that are texts to replay.")
  var replay = 0.4

  func run() throws {
    guard discount > 0, discount <= 1 else {
      throw ValidationError("--discount takes a number above 0, at most 1")
    }
    guard (0..<1).contains(replay) else {
      throw ValidationError("--replay takes a number from 0, below 1")
    }
    guard rollouts > 0 else { throw ValidationError("--rollouts takes a whole number from 1") }
    var configuration = PRMStage.Configuration(data: tuning.data, base: tuning.base)
    configuration.labels = labels
    configuration.rollouts = rollouts
    configuration.discount = discount
    configuration.replay = replay
    configuration.training = try optimization.settings(configuration.training)
    try options.run(PRMStage(configuration), configuration: configuration, on: screen)
  }
}

extension LabelSource: ExpressibleByArgument {}
