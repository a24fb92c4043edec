import Foundation
import MetaCoT
import Testing
import TrainingLog

@testable import MetaCoTNeural

@Suite struct FollowedLogTests {
  @Test func `A growing log is followed`() throws {
    let scratch = ScratchFolder()
    let job = CountingJob()
    var reader = TrainingLogReader(folder: scratch.path)
    #expect(try !reader.read())
    var folder: RunFolder? = try .begin(at: scratch.path, configuration: job.configuration)
    #expect(try !reader.read())
    try job.run(in: folder!, control: TrainingControl())
    let whole = try #require(scratch.text("metrics.jsonl"))
    #expect(try reader.read())
    #expect(try !reader.read())
    #expect(reader.log.end?.reason == "finished")
    #expect(reader.lastWrite != nil)
    folder = nil

    // Byte by byte, the same comes out.
    try "".write(toFile: scratch.path + "/metrics.jsonl", atomically: true, encoding: .utf8)
    #expect(try reader.read(), "a new file is a new log")
    #expect(reader.log.step == 0)
    var news = 0
    for character in whole {
      try scratch.append(String(character), to: "metrics.jsonl")
      if try reader.read() { news += 1 }
    }
    #expect(news == whole.split(separator: "\n").count)
    #expect(reader.log.end?.reason == "finished")
    #expect(reader.log.step == 40)
    #expect(reader.log.tokens == 4000)
    try scratch.append("rubbish\n", to: "metrics.jsonl")
    #expect(throws: FileError.self) { try reader.read() }
  }

  @Test func `A run that is taken up again starts the log over`() throws {
    let scratch = ScratchFolder()
    var job = CountingJob(cutBefore: 25)
    var folder: RunFolder? = try .begin(at: scratch.path, configuration: job.configuration)
    try? job.run(in: folder!, control: TrainingControl())
    var reader = TrainingLogReader(folder: scratch.path)
    #expect(try reader.read())
    let before = reader.log.step
    folder = nil
    job.cutBefore = nil
    folder = try .resume(at: scratch.path, configuration: job.configuration)
    #expect(try reader.read())
    #expect(reader.log.step < before)
    try job.run(in: folder!, control: TrainingControl())
    #expect(try reader.read())
    #expect(reader.log.tokens == 4000)
  }

  @Test func `A paused run still does what is asked`() {
    let control = TrainingControl()
    #expect(control.nextRequest() == .step)
    control.isPaused = true
    control.requestCheckpoint()
    #expect(control.nextRequest() == .checkpoint)
    let asked = DispatchSemaphore(value: 0)
    let answered = DispatchSemaphore(value: 0)
    let thread = Thread {
      asked.signal()
      if control.nextRequest() == .step { answered.signal() }
    }
    thread.start()
    asked.wait()
    control.isPaused = false
    #expect(answered.wait(timeout: .now() + 30) == .success)
    control.isPaused = true
    control.requestStop()
    #expect(control.nextRequest() == .stop)
    #expect(control.isStopRequested)
  }
}
