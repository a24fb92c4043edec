import ArgumentParser
import MetaCoTNeural

/// `espalier train rl`: reinforcement learning from verified outcomes.
struct TrainRLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rl",
    abstract: "Have a network learn from its own answers, by what the verifier says (GRPO).")

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var optimization: OptimizationOptions
  @OptionGroup var tuning: TuningOptions

  @Option(help: "What is asked for: 'search' or 'solve'.")
  var mode = DataRecord.Mode.search

  @Option(help: "Problems that are written about before weights are moved.")
  var problems = 16

  @Option(help: "Answers a problem.")
  var answers = 8

  @Flag(
    inversion: .prefixedNo,
    help: "Draw most often from the sources whose answers are right about every other time.")
  var curriculum = true

  @Option(help: "What an answer's reward loses a token.")
  var lengthDiscount = 0.999

  @Option(help: "The weight of the divergence from the checkpoint it began with.")
  var divergence: Float = 0.02

  func run() throws {
    guard problems > 0, answers > 1 else {
      throw ValidationError("--problems takes a whole number from 1, --answers one from 2")
    }
    guard lengthDiscount > 0, lengthDiscount <= 1 else {
      throw ValidationError("--length-discount takes a number above 0, at most 1")
    }
    guard divergence >= 0 else { throw ValidationError("--divergence takes a number from 0") }
    var configuration = GRPOStage.Configuration(data: tuning.data, base: tuning.base)
    configuration.mode = mode
    configuration.problems = problems
    configuration.answers = answers
    configuration.curriculum = curriculum
    configuration.lengthDiscount = lengthDiscount
    configuration.divergenceWeight = divergence
    configuration.training = try optimization.settings(configuration.training)
    try options.run(GRPOStage(configuration), configuration: configuration, on: screen)
  }
}
