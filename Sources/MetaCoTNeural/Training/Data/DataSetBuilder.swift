import Foundation
import MetaCoT
import Synchronization

/// Makes a data set: problems, searches, linearized traces, files.
///
/// The files of a shard number (one for each part) are made together, from the problems whose hash
/// gives this number, so they depend on nothing but the settings, and duplicates lie in one file.
/// What is finished has a file `shard-00000-of-00008.json` that says how it was made; it is not made
/// again when a run that was cut off is repeated. When all are finished these go into `data.json`.
package final class DataSetBuilder: Sendable {
  /// Where a run stands.
  package struct Progress: Sendable {
    /// Problems that were searched, those of earlier runs included.
    package var searched: Int
    /// Problems in all.
    package var total: Int
    /// Searches that found a solution.
    package var solved: Int
  }

  private let settings: DataSettings
  private let sets: [ProblemSet]
  private let folder: String
  private let maker: RecordMaker
  private let lock: Mutex<FolderLock>

  /// Takes a folder: a new or empty one, or one in which this data set was begun. Throws a
  /// `FileError` if it holds anything else, or a `DataSettingsError`; then nothing was written.
  /// `sets` are the problem sets that the settings name as sources, in the same order.
  package init(_ settings: DataSettings, sets: [ProblemSet] = [], folder: String) throws {
    self.settings = settings
    self.sets = sets
    self.folder = folder
    maker = try RecordMaker(settings)
    try Self.refuseOthers(in: folder, than: settings)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        file: folder, "the folder of the data set cannot be made", writing: error)
    }
    lock = Mutex(try FolderLock(folder: folder))
    let path = DataSet.descriptionPath(in: folder)
    if !FileManager.default.fileExists(atPath: path) {
      try RunFolder.write(
        JSONEncoder.documents.encodedLine(DataSet.Description(settings: settings)), to: path)
    }
  }

  /// Makes what is missing, some shards at once, and gives the data set; nil if it was cancelled
  /// before it was whole. `progress` is called from several threads.
  ///
  /// The files are the same for any number of jobs, and however often the work was cut off.
  package func run(
    jobs: Int, isCancelled: @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws -> DataSet? {
    if try DataSet.description(in: folder).statistics != nil { return try DataSet.open(folder) }
    let plan = try DataPlan(settings, sets: sets)
    let missing = plan.shards.indices.filter { making(of: $0) == nil }
    let meter = DataMeter(plan: plan, missing: missing, send: progress)
    _ = try JobPool(jobs: jobs).run(missing.count, isCancelled: isCancelled) { index in
      try make(missing[index], plan.shards[missing[index]], isCancelled, meter)
    }
    return try finish(plan)
  }

  // MARK: A shard

  private func make(
    _ shard: Int, _ items: [DataPlan.Item], _ isCancelled: () -> Bool, _ meter: DataMeter
  ) throws {
    var writers: [DataSplit: ShardWriter] = [:]
    for split in DataSplit.allCases {
      let path = folder + "/" + settings.fileName(of: split, shard: shard)
      writers[split] = try ShardWriter(path: path, format: settings.format)
    }
    var making = DataStatistics.BuildStatistics()
    var seen: Set<UInt64> = []
    for item in items {
      let results = try maker.results(of: item.problem, isCancelled: isCancelled)
      if isCancelled() { return }
      making.problems[item.split.rawValue, default: 0] += 1
      making.searches += results.count
      making.solved += results.count { $0.outcome.solved }
      for record in results.flatMap(\.records) {
        if let most = settings.maxTokens, record.tokens > most {
          making.tooLong[record.mode.rawValue, default: 0] += 1
        } else if !seen.insert(record.textHash).inserted {
          making.duplicates[record.mode.rawValue, default: 0] += 1
        } else {
          try writers[item.split]?.write(record)
        }
      }
      meter.report(solved: results.count { $0.outcome.solved })
    }
    for split in DataSplit.allCases { try writers[split]?.finish() }
    try RunFolder.write(JSONEncoder.documents.encodedLine(making), to: makingPath(of: shard))
  }

  private func makingPath(of shard: Int) -> String {
    let (number, count) = (DataSettings.number(shard), DataSettings.number(settings.shards))
    return "\(folder)/shard-\(number)-of-\(count).json"
  }

  /// How a finished shard was made; nil if it is not finished.
  private func making(of shard: Int) -> DataStatistics.BuildStatistics? {
    FileManager.default.contents(atPath: makingPath(of: shard)).flatMap {
      try? JSONDecoder().decode(DataStatistics.BuildStatistics.self, from: $0)
    }
  }

  // MARK: The whole

  /// Problems of a part whose difficulty is told.
  private static let judgedProblems = 200

  /// Writes the statistics, if all shards are there, and the problems that are measured on.
  private func finish(_ plan: DataPlan) throws -> DataSet? {
    var statistics = DataStatistics()
    statistics.duplicateProblems = plan.duplicates
    if settings.splitBy == .reducts {
      statistics.givingAway = Dictionary(
        uniqueKeysWithValues: plan.givingAway.map { ($0.key.rawValue, $0.value) })
    }
    for shard in 0..<settings.shards {
      guard let making = making(of: shard) else { return nil }
      statistics.making.add(making)
    }
    let dataSet = DataSet(folder: folder, settings: settings, statistics: statistics)
    var counter = DataCounter()
    for split in DataSplit.allCases {
      try dataSet.forEach(in: split) { counter.add($0, of: split) }
    }
    counter.write(to: &statistics)
    statistics.difficulty = Dictionary(
      uniqueKeysWithValues: DataSplit.allCases.map { split in
        let problems = plan.shards.joined().lazy.filter { $0.split == split }
          .prefix(Self.judgedProblems).compactMap { $0.problem.difficulty() }
        return (split.rawValue, .init(Array(problems)))
      })
    for split in [DataSplit.heldOut, .test] {
      let lines = try dataSet.problems(of: split).items.map { $0.jsonLine + "\n" }
      try RunFolder.write(
        Data(lines.joined().utf8), to: DataSet.problemsPath(of: split, in: folder))
    }
    let description = DataSet.Description(settings: settings, statistics: statistics)
    try RunFolder.write(
      JSONEncoder.documents.encodedLine(description), to: DataSet.descriptionPath(in: folder))
    for shard in 0..<settings.shards { unlink(makingPath(of: shard)) }
    return DataSet(folder: folder, settings: settings, statistics: statistics)
  }

  private static func refuseOthers(in folder: String, than settings: DataSettings) throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw FileError(file: folder, "this is a file; a data set needs a folder of its own")
    }
    let names = try manager.contentsOfDirectory(atPath: folder)
    guard names.contains("data.json") else {
      guard names.allSatisfy({ $0 == FolderLock.name }) else {
        throw FileError(
          file: folder, "there are other files in this folder; a data set needs one of its own")
      }
      return
    }
    var begun = try DataSet.description(in: folder).settings
    for index in begun.strategies.indices {
      let choice = begun.strategies[index].choice
      guard let entry = try? StrategyRegistry.entry(choice.name) else { continue }
      begun.strategies[index].choice = choice.naming(choicesOf: entry.parameters)
    }
    let old = try JSONDecoder().decode(
      JSONValue.self, from: JSONEncoder.documents.encodedLine(begun))
    let new = try JSONDecoder().decode(
      JSONValue.self, from: JSONEncoder.documents.encodedLine(settings))
    if let difference = RunFolder.difference(old, new) {
      throw FileError(
        file: DataSet.descriptionPath(in: folder),
        difference + "; give the settings that the data set was begun with, or another folder")
    }
  }
}

/// Counts the problems that the threads of a run have searched, and tells of them now and then.
private final class DataMeter: Sendable {
  private let progress: Mutex<DataSetBuilder.Progress>
  private let send: @Sendable (DataSetBuilder.Progress) -> Void

  init(
    plan: DataPlan, missing: [Int], send: @escaping @Sendable (DataSetBuilder.Progress) -> Void
  ) {
    let rest = missing.reduce(0) { $0 + plan.shards[$1].count }
    progress = Mutex(.init(searched: plan.count - rest, total: plan.count, solved: 0))
    self.send = send
  }

  /// Another problem was searched.
  func report(solved: Int) {
    let progress = progress.withLock { progress in
      progress.searched += 1
      progress.solved += solved
      return progress
    }
    if progress.searched % 64 == 0 || progress.searched == progress.total { send(progress) }
  }
}

extension DataRecord {
  /// A hash of prompt and completion: records for which it is equal count as the same.
  var textHash: UInt64 {
    fnv1a(completion.utf8, after: fnv1a([0], after: fnv1a(prompt.utf8)))
  }
}
