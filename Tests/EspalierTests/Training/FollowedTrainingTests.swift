import Dispatch
import EspalierViews
import Foundation
import MetaCoTNeural
import Testing
import TrainingLog

@testable import espalier

/// The log of a run that another process writes.
@Suite struct FollowedTrainingTests {
  private let scratch = RunFolderFixture()
  private let news = DispatchSemaphore(value: 0)

  /// Waits for a wake and takes in what has come.
  private func next(_ followed: FollowedTraining, _ view: inout TrainingView) throws {
    try #require(news.wait(timeout: .now() + 30) == .success)
    _ = try followed.update(&view)
  }

  @Test func `It grows`() throws {
    try scratch.begin()
    try scratch.append(#"{"event":"start","steps":100}"# + "\n")
    let followed = try FollowedTraining(folder: scratch.path) { [news] in news.signal() }
    defer { followed.close() }
    var view = TrainingView(try RunDescription(folder: scratch.path), isLive: false)
    #expect(try followed.update(&view))
    #expect(view.log.plannedSteps == 100 && view.log.step == 0)
    #expect(try !followed.update(&view))

    try scratch.append(steps: 1...10)
    try next(followed, &view)
    #expect(view.log.step == 10 && view.state == .running)
    #expect(view.log.samples.last?.text == "4 5 6 10 → 24\nafter 10")

    // Half a line is not news; the other half makes it one.
    try scratch.append(#"{"event":"end","reas"#)
    try scratch.append(#"on":"stopped","step":10}"# + "\n")
    while view.log.end == nil { try next(followed, &view) }
    #expect(view.log.end?.reason == "stopped")
  }

  @Test func `A broken line is said once`() throws {
    try scratch.begin()
    let followed = try FollowedTraining(folder: scratch.path) { [news] in news.signal() }
    defer { followed.close() }
    var view = TrainingView(try RunDescription(folder: scratch.path), isLive: false)
    _ = try followed.update(&view)
    try scratch.append("{broken\n")
    #expect(throws: (any Error).self) {
      while true { try next(followed, &view) }
    }
    #expect(try !followed.update(&view))
  }

  @Test func `A run that nobody writes was cut off`() throws {
    try scratch.begin()
    try scratch.append(steps: 1...3)
    let log = scratch.path + "/metrics.jsonl"
    func state() throws -> TrainingState {
      var reader = TrainingLogReader(folder: scratch.path)
      _ = try reader.read()
      return FollowedTraining.state(of: reader, in: scratch.path)
    }
    #expect(try state() == .running)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -200)], ofItemAtPath: log)
    #expect(try state() == .cutOff)
    let lock = scratch.path + "/lock"
    try "process \(getpid())".write(toFile: lock, atomically: false, encoding: .utf8)
    #expect(try state() == .quiet(minutes: 3))
    #expect(RunFolder.writer(of: scratch.path) == getpid())
    try "".write(toFile: lock, atomically: false, encoding: .utf8)
    #expect(try state() == .cutOff)
  }
}
