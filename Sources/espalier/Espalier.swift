import ArgumentParser

/// The program: run a search on a screen, replay it, compare two.
@main
struct Espalier: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "espalier",
    abstract: "Watch a search think: MCTS, A* and others live, beside their Meta-CoT text.",
    discussion: """
      Without a sub-command a home screen opens: Enter starts a search. Where stdout is no \
      terminal, `run` works headless and prints one JSON object a problem.

      Exit status: 0 all solved, 1 not all solved or bad input, 64 usage, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, ReplayCommand.self, CompareCommand.self, QueryCommand.self,
      LinearizeCommand.self, ExportCommand.self, ImportCommand.self, BehavioursCommand.self,
      ValidateCommand.self, ProblemsCommand.self, EvalCommand.self, TrainCommand.self,
      StrategiesCommand.self, KeysCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}
