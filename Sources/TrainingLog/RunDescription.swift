import Foundation
import MetaCoT

/// What `run.json` says of a run, for people: whatever type its configuration has.
package struct RunDescription: Sendable, Equatable {
  /// A setting and its value.
  package struct Setting: Sendable, Equatable {
    /// Its path in the configuration, such as `learningRate` or `shape.width`.
    package var name: String
    /// Its value as text.
    package var value: String

    /// A setting.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The name of the folder.
  package var name: String
  /// The stage, such as `sft`: what the configuration gives as `stage`.
  package var stage: String
  /// All else in the configuration, in alphabetical order.
  package var settings: [Setting]

  /// A description.
  package init(name: String, stage: String, settings: [Setting]) {
    self.name = name
    self.stage = stage
    self.settings = settings
  }

  /// Reads the description of a run. Throws a `FileError` if there is no run in the folder.
  package init(folder: String) throws {
    let path = RunFiles.configurationPath(in: folder)
    let leaves = try RunFiles.decode(JSONValue.self, at: path).leaves
    name = URL(filePath: folder).standardizedFileURL.lastPathComponent
    stage = leaves.first { $0.path == "stage" }.map { "\($0.value)" } ?? "training"
    settings = leaves.filter { $0.path != "stage" && $0.value != .null }
      .map { Setting(name: $0.path, value: "\($0.value)") }
  }
}
