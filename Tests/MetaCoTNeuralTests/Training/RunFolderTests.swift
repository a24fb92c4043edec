import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural
@testable import TrainingLog

@Suite struct RunFolderTests {
  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing thrown"
    } catch { return "\(error)" }
  }

  private func whole() throws -> String {
    let scratch = ScratchFolder()
    let job = CountingJob()
    let folder = try RunFolder.begin(at: scratch.path, configuration: job.configuration)
    try job.run(in: folder, control: TrainingControl())
    return try #require(scratch.text("metrics.jsonl"))
  }

  @Test func `A run that is cut off anywhere ends like one that is not`() throws {
    let whole = try whole()
    let lines = whole.split(separator: "\n").count
    #expect(lines == 1 + 40 + 4 + 8 + 1)
    for cut in 0..<lines {
      let scratch = ScratchFolder()
      var job = CountingJob(cutBefore: cut)
      var folder: RunFolder? = try .begin(at: scratch.path, configuration: job.configuration)
      #expect(throws: CountingJob.Cut.self) {
        try job.run(in: folder!, control: TrainingControl())
      }
      folder = nil
      #expect(whole.hasPrefix(try #require(scratch.text("metrics.jsonl"))))
      // The process died in the middle of a line.
      try scratch.append(#"{"event":"step","lo"#, to: "metrics.jsonl")
      job.cutBefore = nil
      folder = try .resume(at: scratch.path, configuration: job.configuration)
      let before = folder?.checkpointStep
      #expect(before == nil || before!.isMultiple(of: 7) || before == 40)
      try job.run(in: folder!, control: TrainingControl())
      #expect(scratch.text("metrics.jsonl") == whole)
      folder = nil
    }
  }

  @Test func `A stopped run goes on`() throws {
    let scratch = ScratchFolder()
    let job = CountingJob()
    var folder: RunFolder? = try .begin(at: scratch.path, configuration: job.configuration)
    let control = TrainingControl()
    folder?.onRecord = { record in
      if case .step(let step) = record, step.step == 12 { control.requestStop() }
    }
    try job.run(in: folder!, control: control)
    #expect(scratch.text("metrics.jsonl")?.contains(#""reason":"stopped","step":12"#) == true)
    folder = nil
    folder = try .resume(at: scratch.path, configuration: job.configuration)
    #expect(folder?.checkpointStep == 12)
    try job.run(in: folder!, control: TrainingControl())
    #expect(try scratch.text("metrics.jsonl") == whole())
  }

  @Test func `Nothing is overwritten`() throws {
    let scratch = ScratchFolder()
    let configuration = CountingJob().configuration
    var folder: RunFolder? = try .begin(at: scratch.path, configuration: configuration)
    try folder?.append(.start(steps: 3))
    let log = scratch.text("metrics.jsonl")
    folder = nil
    let begin = { _ = try RunFolder.begin(at: scratch.path, configuration: configuration) }
    #expect(message(begin).contains("there is a run in this folder already"))
    #expect(scratch.text("metrics.jsonl") == log)

    let other = ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: other.path, withIntermediateDirectories: true)
    try "mine".write(toFile: other.path + "/letter", atomically: true, encoding: .utf8)
    let intrude = { _ = try RunFolder.begin(at: other.path, configuration: configuration) }
    #expect(message(intrude).contains("there are other files in this folder"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["letter"])
    let file = { _ = try RunFolder.begin(at: other.path + "/letter", configuration: configuration) }
    #expect(message(file).contains("this is a file"))
  }

  @Test func `A run goes on only with its own configuration`() throws {
    let scratch = ScratchFolder()
    _ = try RunFolder.begin(at: scratch.path, configuration: CountingJob().configuration)
    let other = {
      _ = try RunFolder.resume(
        at: scratch.path, configuration: CountingJob(seed: .max).configuration)
    }
    #expect(
      message(other) == """
        \(scratch.path)/run.json: “seed” was 1 and is now 18446744073709551615; a run goes on with \
        the configuration that it began with
        """)
    var wide = CountingJob().configuration
    wide.shape = ["width": 8, "layers": 2]
    let wider = { _ = try RunFolder.resume(at: scratch.path, configuration: wide) }
    #expect(message(wider).contains("“shape.layers” was absent and is now 2"))
    let read = try RunFolder.configuration(CountingJob.Configuration.self, at: scratch.path)
    #expect(read.seed == 1)
    let description = try RunDescription(folder: scratch.path)
    #expect(description.stage == "counting")
    #expect(description.settings.map(\.name) == ["seed", "shape.width"])
    #expect(description.name == (scratch.path as NSString).lastPathComponent)
  }

  @Test func `A folder without a run is refused`() throws {
    let scratch = ScratchFolder()
    let resume = {
      _ = try RunFolder.resume(at: scratch.path, configuration: CountingJob().configuration)
    }
    #expect(message(resume).contains("run.json: there is no such file"))
    try FileManager.default.createDirectory(
      atPath: scratch.path, withIntermediateDirectories: true)
    try "{".write(toFile: scratch.path + "/run.json", atomically: true, encoding: .utf8)
    #expect(message(resume).contains("run.json: this is not a JSON object"))
  }

  @Test func `Only one writes a run`() throws {
    let scratch = ScratchFolder()
    let configuration = CountingJob().configuration
    let folder = try RunFolder.begin(at: scratch.path, configuration: configuration)
    let resume = { _ = try RunFolder.resume(at: scratch.path, configuration: configuration) }
    #expect(message(resume).contains("another process is writing this run (process \(getpid()))"))
    folder.close()
    #expect(message(resume) == "nothing thrown")
    #expect(message { try folder.append(.start(steps: 1)) }.contains("could not be written"))
  }

  @Test func `A log that was cut short is noticed`() throws {
    let scratch = ScratchFolder()
    let job = CountingJob()
    var folder: RunFolder? = try .begin(at: scratch.path, configuration: job.configuration)
    try job.run(in: folder!, control: TrainingControl())
    folder = nil
    try "".write(toFile: scratch.path + "/metrics.jsonl", atomically: true, encoding: .utf8)
    let resume = { _ = try RunFolder.resume(at: scratch.path, configuration: job.configuration) }
    #expect(message(resume).contains("metrics.jsonl: the log is shorter than"))
  }

  @Test func `A checkpoint is replaced as a whole`() throws {
    let scratch = ScratchFolder()
    let configuration = CountingJob().configuration
    var folder: RunFolder? = try .begin(at: scratch.path, configuration: configuration)
    func write(_ number: Int) throws {
      try folder?.replaceCheckpoint(step: number) {
        #expect(try FileManager.default.contentsOfDirectory(atPath: $0).isEmpty)
        try "\(number)".write(toFile: $0 + "/model", atomically: false, encoding: .utf8)
      }
    }
    try write(1)
    try write(2)
    #expect(throws: CountingJob.Cut.self) {
      try folder?.replaceCheckpoint(step: 3) {
        try "3".write(toFile: $0 + "/model", atomically: false, encoding: .utf8)
        throw CountingJob.Cut()
      }
    }
    #expect(folder?.checkpointStep == 2)
    #expect(scratch.text("checkpoint/model") == "2")
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
    }
    let expected = ["checkpoint", "lock", "metrics.jsonl", "run.json"]
    #expect(try names() == expected)

    // Cut off between the two moves: the new one is whole.
    folder = nil
    let manager = FileManager.default
    try manager.copyItem(
      atPath: scratch.path + "/checkpoint", toPath: scratch.path + "/checkpoint.new")
    try manager.moveItem(
      atPath: scratch.path + "/checkpoint", toPath: scratch.path + "/checkpoint.old")
    folder = try .resume(at: scratch.path, configuration: configuration)
    #expect(folder?.checkpointStep == 2)
    #expect(try names() == expected)
    // Cut off before: what there is of the new one is dropped.
    folder = nil
    try manager.createDirectory(
      atPath: scratch.path + "/checkpoint.new", withIntermediateDirectories: false)
    folder = try .resume(at: scratch.path, configuration: configuration)
    #expect(folder?.checkpointStep == 2)
    #expect(try names() == expected)
  }
}
