import Foundation
import Synchronization
import TestSupport
import Testing

@testable import MetaCoT

/// Answers are kept, and played again.
struct ModelRecordingTests {
  /// A model that counts how often it is asked.
  private final class Counted: AsyncModel {
    let count = Mutex(0)
    private let model = ScriptedModel(Script.builtIn, capacity: 8)

    var hasPolicy: Bool { model.hasPolicy }
    var givesCostsToGo: Bool { model.givesCostsToGo }
    var isDeterministic: Bool { model.isDeterministic }
    var capacity: Int { model.capacity }

    func answer(_ request: ModelRequest) async throws -> ModelAnswer {
      count.withLock { $0 += 1 }
      return try await model.answer(request)
    }
  }

  private static let question = Question(
    Script.builtIn.questions.keys.sorted()[0], key: "5")

  /// The path of a file that is not there, in a folder of its own.
  private static func file() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "answers-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appending(path: "answers.jsonl").path
  }

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
  }

  private func run(_ model: any Model, _ strategy: String, seed: UInt64 = 1) async throws
    -> Recorded
  {
    let configuration = SearchConfiguration(
      problem: Self.question, strategy: .init(strategy), model: .init("scripted"),
      loadedModel: model, budget: Budget(expansions: 20), until: .tree, seed: seed)
    return try await Recorded.waiting(for: configuration)
  }

  private func recorded(_ model: any AsyncModel, _ path: String, name: String = "scripted") throws
    -> RecordedModel
  {
    RecordedModel(model, named: name, parameters: nil, try ModelRecording(path: path))
  }

  @Test(arguments: ["mcts", "astar", "beam", "best-of-n"])
  func `The same search again asks nobody`(strategy: String) async throws {
    let path = try Self.file()
    defer { Self.remove(path) }
    let first = Counted()
    let live = try await run(try recorded(first, path), strategy)
    let asked = first.count.withLock { $0 }
    #expect(asked > 0)
    let second = Counted()
    let again = try await run(try recorded(second, path), strategy)
    #expect(second.count.withLock { $0 } == 0)
    #expect(Recorded.isSame(live.batch, again.batch))
    #expect(try ModelRecording(path: path).count <= asked)
    // Another seed asks other questions.
    _ = try await run(try recorded(second, path), strategy, seed: 2)
    #expect(second.count.withLock { $0 } > 0)
    // So does another model.
    let third = Counted()
    _ = try await run(try recorded(third, path, name: "other"), strategy)
    #expect(third.count.withLock { $0 } == asked)
  }

  @Test func `Half a line at the end is cut off, and any other is an error`() async throws {
    let path = try Self.file()
    defer { Self.remove(path) }
    _ = try await run(try recorded(Counted(), path), "greedy")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let count = try ModelRecording(path: path).count
    try (whole + whole.prefix(20)).write(to: URL(fileURLWithPath: path))
    #expect(try ModelRecording(path: path).count == count)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    try (Data("{}\n".utf8) + whole).write(to: URL(fileURLWithPath: path))
    #expect {
      _ = try ModelRecording(path: path)
    } throws: {
      "\($0)".hasPrefix("\(path):1: this is not an answer of a model")
    }
    #expect {
      _ = try ModelRecording(path: path + "/answers.jsonl")
    } throws: {
      "\($0)".contains("answers cannot be kept here: Not a directory")
    }
  }
}
