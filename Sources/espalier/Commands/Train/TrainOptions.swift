import ArgumentParser
import Foundation
import MetaCoTNeural
import TerminalDevice
import TerminalUI
import TrainingLog

/// The options of every stage of training: where the run is, and how it is shown.
struct TrainOptions: ParsableArguments {
  @Option(
    name: .customLong("run"), help: "Run folder: a new one, or an existing one with --resume.")
  var folder: String

  @Flag(help: "Go on with the run in the folder, from its checkpoint.")
  var resume = false

  @Flag(help: "No screen: a line a record on stderr, the last measures as JSON on stdout.")
  var headless = false

  /// Begins the run, or goes on with it, and trains until it ends or a person stops it: on the
  /// screen, or without one where that is asked for or stdout is not a terminal.
  ///
  /// Throws what is wrong with folder or configuration, what broke the training off, or the exit
  /// status of `train` where that is not 0: the last thing that a stage's command does.
  func run(
    _ job: some TrainingJob, configuration: some Encodable, on screen: ScreenOptions
  ) throws {
    let status = try train(job, configuration: configuration, on: screen)
    if status != .success { throw status }
  }

  /// Does what `run` says. Returns the exit status: 0 once the run has finished or was stopped on
  /// the screen, 130 when interrupted, 1 if it ended for another reason.
  func train(
    _ job: some TrainingJob, configuration: some Encodable, on screen: ScreenOptions
  ) throws -> ExitCode {
    let settings = try Settings(screen)
    if resume, let step = try finalStep() {
      StandardError.writeLine(
        "this run has finished after step \(NumberFormat.grouped(step)): nothing is left to do")
      return .success
    }
    let runFolder =
      resume
      ? try RunFolder.resume(at: folder, configuration: configuration)
      : try RunFolder.begin(at: folder, configuration: configuration)
    if resume, runFolder.checkpointStep == nil {
      StandardError.writeLine("the run has no checkpoint yet: it begins again")
    }
    if headless || screen.isPlain {
      var training = HeadlessTraining(try TrainingRun(job, in: runFolder), folder: folder)
      return try training.wait()
    }
    let run = try TrainingRun(job, in: runFolder, wake: { WakePipe().signal() })
    defer { run.close() }
    let status = try App(settings: settings).run(try TrainingScreen(run))
    if let failure = run.failure { throw failure }
    StandardError.writeLine(try lastWords())
    StandardError.tell(written: folder)
    return ExitCode(status)
  }

  /// The step that the run in the folder has finished after; nil if it has not.
  private func finalStep() throws -> Int? {
    var reader = TrainingLogReader(folder: folder)
    _ = try reader.read()
    return reader.log.end.flatMap { $0.reason == "finished" ? $0.step : nil }
  }

  /// How the run ended, and how to go on with it.
  private func lastWords() throws -> String {
    var reader = TrainingLogReader(folder: folder)
    _ = try reader.read()
    guard let end = reader.log.end else { return "the run has no end; --resume goes on with it" }
    let words = "\(end.reason) after step \(NumberFormat.grouped(end.step))"
    return end.reason == "stopped" ? words + ", with a checkpoint: --resume goes on" : words
  }
}
