import Foundation
import MetaCoT
import MetaCoTNeural

/// A data set of a few hundred small problems in a temporary folder, which goes when the tests end.
struct DataSetFixtures {
  let folder: String
  let settings: DataSettings

  init(_ change: (inout DataSettings) -> Void = { _ in }) {
    folder = Self.root + "/\(UUID())"
    var settings = DataSettings(
      sources: [
        .generated(kind: "countdown", count: 200, parameters: ["count": 3, "largest": 12])
      ],
      seed: 3,
      strategies: [
        .init(name: "astar", choice: .init("astar")),
        .init(name: "depth-first", choice: .init("depth-first"), weight: 2),
        .init(name: "mcts:c=2", choice: .init("mcts", parameters: ["c": 2])),
      ],
      budget: "20")
    settings.shards = 3
    settings.heldOut = 0.2
    settings.test = 0.1
    change(&settings)
    self.settings = settings
  }

  private static let root: String = {
    atexit { try? FileManager.default.removeItem(atPath: DataSetFixtures.root) }
    return FileManager.default.temporaryDirectory.appending(path: "data-sets-\(getpid())").path
  }()

  /// Makes it.
  func make(_ sets: [ProblemSet] = [], jobs: Int = 2) throws -> DataSet {
    try DataSetBuilder(settings, sets: sets, folder: folder).run(jobs: jobs)!
  }

  /// The bytes of its files, by name.
  var files: [String: Data] {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      return Dictionary(
        uniqueKeysWithValues: names.map {
          ($0, FileManager.default.contents(atPath: folder + "/" + $0)!)
        })
    }
  }
}

extension DataSet {
  /// All records of a part.
  func records(in split: DataSplit) throws -> [DataRecord] {
    var records: [DataRecord] = []
    try forEach(in: split) { records.append($0) }
    return records
  }

  /// All records.
  var records: [DataRecord] {
    get throws { try DataSplit.allCases.flatMap { try records(in: $0) } }
  }
}
