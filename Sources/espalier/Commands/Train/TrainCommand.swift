import ArgumentParser

/// `espalier train`: the stages of training.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network: data, tuning, process supervision, reinforcement.",
    subcommands: [
      TrainDataCommand.self, TrainSFTCommand.self, TrainPRMCommand.self, TrainRLCommand.self,
      TrainSTaRCommand.self,
    ])
}
