import Foundation
import MetaCoT

/// A folder of records to learn from, as `espalier train data` makes it:
///
///     data.json                        settings and statistics
///     train-00000-of-00008.jsonl       records, one a line, and so on
///     held-out-00000-of-00008.jsonl
///     test-00000-of-00008.jsonl
///     problems-held-out.jsonl          the problems of these parts as problem sets
///     problems-test.jsonl
///
/// A value that holds no record; files are read when they are asked for.
package struct DataSet: Sendable {
  /// What `data.json` says.
  struct Description: Codable, Sendable {
    var format = "espalier-data"
    var version = 1
    var settings: DataSettings
    /// Nil as long as shards are missing.
    var statistics: DataStatistics?
  }

  /// Where it is.
  package let folder: String
  /// What it was made of.
  package let settings: DataSettings
  /// What is in it.
  package let statistics: DataStatistics

  /// Opens a data set that is whole. Throws a `FileError`.
  package static func open(_ folder: String) throws -> DataSet {
    let description = try description(in: folder)
    guard let statistics = description.statistics else {
      throw FileError(
        file: folder, "the data set is not whole: make the rest with the command that began it")
    }
    return DataSet(folder: folder, settings: description.settings, statistics: statistics)
  }

  static func descriptionPath(in folder: String) -> String { folder + "/data.json" }

  static func problemsPath(of split: DataSplit, in folder: String) -> String {
    "\(folder)/problems-\(split.rawValue).jsonl"
  }

  static func description(in folder: String) throws -> Description {
    let path = descriptionPath(in: folder)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(file: path, "there is no such file; the folder of a data set has one")
    }
    let format: Description? = try? JSONDecoder().decode(Description.self, from: data)
    guard let format, format.format == "espalier-data", format.version == 1 else {
      throw FileError(
        file: path, "this is not what espalier train data writes (espalier-data, version 1)")
    }
    return format
  }

  /// The file of a shard.
  package func path(of split: DataSplit, shard: Int) -> String {
    folder + "/" + settings.fileName(of: split, shard: shard)
  }

  /// Reads all records of a part, in the order of the files. Throws a `FileError` with file and line
  /// at the first that is wrong.
  ///
  /// Complexity: memory for one shard; about a second for 300 MB.
  package func forEach(in split: DataSplit, _ body: (DataRecord) throws -> Void) throws {
    try forEach(in: split) { record, _ in try body(record) }
  }

  /// Where a record stands.
  struct Place {
    var shard: Int
    var file: String
    /// From 1.
    var line: Int

    func error(_ message: String) -> FileError { FileError(file: file, line: line, message) }
  }

  /// As `forEach`, with the place of each record.
  func forEach(in split: DataSplit, _ body: (DataRecord, Place) throws -> Void) throws {
    for shard in 0..<settings.shards {
      let file = path(of: split, shard: shard)
      let records = try DataShard(path: file)
      for index in 0..<records.count {
        try body(records[index], Place(shard: shard, file: file, line: index + 1))
      }
    }
  }
}

extension DataSettings {
  /// `train-00000-of-00008.jsonl`, as Hugging Face's `datasets` names shards.
  func fileName(of split: DataSplit, shard: Int) -> String {
    "\(split.rawValue)-\(Self.number(shard))-of-\(Self.number(shards)).jsonl"
  }

  static func number(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 5 - String(number).count)) + String(number)
  }
}
