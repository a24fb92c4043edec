import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT
import TerminalUI

/// `espalier run`: search, on the screen or headless.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a search: on the screen, or headless over a whole problem set.",
    discussion: """
      Without arguments a home screen opens. With --headless (automatic when stdout is no \
      terminal) one JSON object a problem goes to stdout, progress and a summary to stderr.
      """)

  @OptionGroup var chosen: ProblemOptions
  @OptionGroup var search: SearchOptions
  @OptionGroup var screen: ScreenOptions

  @Option(
    help: ArgumentHelp(
      "Go on from a moment of a trace: an event ('120'), a part ('50%') or 'end'. With another --strategy, --model or --seed a search begins at the node that was selected last.",
      valueName: "trace@moment"))
  var from: ForkPoint?

  @Option(help: "Save the trace: a file, or with several problems a folder.")
  var record: String?

  @Flag(help: "No screen: one JSON object a problem on stdout.")
  var headless = false

  @Option(help: "Headless: how many searches run at once. Default: one a core.")
  var jobs: Int?

  mutating func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a whole number from 1") }
    guard from == nil || !chosen.isGiven else {
      throw ValidationError("leave out --problem and --problems: a fork keeps the trace's problem")
    }
  }

  @Option(help: "On the screen: iterations a second at the start; 0 is as fast as it goes.")
  var speed: Double?

  func run() throws {
    if let from {
      try run(from: from)
    } else if isHeadless {
      try runHeadless()
    } else if screen.isPlain {
      try runPlainly()
    } else {
      try runOnScreen()
    }
  }

  private var isHeadless: Bool { headless || (!screen.plain && isatty(STDOUT_FILENO) == 0) }

  /// Whether the command line says what to search, so that no home screen is needed.
  private var isChosen: Bool {
    chosen.problem != nil || search.strategy != nil || search.model != nil || record != nil
  }

  private func runOnScreen() throws {
    let settings = try Settings(screen)
    let set = try chosen.problemSet()
    let first: any Screen
    if isChosen {
      let configuration = try search.configuration(
        for: chosen.item(of: set), defaults: settings.defaults)
      let speed = settings.speed(speed)
      first = try SearchScreen(
        .live(configuration, pace: speed), record: traceFile(of: configuration), speed: speed)
    } else {
      first = HomeScreen(set: set, options: search, speed: speed, settings: settings)
    }
    throw ExitCode(try App(settings: settings).run(first))
  }

  /// Where the trace of a single search goes.
  private func traceFile(of configuration: SearchConfiguration) throws -> String? {
    try TraceDestination(record, ids: [configuration.problemID ?? ""]).files?.first
  }

  /// Goes on from a moment of a trace.
  private func run(from point: ForkPoint) throws {
    let tree = try point.moment.tree(ofTrace: point.trace)
    let fork = try search.fork(
      SearchConfiguration(again: tree.header), of: tree, at: tree.lastSelected)
    if isHeadless || screen.isPlain { return try finish(fork) }
    let settings = try Settings(screen)
    let speed = settings.speed(speed)
    let name = URL(fileURLWithPath: point.trace).lastPathComponent
    var original = Workspace(tree: tree)
    original.name = name
    original.setSpeed(speed)
    let first = try CompareScreen(
      SearchSession(.kept(tree, name: name), from: KeptSource(tree.header)), showing: original,
      beside: SearchSession(
        .fork(fork, pace: speed), record: try traceFile(of: fork.configuration)),
      forkedAt: tree.now, giveBack: { _ in })
    throw ExitCode(try App(settings: settings).run(first))
  }

  /// Runs a fork to its end without a screen.
  private func finish(_ fork: SearchFork) throws {
    Interruption.watch()
    let clock = ContinuousClock()
    let start = clock.now
    let file = try traceFile(of: fork.configuration)
    var writer: TraceWriter?
    var text: PlainText?
    let outcome = try fork.run(
      isCancelled: { Interruption.happened },
      begin: { header in
        writer = try file.map { try TraceWriter(path: $0, header: header) }
        if !isHeadless { text = PlainText(header: header) }
      },
      record: { batch in
        try writer?.write(batch)
        text?.write(batch)
        StandardOutput.flush()
      })
    try writer?.close()
    text?.close()
    if isHeadless {
      let report = SearchReport(
        id: fork.configuration.problemID ?? "", outcome: outcome,
        seconds: (clock.now - start) / .seconds(1))
      StandardOutput.write(data: try report.line)
    }
    try exit(isSolved: outcome.solved)
  }

  private func runPlainly() throws {
    let configuration = try search.configuration(
      for: chosen.item(of: chosen.problemSet()), defaults: Configuration.load().run ?? .init())
    let search = try Search(configuration)
    let writer = try traceFile(of: configuration).map {
      try TraceWriter(path: $0, header: search.header)
    }
    var text = PlainText(header: search.header)
    Interruption.watch()
    let outcome = try search.run(isCancelled: { Interruption.happened }) { batch in
      try writer?.write(batch)
      text.write(batch)
      StandardOutput.flush()
    }
    try writer?.close()
    text.close()
    try exit(isSolved: outcome.solved)
  }

  private func runHeadless() throws {
    let set = try chosen.problemSet()
    let defaults = try Configuration.load().run ?? .init()
    let searches = try chosen.fewItems(of: set).map { item in
      (id: item.id, configuration: try search.configuration(for: item, defaults: defaults))
    }
    let destination = try TraceDestination(record, ids: searches.map(\.id))
    Interruption.watch()
    let clock = ContinuousClock()
    let start = clock.now
    let result = try HeadlessRun(
      searches: searches, traces: destination.files,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
    ).run()
    if searches.count > 1 || !set.skipped.isEmpty {
      let table = SummaryTable(
        reports: result.reports, skipped: set.skipped.count,
        seconds: (clock.now - start) / .seconds(1))
      StandardError.writeLine(table.text)
    }
    if let record, result.traceErrors.isEmpty { StandardError.tell(written: record) }
    if let first = result.traceErrors.first {
      StandardError.writeLine(
        "\(NumberFormat.counted(result.traceErrors.count, "trace")) could not be written; the first: "
          + first.description)
      throw ExitCode(.output)
    }
    try exit(
      isSolved: result.reports.count == searches.count && result.reports.allSatisfy(\.solved))
  }

  private func exit(isSolved: Bool) throws {
    if Interruption.happened { throw ExitCode(.interrupted) }
    if !isSolved { throw ExitCode(.no) }
  }
}
