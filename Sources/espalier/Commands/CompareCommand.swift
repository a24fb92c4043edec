import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT
import MetaCoTEvaluation
import Synchronization
import TerminalUI

/// `espalier compare`: two to four searches side by side, or two ways to search over a whole problem set.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Compare searches: up to four traces, or strategies or models on a problem, or two on a set.",
    discussion: """
      espalier compare A.jsonl B.jsonl
      espalier compare LOG.json --pick 1 --pick 2 --pick 3
      espalier compare --strategy mcts --against astar --problem '4 5 6 10 → 24'
      espalier compare --problem maze-2 --strategy astar --against best-first --against mcts
      espalier compare --strategy mcts --against astar --problems set.jsonl
      espalier compare --model heuristic --against-model uniform --problems set.jsonl --csv

      With --problems, and without --problem, a table says of every problem what both came to, which \
      did better, and how sure that is of all; Enter opens a row side by side.
      """)

  @Argument(help: "Two to four traces, or one file from which searches are picked.")
  var traces: [String] = []

  @Option(
    parsing: .singleValue,
    help: "Of a file with many searches: which, as for 'replay'; once for each search.")
  var pick: [String] = []

  @Option(
    parsing: .singleValue,
    help: "Another strategy, as for --strategy; up to three times. Default: the first one's.")
  var against: [String] = []

  @Option(
    parsing: .singleValue,
    help: "Another model, as for --model; up to three times. Default: the first one's.")
  var againstModel: [String] = []

  @Option(
    help: ArgumentHelp(
      "Write both searches, at their ends, as one tree with the figures of both; '-' is standard output.",
      valueName: "file"),
    completion: .file())
  var merge: String?

  @Option(
    help: ArgumentHelp(
      "Print both Meta-CoTs in a style as a diff: '=' before what both say, '1' and '2' before what one says.",
      valueName: "style"))
  var texts: StyleName?

  @OptionGroup var chosen: ProblemOptions
  @OptionGroup var search: SearchOptions
  @OptionGroup var screen: ScreenOptions

  @Option(help: "Iterations a second when live, events a second when replayed; 0 is no limit.")
  var speed: Double?

  @Option(
    help: """
      Over a set: what decides between two that solve a problem: expansions, calls, tokens or \
      seconds.
      """)
  var by: ScalingCurve.Cost = .expansions

  @OptionGroup var measuring: MeasuringOptions

  @Flag(help: "Over a set: print the table as comma-separated values.")
  var csv = false

  /// Whether every problem of a set is searched.
  private var isOverSet: Bool { chosen.problems != nil && chosen.problem == nil }

  func validate() throws {
    let isLive = !against.isEmpty || !againstModel.isEmpty
    let count = isLive ? others + 1 : max(traces.count, pick.count)
    guard isLive ? traces.isEmpty && pick.isEmpty : !traces.isEmpty && count > 1 else {
      throw ValidationError(
        "give two to four traces, or --strategy and --against, or --model and --against-model")
    }
    guard count <= CompareWorkspace.most else {
      throw ValidationError(
        "\(count) searches are too many: up to \(CompareWorkspace.most) stand beside each other")
    }
    guard [0, 1, others].contains(against.count), [0, 1, others].contains(againstModel.count) else {
      throw ValidationError(
        "give --against and --against-model equally often, or one of them once for all")
    }
    guard isLive || traces.count == 1 || [0, 1, traces.count].contains(pick.count) else {
      throw ValidationError("give --pick once for each of the \(traces.count) files, or for all")
    }
    guard isLive || !isOverSet else {
      throw ValidationError(
        "over --problems searches are run: give --strategy and --against, and no traces")
    }
    guard count == 2 || !isOverSet else {
      throw ValidationError(
        "over --problems two ways are compared: give one --against ('eval' has tables of more)")
    }
    guard count == 2 || merge == nil && texts == nil else {
      throw ValidationError("--merge and --texts are for two searches, and these are \(count)")
    }
    guard isOverSet || !(csv || measuring.json || measuring.jobs != nil) else {
      throw ValidationError("--json, --csv and --jobs are for a comparison over --problems")
    }
    guard !isOverSet || merge == nil && texts == nil else {
      throw ValidationError(
        "--merge and --texts are for two searches: name a problem with --problem")
    }
    guard !(csv && measuring.json) else { throw ValidationError("give --json or --csv, not both") }
  }

  func run() throws {
    let settings = try Settings(screen)
    let speed = settings.speed(speed)
    if isOverSet { return try compareOverSet(settings, speed: speed) }
    let origins: [SearchOrigin]
    if traces.isEmpty {
      origins = try configurations(
        for: chosen.item(of: chosen.problemSet()), defaults: settings.defaults
      ).map { .live($0, pace: speed) }
    } else {
      origins = try (0..<max(traces.count, pick.count)).map { place -> SearchOrigin in
        let file = traces[min(place, traces.count - 1)]
        guard !pick.isEmpty else { return .trace(path: file) }
        let pick = pick[min(place, pick.count - 1)]
        return .trace(path: try TraceCatalog(path: file).path(picked: pick))
      }
    }
    if let merge {
      Interruption.watch()
      try PlainText.merge(origins[0], origins[1], into: merge)
      StandardError.tell(written: merge)
      return
    }
    if let style = texts?.linearizer {
      Interruption.watch()
      try PlainText.texts(origins[0], origins[1], style: style)
      if Interruption.happened { throw ExitCode(.interrupted) }
      return
    }
    if screen.isPlain {
      Interruption.watch()
      try PlainText.compare(origins)
      if Interruption.happened { throw ExitCode(.interrupted) }
      return
    }
    let first = try CompareScreen(origins, speed: speed)
    throw ExitCode(try App(settings: settings).run(first))
  }

  /// How many searches stand beside the first, where they are live.
  private var others: Int { max(against.count, againstModel.count) }

  /// All searches of a problem, the first one first.
  private func configurations(
    for item: ProblemSet.Item, defaults: Configuration.Defaults
  ) throws -> [SearchConfiguration] {
    let first = try search.configuration(for: item, defaults: defaults)
    return try [first]
      + (0..<others).map { place in
        var other = search
        if !against.isEmpty { other.strategy = against[min(place, against.count - 1)] }
        if !againstModel.isEmpty { other.model = againstModel[min(place, againstModel.count - 1)] }
        var configuration = try other.configuration(for: item, defaults: defaults)
        // Only what was asked for is another one.
        if againstModel.isEmpty {
          (configuration.model, configuration.loadedModel) = (first.model, first.loadedModel)
        }
        return configuration
      }
  }

  // MARK: Over a set

  private func compareOverSet(_ settings: Settings, speed: Double?) throws {
    let set = try chosen.problemSet()
    if let first = set.skipped.first {
      StandardError.writeLine(
        "lines of the problem set that were skipped: \(set.skipped.count); the first: \(first)")
    }
    let items = try chosen.items(of: set)
    let learned = try measuring.learned(of: items)
    let pairs = try items.map { item in
      let both = try configurations(for: item, defaults: settings.defaults)
      return SetComparisonRun.Pair(id: item.id, first: both[0], second: both[1])
    }
    let run = SetComparisonRun(pairs: pairs, jobs: measuring.jobCount)
    var title = "\(NumberFormat.counted(items.count, "problem")) of \(set.name)"
    if let learned { title += ", " + learned.summary }
    let names = names(of: pairs)
    if screen.isPlain || csv || measuring.json {
      return try report(run, names: names, title: title)
    }
    let first = SetComparisonScreen(run, cost: by, names: names, title: title, speed: speed)
    throw ExitCode(try App(settings: settings).run(first))
  }

  /// What the two ways are called: as they were asked for, and only what differs.
  private func names(of pairs: [SetComparisonRun.Pair]) -> (first: String, second: String) {
    let strategies = (
      search.strategy ?? pairs.first?.first.strategy.name ?? "", against.first
    )
    let models = (search.model ?? pairs.first?.first.model.name ?? "", againstModel.first)
    func name(_ strategy: String, _ model: String) -> String {
      againstModel.isEmpty ? strategy : against.isEmpty ? model : "\(strategy) \(model)"
    }
    let first = name(strategies.0, models.0)
    let second = name(strategies.1 ?? strategies.0, models.1 ?? models.0)
    return first == second ? (first + " 1", second + " 2") : (first, second)
  }

  private func report(
    _ run: SetComparisonRun, names: (first: String, second: String), title: String
  ) throws {
    Interruption.watch()
    let meter = ProgressMeter(total: run.pairs.count)
    let outcomes = Mutex(PairedOutcomes(problems: run.pairs.map(\.id), cost: by))
    do {
      defer { meter.end() }
      try run.run(isCancelled: { Interruption.happened }) { place, runs in
        outcomes.withLock { outcomes in
          outcomes.set(runs.0, runs.1, at: place)
          let solved = outcomes.rows.count { $0?.first.solved == true || $0?.second.solved == true }
          meter.show(finished: outcomes.finishedCount, solved: solved)
        }
      }
    }
    if Interruption.happened {
      StandardError.writeLine("interrupted: nothing was kept")
      throw ExitCode(.interrupted)
    }
    let report = SetComparisonReport(
      outcomes: outcomes.withLock { $0 }, names: names, title: title)
    if measuring.json {
      StandardOutput.write(data: try report.json)
    } else if csv {
      StandardOutput.write(data: report.csv.utf8)
    } else {
      StandardOutput.write(report.text)
    }
  }
}
