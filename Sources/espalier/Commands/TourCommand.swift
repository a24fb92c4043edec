import ArgumentParser
import MetaCoT

/// `espalier tour`: the sample traces, stop by stop.
struct TourCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "Look at the sample traces, one key a stop, with a sentence or two at each.",
    discussion: """
      The screens are those of replay and compare, and all their keys work. With --plain the \
      sentences are printed, with the command that shows each stop's trace.
      """)

  @OptionGroup var screen: ScreenOptions

  func run() throws {
    guard let folder = Samples.folder else {
      throw Failure("the sample traces are not there: make install puts them beside the program")
    }
    if screen.isPlain {
      for (index, stop) in TourStop.all.enumerated() {
        StandardOutput.writeLine("\(index + 1). \(stop.text)")
        StandardOutput.writeLine("   \(stop.commandLine(in: folder))\n")
      }
      return
    }
    let settings = try Settings(screen)
    throw ExitCode(try App(settings: settings).run(try TourScreen(folder: folder)))
  }
}
