import Foundation
import MetaCoT
import Testing
import TrainingLog

@testable import MetaCoTEvaluation
@testable import MetaCoTNeural
@testable import espalier

/// Every reader of a folder: one of its files is changed, and the folder is read, or refused in a
/// sentence. One at a time, so that a crash has one suspect a file.
@Suite(.serialized) struct FolderFuzzTests {
  /// A folder whose files are put back before each input, for readers that write.
  private struct Folder {
    let path = Fuzzing.folder.path + "/espalier-fuzz-\(UUID())"
    private var files: [String: Data] = [:]

    /// The folder that `make` makes.
    init(_ make: (String) throws -> Void) throws {
      try make(path)
      for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
        files[name] = FileManager.default.contents(atPath: path + "/" + name)
      }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Gives `check` one folder after the other, each with another wrong `file`.
    func fuzz(_ file: String, _ check: () throws -> Void) throws {
      defer { remove() }
      let corpus = [Array(try #require(files[file]))]
      let reader = file.replacing("/", with: "-")
      let count = try Fuzzing(reader: reader, corpus: corpus).run { input, _ in
        for (name, data) in files where name != file {
          try data.write(to: URL(filePath: path + "/" + name))
        }
        try Data(input).write(to: URL(filePath: path + "/" + file))
        do {
          try check()
          return true
        } catch { return try ReaderFuzzTests.refused(error) }
      }
      #expect(count.read > 0)
    }
  }

  /// A network that is read writes.
  @Test(arguments: [
    "config.json", "model.safetensors", "tokenizer.json", "value_head.safetensors", "espalier.json",
  ])
  func `Checkpoints are read or refused`(_ file: String) throws {
    let folder = try Folder { path in
      let shape = TransformerShape(
        vocabulary: 520, width: 8, layers: 1, heads: 2, keyValueHeads: 1, feedForward: 8,
        context: 32, ropeTheta: 10_000, normEpsilon: 1e-6, tiesEmbeddings: true)
      try Checkpoint(
        weights: .initial(shape, seed: 1),
        card: .init(name: "twig", kinds: ["countdown"], discount: 0.9, stage: "sft")
      ).save(to: path)
    }
    try folder.fuzz(file) {
      let network = try Checkpoint.load(folder.path)
      // A changed shape may be of any size.
      guard network.shape.context <= 64, network.shape.layers <= 2 else { return }
      let prompt = network.tokenizer.prompt("4 6 → 24")
      _ = Generator(Transformer(network.weights), network.tokenizer)
        .write([.init(prompt: prompt, count: 1, seed: 1)], limit: 4)
    }
  }

  /// A run is shown, and gone on with.
  @Test(arguments: ["run.json", "metrics.jsonl", "checkpoint/progress.json"])
  func `Run folders are read or refused`(_ file: String) throws {
    struct Configuration: Codable { var stage = "sft", seed = 7 }
    let folder = try Folder { path in
      try FileManager.default.createDirectory(
        atPath: path + "/checkpoint", withIntermediateDirectories: true)
      let log =
        [
          #"{"event":"step","learningRate":0.001,"loss":1.5,"seconds":0.5,"step":1,"tokens":100}"#,
          #"{"event":"evaluation","measures":{"Brier":0.2,"solved greedy":0.25},"seconds":1,"step":1}"#,
          #"{"event":"sample","step":1,"text":"4 5 6 10 → 24\nafter"}"#,
        ].joined(separator: "\n") + "\n"
      let texts = [
        "run.json": #"{"stage":"sft","seed":7}"#, "metrics.jsonl": log,
        "checkpoint/progress.json": #"{"step":1,"logLength":\#(log.utf8.count)}"#,
      ]
      for (name, text) in texts {
        try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
      }
    }
    try folder.fuzz(file) {
      _ = try RunDescription(folder: folder.path)
      var reader = TrainingLogReader(folder: folder.path)
      _ = try reader.read()
      try RunFolder.resume(at: folder.path, configuration: Configuration()).close()
    }
  }

  /// An evaluation is gone on with.
  @Test(arguments: ["eval.json", "results.jsonl"])
  func `Folders of evaluations are read or refused`(_ file: String) throws {
    let items = Array(ProblemSet.builtIn.items.prefix(2))
    let plan = EvaluationPlan(
      problems: .init(name: "set", items: items), strategies: ["astar"], models: ["heuristic"],
      budgets: BudgetSweep([10, 20]))
    let folder = try Folder { path in
      try EvaluationFolder(at: path, plan: plan).append(
        plan.workItems.flatMap { item in
          [10, 20].map { budget in
            EvaluationRecord(
              .init(
                budget: budget, outcome: Outcome(solved: false, stopped: "expansions"), seconds: 0.5
              ), of: item)
          }
        })
    }
    try folder.fuzz(file) {
      _ = try EvaluationFolder(at: folder.path, plan: plan).measurements
    }
  }

  /// A data set is opened, and all of it read.
  @Test(arguments: ["data.json", "train-00000-of-00001.jsonl", "problems-test.jsonl"])
  func `Data sets are read or refused`(_ file: String) throws {
    var settings = DataSettings(
      sources: [.generated(kind: "countdown", count: 20, parameters: ["count": 3])], seed: 1,
      strategies: [.init(name: "astar", choice: .init("astar"))], budget: "20")
    (settings.shards, settings.heldOut, settings.test) = (1, 0.2, 0.2)
    let folder = try Folder { path in
      _ = try DataSetBuilder(settings, folder: path).run(jobs: 1)
    }
    try folder.fuzz(file) {
      let dataSet = try DataSet.open(folder.path)
      for split in DataSplit.allCases {
        try dataSet.forEach(in: split) { _ in }
        _ = try dataSet.problems(of: split)
      }
    }
  }
}
