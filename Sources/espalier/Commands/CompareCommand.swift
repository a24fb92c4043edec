import ArgumentParser
import MetaCoT

/// `espalier compare`: two searches side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two searches: two traces, or two strategies live on one problem.",
    discussion: """
      espalier compare A.jsonl B.jsonl
      espalier compare --strategy mcts --against astar --problem '4 5 6 10 → 24'
      """)

  @Argument(help: "Two traces.")
  var traces: [String] = []

  @Option(help: "Live: the strategy on the right, as for --strategy.")
  var against: String?

  @Option(
    help: ArgumentHelp(
      "Write both searches, at their ends, as one tree with the figures of both; '-' is standard output.",
      valueName: "file"),
    completion: .file())
  var merge: String?

  @OptionGroup var search: SearchOptions
  @OptionGroup var screen: ScreenOptions

  @Option(help: "Iterations a second when live, events a second when replayed; 0 is no limit.")
  var speed: Double?

  func validate() throws {
    guard traces.isEmpty ? against != nil : traces.count == 2 && against == nil else {
      throw ValidationError("give two traces, or --strategy and --against")
    }
  }

  func run() throws {
    let settings = try Settings(screen)
    let speed = settings.speed(speed)
    let origins: [SearchOrigin]
    if let against {
      let item = try search.item(of: search.problemSet())
      let left = try search.configuration(for: item, defaults: settings.defaults)
      var right = left
      do {
        right.strategy = try StrategyRegistry.choice(against)
      } catch { throw ValidationError(error.description) }
      origins = [.live(left, pace: speed), .live(right, pace: speed)]
    } else {
      origins = traces.map { .trace(path: $0) }
    }
    if let merge {
      Interruption.watch()
      try PlainText.merge(origins[0], origins[1], into: merge)
      return
    }
    if screen.isPlain {
      Interruption.watch()
      try PlainText.compare(origins[0], origins[1])
      if Interruption.happened { throw ExitCode(.interrupted) }
      return
    }
    let first = try CompareScreen(origins, speed: speed)
    throw ExitCode(try App(settings: settings).run(first))
  }
}
