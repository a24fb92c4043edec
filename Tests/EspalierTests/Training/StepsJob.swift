import Foundation
import MetaCoTNeural
import TrainingLog

/// A training whose state is a number, with what the program expects of a training.
struct StepsJob: TrainingJob {
  struct Broken: Error {}
  struct Configuration: Codable {
    var stage = "counting"
    var seed = 1
  }

  var steps = 60
  /// Breaks off before this step.
  var breaksBefore: Int?
  /// Signalled after each step, so that a test can wait for one.
  var onStep: @Sendable (Int) -> Void = { _ in }

  func run(in folder: RunFolder, control: TrainingControl) throws {
    var state = 0
    let file = folder.checkpointPath + "/state.bin"
    if folder.checkpointStep != nil {
      state = Int(try String(contentsOfFile: file, encoding: .utf8))!
    } else {
      try folder.append(.start(steps: steps))
    }
    func save() throws {
      try folder.replaceCheckpoint(step: state) {
        try String(state).write(toFile: $0 + "/state.bin", atomically: false, encoding: .utf8)
      }
    }
    while state < steps {
      switch control.nextRequest() {
      case .stop:
        try save()
        return try folder.append(.end(step: state, reason: "stopped"))
      case .checkpoint: try save()
      case .step:
        state += 1
        if state == breaksBefore { throw Broken() }
        try folder.append(
          .step(
            TrainingStep(
              step: state, tokens: 100, seconds: 0.5, loss: 3 / Double(state),
              learningRate: 1e-3)))
        if state.isMultiple(of: 10) {
          try folder.append(
            .evaluation(step: state, seconds: 1, measures: ["solved": Double(state) / 100]))
          try folder.append(.sample(step: state, text: "state \(state)"))
        }
        onStep(state)
      }
    }
    try save()
    try folder.append(.end(step: state, reason: "finished"))
  }
}

/// A folder for a run, removed at the end.
final class RunFolderFixture {
  let path = FileManager.default.temporaryDirectory.path + "/run-\(UUID().uuidString)"
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes the folder of a run of another process.
  func begin() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try #"{"stage":"sft","seed":7}"#
      .write(toFile: path + "/run.json", atomically: false, encoding: .utf8)
    try Data().write(to: URL(filePath: path + "/metrics.jsonl"))
  }

  /// Appends to its log.
  func append(_ text: String) throws {
    let handle = try FileHandle(forWritingTo: URL(filePath: path + "/metrics.jsonl"))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
  }

  /// Appends records of steps and of an evaluation and a sample after the last one.
  func append(steps: ClosedRange<Int>) throws {
    var lines = steps.map {
      #"{"event":"step","learningRate":0.001,"loss":\#(2.0 / Double($0)),"seconds":0.5,"#
        + #""step":\#($0),"tokens":100}"#
    }
    let last = steps.upperBound
    lines.append(
      #"{"event":"evaluation","measures":{"Brier":0.2,"solved greedy":0.25},"seconds":1,"#
        + #""step":\#(last)}"#)
    lines.append(#"{"event":"sample","step":\#(last),"text":"4 5 6 10 → 24\nafter \#(last)"}"#)
    try append(lines.joined(separator: "\n") + "\n")
  }
}
