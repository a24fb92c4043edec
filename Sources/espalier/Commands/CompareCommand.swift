import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT
import MetaCoTEvaluation
import Synchronization
import TerminalUI

/// `espalier compare`: two searches side by side, or two ways to search over a whole problem set.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Compare two searches: two traces, or two strategies or models on a problem or a set.",
    discussion: """
      espalier compare A.jsonl B.jsonl
      espalier compare LOG.json --pick 1 --pick 2
      espalier compare --strategy mcts --against astar --problem '4 5 6 10 → 24'
      espalier compare --strategy mcts --against astar --problems set.jsonl
      espalier compare --model heuristic --against-model uniform --problems set.jsonl --csv

      With --problems, and without --problem, a table says of every problem what both came to, which \
      did better, and how sure that is of all; Enter opens a row side by side.
      """)

  @Argument(help: "Two traces, or one file from which two searches are picked.")
  var traces: [String] = []

  @Option(
    parsing: .singleValue,
    help: "Of a file with many searches: which, as for 'replay'; a second time for the second.")
  var pick: [String] = []

  @Option(help: "The strategy on the right, as for --strategy. Default: that on the left.")
  var against: String?

  @Option(help: "The model on the right, as for --model. Default: that on the left.")
  var againstModel: String?

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
  var texts: String?

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
  private var isOverSet: Bool { search.chosen.problems != nil && search.problem == nil }

  func validate() throws {
    let isLive = against != nil || againstModel != nil
    let isRecorded = !traces.isEmpty && max(traces.count, pick.count) == 2
    guard isLive ? traces.isEmpty && pick.isEmpty : isRecorded else {
      throw ValidationError(
        "give two traces, or --strategy and --against, or --model and --against-model")
    }
    guard isOverSet || !(csv || measuring.json || measuring.jobs != nil) else {
      throw ValidationError("--json, --csv and --jobs are for a comparison over --problems")
    }
    guard !isOverSet || merge == nil && texts == nil else {
      throw ValidationError(
        "--merge and --texts are for two searches: name a problem with --problem")
    }
    if let texts, Linearizers.named(texts) == nil {
      throw ValidationError(
        "--texts: no style “\(texts.shortened)”: there are \(Linearizers.names.joined(separator: ", "))"
      )
    }
    guard !(csv && measuring.json) else { throw ValidationError("give --json or --csv, not both") }
  }

  func run() throws {
    let settings = try Settings(screen)
    let speed = settings.speed(speed)
    if isOverSet { return try compareOverSet(settings, speed: speed) }
    let origins: [SearchOrigin]
    if traces.isEmpty {
      let (left, right) = try configurations(
        for: search.item(of: search.problemSet()), defaults: settings.defaults)
      origins = [.live(left, pace: speed), .live(right, pace: speed)]
    } else {
      let picks = pick
      origins = try (0..<2).map { place -> SearchOrigin in
        let file = traces[min(place, traces.count - 1)]
        guard !picks.isEmpty else { return .trace(path: file) }
        let pick = picks[min(place, picks.count - 1)]
        return .trace(path: try TraceCatalog(path: file).path(picked: pick))
      }
    }
    if let merge {
      Interruption.watch()
      try PlainText.merge(origins[0], origins[1], into: merge)
      StandardError.tell(written: merge)
      return
    }
    if let style = texts.flatMap({ Linearizers.named($0) }) {
      Interruption.watch()
      try PlainText.texts(origins[0], origins[1], style: style)
      if Interruption.happened { throw ExitCode(.interrupted) }
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

  /// Both searches of a problem.
  private func configurations(
    for item: ProblemSet.Item, defaults: Configuration.Defaults
  ) throws -> (SearchConfiguration, SearchConfiguration) {
    let left = try search.configuration(for: item, defaults: defaults)
    var other = search
    other.strategy = against ?? search.strategy
    other.model = againstModel ?? search.model
    var right = try other.configuration(for: item, defaults: defaults)
    // Only what was asked for is another one.
    if againstModel == nil { (right.model, right.loadedModel) = (left.model, left.loadedModel) }
    return (left, right)
  }

  // MARK: Over a set

  private func compareOverSet(_ settings: Settings, speed: Double?) throws {
    let set = try search.problemSet()
    if let first = set.skipped.first {
      StandardError.writeLine(
        "lines of the problem set that were skipped: \(set.skipped.count); the first: \(first)")
    }
    let items = try search.items(of: set)
    let learned = try measuring.learned(of: items)
    let pairs = try items.map { item in
      let (first, second) = try configurations(for: item, defaults: settings.defaults)
      return SetComparisonRun.Pair(id: item.id, first: first, second: second)
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
    let strategies = (search.strategy ?? pairs.first?.first.strategy.name ?? "", against)
    let models = (search.model ?? pairs.first?.first.model.name ?? "", againstModel)
    func name(_ strategy: String, _ model: String) -> String {
      againstModel == nil ? strategy : against == nil ? model : "\(strategy) \(model)"
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
      defer { meter.clear() }
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
