import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural
@testable import TrainingLog

/// Run folders of which a file was damaged: going on with one is an error that names the file, or
/// goes well; it never ends the program.
@Suite struct DamagedRunTests {
  private static let configuration = StageTests.tuning(steps: 6)

  /// The files of a run that was stopped after its fourth step, by their paths in its folder.
  private static let stopped = Result {
    let scratch = ScratchFolder()
    try StageTests.run(SFTStage(configuration), configuration, scratch.path, resume: false, 4)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: scratch.path)
    return Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        (try? Data(contentsOf: URL(filePath: scratch.path + "/" + path))).map { (path, $0) }
      })
  }

  /// A folder with these files.
  private func stoppedRun() throws -> ScratchFolder {
    let scratch = ScratchFolder()
    for (path, bytes) in try Self.stopped.get() {
      let file = URL(filePath: scratch.path + "/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try bytes.write(to: file)
    }
    return scratch
  }

  private func resume(_ scratch: ScratchFolder) -> String? {
    do {
      try StageTests.run(
        SFTStage(Self.configuration), Self.configuration, scratch.path, resume: true, nil)
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    ("lesson.json", "[]", "cannot stand where this says"),
    ("lesson.json", #"[{"epoch":-1,"record":0,"shard":0}]"#, "cannot stand"),
    ("lesson.json", #"[{"epoch":9223372036854775807,"record":0,"shard":0}]"#, "cannot stand"),
    ("lesson.json", #"[{"epoch":0,"record":-9,"shard":0}]"#, "cannot stand"),
    ("lesson.json", #"[{"epoch":0,"record":0,"shard":99}]"#, "cannot stand"),
    ("lesson.json", #"[{"epoch":1e400,"record":0,"shard":0}]"#, "lesson.json"),
    ("lesson.json", "{", "this is not a JSON object"),
    ("progress.json", #"{"logLength":-5,"step":4}"#, "must be whole numbers from 0"),
    ("progress.json", #"{"logLength":5,"step":-4}"#, "must be whole numbers from 0"),
    ("progress.json", #"{"logLength":9223372036854775807,"step":4}"#, "the log is shorter"),
    ("optimizer.bin", "", "not the state of the optimizer"),
    ("value_head.safetensors", "", "a safetensors file has a header"),
  ])
  func `A damaged file of a checkpoint is named`(name: String, text: String, words: String) throws {
    let scratch = try stoppedRun()
    try Data(text.utf8).write(to: URL(filePath: scratch.path + "/checkpoint/" + name))
    let message = try #require(resume(scratch))
    #expect(message.contains(name) || name == "progress.json", "\(message)")
    #expect(message.contains(words), "\(message)")
    #expect(message.count < 400)
  }

  @Test func `A count of steps that is out of range is not a state of an optimizer`() throws {
    let scratch = try stoppedRun()
    let file = URL(filePath: scratch.path + "/checkpoint/optimizer.bin")
    var state = try Data(contentsOf: file)
    for index in 0..<8 { state[index] = 0xFF }
    try state.write(to: file)
    #expect(resume(scratch)?.contains("not the state of the optimizer") == true)
  }

  @Test func `Bytes of any file may be anything`() throws {
    var random = SeededRandom(seed: 11)
    let names = [
      "run.json", "metrics.jsonl", "checkpoint/progress.json", "checkpoint/lesson.json",
      "checkpoint/config.json", "checkpoint/espalier.json", "checkpoint/tokenizer.json",
    ]
    for turn in 0..<60 {
      let scratch = try stoppedRun()
      let file = URL(filePath: scratch.path + "/" + names[turn % names.count])
      var bytes = try Data(contentsOf: file)
      for _ in 0...random.below(3) {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.insert(UInt8(ascii: "9"), at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(20)))
        }
      }
      try bytes.write(to: file)
      _ = resume(scratch)
      var reader = TrainingLogReader(folder: scratch.path)
      _ = try? reader.read()
      _ = try? RunDescription(folder: scratch.path)
    }
  }

  @Test func `Two values of one path are no end of the program`() throws {
    let scratch = try stoppedRun()
    try Data(#"{"a.b":1,"a":{"b":2}}"#.utf8).write(to: URL(filePath: scratch.path + "/run.json"))
    #expect(resume(scratch)?.contains("run.json") == true)
  }

  @Test func `A long bad value is quoted in part`() throws {
    let scratch = try stoppedRun()
    let file = URL(filePath: scratch.path + "/checkpoint/config.json")
    let text = try String(contentsOf: file, encoding: .utf8).replacing(
      "\"silu\"", with: "\"" + String(repeating: "x\\u001b", count: 4000) + "\"")
    try Data(text.utf8).write(to: file)
    let message = try #require(resume(scratch))
    #expect(message.contains("hidden_act is \"xxx") || message.contains("hidden_act is "))
    #expect(message.utf8.count < 500 && message.contains("…") && !message.contains("\u{1B}"))
  }

  @Test func `Numbers of a value head must be finite`() throws {
    let scratch = try stoppedRun()
    let file = URL(filePath: scratch.path + "/checkpoint/value_head.safetensors")
    var bytes = try Data(contentsOf: file)
    bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0x80, 0x7F])
    try bytes.write(to: file)
    #expect(resume(scratch)?.contains("all must be finite") == true)
  }
}
