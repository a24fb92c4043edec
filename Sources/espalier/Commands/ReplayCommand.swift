import ArgumentParser
import MetaCoT

/// `espalier replay`: a recorded search on the screen of a live one.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Replay a saved trace: step, seek and search in both directions of time.",
    discussion: """
      The trace may still be being written, and may be compressed (.zst); '-' is standard input. \
      A trace that was cut off opens up to its last whole event, one with a wrong line up to that. \
      A file with many searches opens as a list of them; --plain takes the first. \
      Searches that run on the screen are kept in $XDG_STATE_HOME/espalier (~/.local/state by \
      default) when they are closed.
      """)

  @Argument(help: "The trace; '-' for standard input.")
  var trace: String?

  @OptionGroup var pick: PickOptions

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
    let path = try pick.path(in: trace)
    if screen.isPlain { return try PlainText.write(trace: path) }
    let settings = try Settings(screen)
    let open: SearchListScreen.Open = {
      try SearchScreen(.trace(path: $0), speed: settings.speed(speed), start: start ?? .present)
    }
    let list = try SearchListScreen(path: path, open: open)
    let first: any Screen = try list ?? open(path)
    throw ExitCode(try App(settings: settings).run(first))
  }
}
