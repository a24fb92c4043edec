import ArgumentParser
import MetaCoT

/// The program: run a search on a screen, replay it, compare two.
@main
struct Espalier: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "espalier",
    abstract: "Watch a search think: MCTS, A* and others live, beside their Meta-CoT text.",
    discussion: """
      Without a sub-command a home screen opens: Enter starts a search. Where stdout is no \
      terminal, `run` works headless and prints one JSON object a problem.

      Exit status:
      \(ExitStatus.summary)
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, ReplayCommand.self, CompareCommand.self, QueryCommand.self,
      LinearizeCommand.self, ExportCommand.self, ImportCommand.self, BehavioursCommand.self,
      ValidateCommand.self, LintCommand.self, WhyCommand.self, PlotCommand.self,
      ProblemsCommand.self,
      EvalCommand.self, ClaimsCommand.self, ScalingCommand.self,
      TrainCommand.self,
      StrategiesCommand.self, KeysCommand.self, DoctorCommand.self, TourCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// Does what the command line asks, and ends with an `ExitStatus`.
  static func main() {
    StandardDescriptors.open()
    do {
      var command = try parseAsRoot()
      try command.run()
      end(.success)
    } catch {
      let status = status(of: error)
      let message = fullMessage(for: error)
      if !message.isEmpty {
        if status == .success {
          StandardOutput.write(data: (message + "\n").utf8)
        } else {
          StandardOutput.flush()
          StandardError.writeLine(message)
        }
      }
      end(status)
    }
  }

  private static func end(_ status: ExitCode) -> Never {
    StandardOutput.flush()
    exit(withError: status)
  }

  /// The status of what a command threw: of an `ExitCode` its own, of what is wrong with the command
  /// line that of usage.
  private static func status(of error: any Error) -> ExitCode {
    let status = exitCode(for: error)
    guard status == .failure, !(error is ExitCode) else { return status }
    return ExitCode((error as? FileError)?.isAboutWriting == true ? .output : .input)
  }
}
