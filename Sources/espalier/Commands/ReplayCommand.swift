import ArgumentParser

/// `espalier replay`: a recorded search on the screen of a live one.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Replay a saved trace: step, seek and search in both directions of time.",
    discussion: """
      The trace may still be being written, and may be compressed (.zst); '-' is standard input. \
      A trace that was cut off opens up to its last whole event, one with a wrong line up to that. \
      Searches that run on the screen are kept in $XDG_STATE_HOME/espalier (~/.local/state by \
      default) when they are closed.
      """)

  @Argument(help: "The trace; '-' for standard input.")
  var trace: String?

  @Flag(help: "The last search that ran on the screen; the last \(RecentSearches.limit) are kept.")
  var last = false

  @OptionGroup var screen: ScreenOptions

  @Option(
    help: """
      Start at this event ('120'), part ('50%'), or 'end'. Default: where the trace was left, else play \
      from the start.
      """)
  var at: String?

  @Option(help: "Events a second when playing; 0 is as fast as it goes.")
  var speed: Double?

  private var start: SearchScreen.Start? {
    guard let at else { return .left }
    return at == "end" ? .present : SearchScreen.Start(at)
  }

  func validate() throws {
    guard start != nil else {
      throw ValidationError(
        "--at takes an event ('120'), a part ('50%') or 'end', not '\(at ?? "")'")
    }
    guard (trace == nil) == last else { throw ValidationError("name a trace, or give --last") }
  }

  func run() throws {
    guard let trace = trace ?? RecentSearches.last else {
      throw Failure("\(RecentSearches.folder): no search that ran on the screen has been kept yet")
    }
    if screen.isPlain { return try PlainText.write(trace: trace) }
    let settings = try Settings(screen)
    let first = try SearchScreen(
      .trace(path: trace), speed: settings.speed(speed), start: start ?? .present)
    throw ExitCode(try App(settings: settings).run(first))
  }
}
