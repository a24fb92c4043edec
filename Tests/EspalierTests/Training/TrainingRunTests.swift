import ArgumentParser
import Dispatch
import EspalierViews
import Foundation
import MetaCoTNeural
import TerminalUI
import Testing
import TrainingLog

@testable import espalier

/// Trainings that run in this program, with the options of every stage.
@Suite struct TrainingRunTests {
  private let scratch = RunFolderFixture()
  private let configuration = StepsJob.Configuration()

  private func train(
    _ job: some TrainingJob = StepsJob(), _ other: StepsJob.Configuration? = nil,
    resume: Bool = false, theme: String? = nil
  ) throws -> ExitCode {
    let options = try TrainOptions.parse(
      ["--run", scratch.path, "--headless"] + (resume ? ["--resume"] : []))
    let screen = try ScreenOptions.parse(theme.map { ["--theme", $0] } ?? [])
    return try options.train(job, configuration: other ?? configuration, on: screen)
  }

  private func log() throws -> TrainingLog {
    var reader = TrainingLogReader(folder: scratch.path)
    _ = try reader.read()
    return reader.log
  }

  @Test func `Without a screen it runs to its end`() throws {
    let status = try train()
    #expect(status == .success)
    let end = try #require(log().end)
    #expect(end.step == 60 && end.reason == "finished")
    // Once more, there is nothing to do; and not in its place.
    #expect(try train(resume: true) == .success)
    #expect(throws: (any Error).self) {
      try train()
    }
  }

  @Test(arguments: [
    "width=0", "width=9000000000000000000,heads=1,kv=1", "width=65536,ff=65536,layers=65536",
    "width=128,heads=3",
  ])
  func `A shape that no network has is refused`(text: String) throws {
    #expect(throws: (any Error).self) { try ShapeSettings(text: text) }
    #expect(try ShapeSettings(text: "width=16,heads=2,kv=1").width == 16)
  }

  @Test func `What memory cannot hold is refused`() throws {
    for arguments in [["--threads", "100000"], ["--batch", "100000000000"], ["--threads", "0"]] {
      let options = try OptimizationOptions.parse(arguments)
      #expect(throws: (any Error).self, "\(arguments)") { try options.settings() }
    }
    #expect(try OptimizationOptions.parse(["--threads", "7"]).settings().threads == 7)
  }

  @Test func `What broke off goes on`() throws {
    #expect(throws: StepsJob.Broken.self) {
      try train(StepsJob(breaksBefore: 30))
    }
    #expect(try log().end == nil)
    var other = configuration
    other.seed = 2
    #expect(throws: (any Error).self) {
      try train(StepsJob(), other, resume: true)
    }
    #expect(try train(resume: true) == .success)
    #expect(try log().end?.reason == "finished")
  }

  /// A job that cannot even begin: a data set or checkpoint is not there.
  private struct NoJob: TrainingJob {
    struct Missing: Error {}
    func run(in folder: RunFolder, control: TrainingControl) throws { throw Missing() }
  }

  @Test func `What cannot begin leaves nothing`() throws {
    let manager = FileManager.default
    #expect(throws: NoJob.Missing.self) {
      try train(NoJob())
    }
    #expect(!manager.fileExists(atPath: scratch.path))
    // A folder that was there stays.
    try manager.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
    #expect(throws: NoJob.Missing.self) {
      try train(NoJob())
    }
    #expect(try manager.contentsOfDirectory(atPath: scratch.path).isEmpty)
    #expect(try train() == .success)
  }

  @Test func `Bad options leave no folder`() throws {
    #expect(throws: (any Error).self) {
      try train(theme: "nonesuch")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path))
  }

  @Test func `A summary is one line of JSON`() throws {
    _ = try train()
    let summary = try TrainingSummary(
      folder: "run", RunDescription(folder: scratch.path), log()
    ).line
    #expect(
      summary
        == #"{"end":"finished","loss":0.05,"measures":{"solved":0.6},"run":"run","seconds":36,"#
        + #""stage":"counting","step":60,"steps":60,"tokens":6000}"#)
  }

  @Test func `Closing the screen stops with a checkpoint`() throws {
    let (reached, news) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let job = StepsJob(steps: 1_000_000_000) { if $0 == 20 { reached.signal() } }
    let folder = try RunFolder.begin(at: scratch.path, configuration: configuration)
    let run = try TrainingRun(job, in: folder) { news.signal() }
    let screen = try TrainingScreen(run)
    try #require(reached.wait(timeout: .now() + 30) == .success)
    #expect(screen.facts.contains(.training))
    guard case .message(let words) = try screen.handle(CommandInvocation(.close)) else {
      Issue.record("the screen closes before the training has stopped")
      return
    }
    #expect(words.contains("checkpoint"))
    while !screen.isDone {
      try #require(news.wait(timeout: .now() + 30) == .success)
      _ = try screen.pollEvents()
    }
    #expect(try log().end?.reason == "stopped")
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/checkpoint/state.bin"))
    try screen.close()
  }

  @Test func `Pausing holds it`() throws {
    let reached = DispatchSemaphore(value: 0)
    let job = StepsJob(steps: 1_000_000_000) { if $0 == 20 { reached.signal() } }
    let folder = try RunFolder.begin(at: scratch.path, configuration: configuration)
    let run = try TrainingRun(job, in: folder)
    let screen = try TrainingScreen(run)
    try #require(reached.wait(timeout: .now() + 30) == .success)
    _ = try screen.handle(CommandInvocation(.pauseTraining))
    #expect(run.control?.isPaused == true)
    _ = try screen.pollEvents()
    var canvas = Canvas(width: 100, height: 30)
    screen.draw(into: &canvas)
    #expect(canvas.text.contains("❚❚ paused"))
    _ = try screen.handle(CommandInvocation(.pauseTraining))
    #expect(run.control?.isPaused == false)
    try screen.close()
    #expect(run.isOver)
  }
}
