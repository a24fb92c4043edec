import Foundation
import MetaCoT
import Synchronization

/// Runs searches without a screen: several at once, reports in the order of the problems, progress
/// and a summary on stderr.
struct HeadlessRun {
  /// The searches, in order.
  let searches: [(id: String, configuration: SearchConfiguration)]
  /// Where the trace of a search goes; nil for nowhere.
  let tracePath: @Sendable (_ id: String) -> String?
  /// How many run at once.
  let jobs: Int

  /// What has been reported so far.
  private struct Progress {
    var reports: [SearchReport?]
    var printed = 0
    var finished = 0
    var solved = 0
  }

  /// Runs all and prints a report each; returns them. Stops early when interrupted. Throws the
  /// first error of writing a trace.
  func run() throws -> [SearchReport] {
    let total = searches.count
    let progress = Mutex(Progress(reports: Array(repeating: nil, count: total)))
    let meter = ProgressMeter(total: total)
    let reports: [SearchReport?]
    do {
      defer { meter.clear() }
      reports = try JobPool(jobs: jobs).run(
        total, isCancelled: { Interruption.happened },
        { try run(searches[$0].id, searches[$0].configuration) },
        finished: { index, report in
          progress.withLock { progress in
            progress.reports[index] = report
            progress.finished += 1
            progress.solved += report.solved ? 1 : 0
            while progress.printed < total, let ready = progress.reports[progress.printed] {
              print(ready.line)
              progress.printed += 1
            }
            fflush(nil)
            meter.show(finished: progress.finished, solved: progress.solved)
          }
        })
    }
    for report in reports[progress.withLock { $0.printed }...] {
      if let report { print(report.line) }
    }
    return reports.compactMap { $0 }
  }

  private func run(_ id: String, _ configuration: SearchConfiguration) throws -> SearchReport {
    let clock = ContinuousClock()
    let start = clock.now
    let outcome: Outcome
    if let path = tracePath(id) {
      let search = try Search(configuration)
      let writer = try TraceWriter(path: path, header: search.header)
      outcome = try search.run(
        isCancelled: { Interruption.happened }, record: { try writer.write($0) })
      try writer.close()
    } else {
      outcome = try Search.run(configuration, isCancelled: { Interruption.happened })
    }
    return SearchReport(id: id, outcome: outcome, seconds: (clock.now - start) / .seconds(1))
  }
}

/// A progress line on stderr: rewritten in place on a terminal, silent elsewhere.
struct ProgressMeter: Sendable {
  private let total: Int
  private let isShown: Bool

  init(total: Int) {
    self.total = total
    isShown = total > 1 && isatty(STDERR_FILENO) == 1
  }

  func show(finished: Int, solved: Int) {
    guard isShown else { return }
    write("\r\u{1B}[K\(finished) of \(total) searched, \(solved) solved")
  }

  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
