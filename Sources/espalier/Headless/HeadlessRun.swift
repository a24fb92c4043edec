import Foundation
import MetaCoT
import Synchronization
import TerminalUI

/// Runs searches without a screen: several at once, reports in the order of the problems, progress
/// and a summary on stderr.
struct HeadlessRun {
  /// The searches, in order.
  let searches: [(id: String, configuration: SearchConfiguration)]
  /// Where the traces of the searches go, in their order; nil for nowhere.
  let traces: [String]?
  /// How many run at once.
  let jobs: Int

  /// What came of it.
  struct Result {
    /// A report of each search that was made.
    var reports: [SearchReport]
    /// What is wrong with the traces that could not be written.
    var traceErrors: [FileError]
  }

  /// What has been reported so far.
  private struct Progress {
    var reports: [SearchReport?]
    var printed = 0
    var finished = 0
    var solved = 0
    var traceErrors: [FileError] = []
  }

  /// Runs all and prints a report each. Stops early when interrupted. A trace that cannot be written
  /// costs nothing but itself. Throws the first error of a search.
  func run() throws -> Result {
    let total = searches.count
    let progress = Mutex(Progress(reports: Array(repeating: nil, count: total)))
    let meter = ProgressMeter(total: total)
    let reports: [SearchReport?]
    do {
      defer { meter.end() }
      reports = try JobPool(jobs: jobs).run(
        total, isCancelled: { Interruption.happened }, { try run(at: $0) },
        finished: { index, work in
          try progress.withLock { progress in
            progress.reports[index] = work.report
            progress.traceErrors += work.traceError.map { [$0] } ?? []
            progress.finished += 1
            progress.solved += work.report.solved ? 1 : 0
            if StandardOutput.isTerminal { StandardError.hideProgress() }
            while progress.printed < total, let ready = progress.reports[progress.printed] {
              StandardOutput.write(data: try ready.line)
              progress.printed += 1
            }
            StandardOutput.flush()
            meter.show(finished: progress.finished, solved: progress.solved)
          }
        }
      ).map { $0?.report }
    }
    for report in reports[progress.withLock { $0.printed }...] {
      if let report { StandardOutput.write(data: try report.line) }
    }
    return Result(
      reports: reports.compactMap { $0 }, traceErrors: progress.withLock { $0.traceErrors })
  }

  private func run(at index: Int) throws -> (report: SearchReport, traceError: FileError?) {
    let clock = ContinuousClock()
    let start = clock.now
    let (id, configuration) = searches[index]
    let search = try Search(configuration, isRecording: traces != nil)
    var recording = traces.map { Recording(path: $0[index], header: search.header) }
    // One of several is counted when it is done.
    var meter = searches.count == 1 ? SearchMeter() : nil
    let outcome = search.run(
      isCancelled: {
        meter?.show(search.status)
        return Interruption.happened
      },
      record: { recording?.write($0) })
    // What reads the pipe may print to the same terminal.
    if meter != nil { StandardError.endProgress() }
    let traceError = recording?.close()
    let seconds = (clock.now - start) / .seconds(1)
    return (SearchReport(id: id, outcome: outcome, seconds: seconds), traceError)
  }
}

/// A trace that is written as long as that goes well.
private struct Recording {
  private var writer: TraceWriter?
  private var error: FileError?

  init(path: String, header: TraceHeader) {
    attempt { try TraceWriter(path: path, header: header) }
  }

  mutating func write(_ batch: EventBatch) {
    attempt { [writer] in
      try writer?.write(batch)
      return writer
    }
  }

  /// Ends it. Returns what went wrong first, if anything did.
  mutating func close() -> FileError? {
    attempt { [writer] in
      try writer?.close()
      return nil
    }
    return error
  }

  private mutating func attempt(_ work: () throws -> TraceWriter?) {
    guard error == nil else { return }
    do {
      writer = try work()
    } catch {
      writer = nil
      self.error = error as? FileError
    }
  }
}

/// How far a single search is, as the line of progress, four times a second.
private struct SearchMeter {
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant

  init() { next = clock.now + .milliseconds(250) }

  mutating func show(_ status: @autoclosure () -> SearchStatus) {
    guard StandardError.canRewrite, clock.now >= next else { return }
    next = clock.now + .milliseconds(250)
    let status = status()
    let goals = status.goals == 0 ? "" : ", \(NumberFormat.counted(status.goals, "goal"))"
    StandardError.showProgress(
      "\(NumberFormat.grouped(status.expansions)) expansions, "
        + "\(NumberFormat.grouped(status.nodes)) nodes, depth \(status.depth)\(goals)",
      part: status.budgetLeft.map { 1 - $0 })
  }
}

/// How many searches of several are done, as the line of progress.
struct ProgressMeter: Sendable {
  /// All of them; nil where that is not known.
  var total: Int?

  func show(finished: Int, solved: Int) {
    if let total, total <= 1 { return }
    let searched = total.map { "\(finished) of \($0)" } ?? "\(finished)"
    StandardError.showProgress(
      "\(searched) searched, \(solved) solved",
      part: total.map { Double(finished) / Double($0) })
  }

  func end() { StandardError.endProgress() }
}
