import Foundation
import MetaCoT

/// What those who look at the folder of a training run read in it.
package enum RunFiles {
  /// The configuration of the run.
  package static func configurationPath(in folder: String) -> String { folder + "/run.json" }
  /// Its log: a `TrainingRecord` a line.
  package static func logPath(in folder: String) -> String { folder + "/metrics.jsonl" }

  /// Reads a JSON file. Throws a `FileError` that says what is wrong with it.
  package static func decode<T: Decodable>(_ type: T.Type, at path: String) throws -> T {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(file: path, "there is no such file; the folder of a run has one")
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw FileError(file: path, TrainingRecord.sentence(for: error))
    }
  }
}
