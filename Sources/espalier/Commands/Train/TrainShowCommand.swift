import ArgumentParser
import TrainingLog

/// `espalier train show`: a run on the screen, while another process writes it or afterwards.
struct TrainShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a training run: losses, measures on held-out problems, what the model writes.",
    discussion: """
      The run may still be going on. Where stdout is not a terminal, and with --plain, what is known \
      of it is printed, a fact a line.
      """)

  @Argument(help: "The folder of the run.")
  var folder: String

  @OptionGroup var screen: ScreenOptions

  func run() throws {
    if screen.isPlain {
      let description = try RunDescription(folder: folder)
      var reader = TrainingLogReader(folder: folder)
      _ = try reader.read()
      let state = FollowedTraining.state(of: reader, in: folder)
      StandardOutput.writeLine(TrainingText.facts(description, reader.log, state))
      return
    }
    let settings = try Settings(screen)
    let first = try TrainingScreen(folder: folder)
    throw ExitCode(try App(settings: settings).run(first))
  }
}
