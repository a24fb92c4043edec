import ArgumentParser

/// `espalier train`: the stages of training, each a sub-command, and the screen of a run.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network: data, tuning, process supervision, reinforcement; show a run.",
    discussion: """
      A run is a folder: its configuration, a log that grows, and the latest checkpoint. It is \
      shown by one screen while it goes on and afterwards; where stdout is not a terminal, lines go to \
      stderr and the last measures to stdout.
      """,
    subcommands: [
      TrainDataCommand.self, TrainSFTCommand.self, TrainPRMCommand.self,
      TrainRetriesCommand.self, TrainRLCommand.self, TrainSTaRCommand.self, TrainShowCommand.self,
    ])
}
