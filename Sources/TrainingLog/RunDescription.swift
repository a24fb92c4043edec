import Foundation
import MetaCoT

/// What `run.json` says of a run, for people: whatever type its configuration has.
public struct RunDescription: Sendable, Equatable {
  /// A setting and its value.
  public struct Setting: Sendable, Equatable {
    /// Its path in the configuration, such as `learningRate` or `shape.width`.
    public var name: String
    /// Its value as text.
    public var value: String

    /// A setting.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The name of the folder.
  public var name: String
  /// The stage, such as `sft`: what the configuration gives as `stage`.
  public var stage: String
  /// All else in the configuration, in alphabetical order.
  public var settings: [Setting]

  /// A description.
  public init(name: String, stage: String, settings: [Setting]) {
    self.name = name
    self.stage = stage
    self.settings = settings
  }

  /// Reads the description of a run. Throws a `FileError` if there is no run in the folder.
  public init(folder: String) throws {
    let path = RunFiles.configurationPath(in: folder)
    let leaves = try RunFiles.decode(JSONValue.self, at: path).leaves
    name = URL(filePath: folder).standardizedFileURL.lastPathComponent
    stage = leaves.first { $0.path == "stage" }.map { "\($0.value)" } ?? "training"
    settings = leaves.filter { $0.path != "stage" && $0.value != .null }
      .map { Setting(name: $0.path, value: "\($0.value)") }
  }
}
