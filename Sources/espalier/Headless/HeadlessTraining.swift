import ArgumentParser
import Foundation
import TerminalUI
import TrainingLog

/// A training without a screen: a line a record on stderr, where steps are rewritten in place if it
/// is a terminal, and at the end one JSON object on stdout.
struct HeadlessTraining {
  private let run: TrainingRun
  private let folder: String
  private var log: TrainingLog

  /// Watches a run in a folder.
  init(_ run: TrainingRun, folder: String) {
    self.run = run
    self.folder = folder
    log = run.earlier
  }

  /// Waits for the end of the run; ^C stops it with a checkpoint. Throws what broke it off.
  mutating func wait() throws -> ExitCode {
    Interruption.watch()
    var hasEnded = false
    while !hasEnded {
      hasEnded = run.waitForEnd(seconds: 0.2)
      if Interruption.happened { run.control?.requestStop() }
      report(run.drain())
    }
    StandardError.endProgress()
    if let failure = run.failure { throw failure }
    StandardOutput.write(
      data: Data((try TrainingSummary(folder: folder, run.description, log).line + "\n").utf8))
    if Interruption.happened { return ExitCode(.interrupted) }
    return log.end?.reason == "finished" || log.end?.reason == "stopped" ? .success : ExitCode(.no)
  }

  private mutating func report(_ records: [TrainingRecord]) {
    var progress: String?
    for record in records {
      log.append(record)
      let line = TrainingText.line(of: record, in: log)
      if case .step = record, StandardError.canRewrite {
        progress = line
      } else {
        StandardError.writeLine(line)
      }
    }
    if let progress {
      StandardError.showProgress(NumberFormat.clipped(progress, to: 79), part: log.part)
    }
  }
}

/// What a run has come to, for scripts.
struct TrainingSummary: Encodable {
  private var run: String
  private var stage: String
  private var end: String?
  private var step: Int
  private var steps: Int?
  private var tokens: Int
  private var seconds: Double
  private var loss: Double?
  private var measures: [String: Double]

  /// The summary of a log.
  init(folder: String, _ description: RunDescription, _ log: TrainingLog) {
    run = folder
    stage = description.stage
    end = log.end?.reason
    step = log.step
    steps = log.plannedSteps
    tokens = log.tokens
    seconds = ((log.trainingSeconds + log.evaluationSeconds) * 1000).rounded() / 1000
    loss = log.latest?.loss
    measures = Dictionary(log.measures.map { ($0.name, $0.latest) }) { $1 }
  }

  /// One line of JSON; numbers that are none are written as in the log.
  var line: String {
    get throws { String(decoding: try JSONEncoder.lines.encode(self), as: UTF8.self) }
  }
}
