import Foundation

@testable import MetaCoTNeural
@testable import TrainingLog

/// A training whose state is a number: for tests of what lies around a training.
struct CountingJob: TrainingJob {
  /// What a test cuts a run off with.
  struct Cut: Error {}

  var steps = 40
  var seed: UInt64 = 1
  /// Throws before the record of this number is written; nil never.
  var cutBefore: Int?

  struct Configuration: Codable {
    var stage = "counting"
    var seed: UInt64
    var shape = ["width": 8]
  }
  var configuration: Configuration { Configuration(seed: seed) }

  func run(in folder: RunFolder, control: TrainingControl) throws {
    var written = 0
    func report(_ record: TrainingRecord) throws {
      if written == cutBefore { throw Cut() }
      try folder.append(record)
      written += 1
    }
    var state = 0
    if folder.checkpointStep != nil {
      state = Int(
        try String(contentsOfFile: folder.checkpointPath + "/state.bin", encoding: .utf8))!
    } else {
      try report(.start(steps: steps))
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
        return try report(.end(step: state, reason: "stopped"))
      case .checkpoint: try save()
      case .step:
        state += 1
        try report(
          .step(
            TrainingStep(
              step: state, tokens: 100, seconds: 0.5, loss: 3 / Double(state),
              learningRate: 1e-3)))
        if state.isMultiple(of: 10) {
          try report(
            .evaluation(step: state, seconds: 1, measures: ["solved": Double(state) / 40]))
        }
        if state.isMultiple(of: 5) { try report(.sample(step: state, text: "state \(state)\n…")) }
        if state.isMultiple(of: 7) { try save() }
      }
    }
    try save()
    try report(.end(step: state, reason: "finished"))
  }
}

/// A folder that is removed at the end.
final class ScratchFolder {
  let path = FileManager.default.temporaryDirectory.path + "/run-\(UUID().uuidString)"
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func text(_ name: String) -> String? {
    try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  func append(_ text: String, to name: String) throws {
    let handle = try FileHandle(forWritingTo: URL(filePath: path + "/" + name))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }
}
