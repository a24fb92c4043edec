import Foundation

/// The user's settings: `$XDG_CONFIG_HOME/espalier/config.toml` (`~/.config` by default). Every key
/// may be absent; what the command line says comes first.
struct Configuration: Decodable {
  /// A built-in theme's name, or the path of a theme file.
  var theme: String?
  /// Whether the mouse is listened to.
  var mouse: Bool?
  /// Whether to draw with ASCII alone.
  var ascii: Bool?
  /// What a search starts with.
  var run: Defaults?
  /// Keys by command id, such as `toggle-fold = ["enter"]`.
  var keys: [String: [String]]?

  /// What a search starts with, written as on the command line.
  struct Defaults: Decodable {
    var strategy: String?
    var model: String?
    var budget: String?
    /// Iterations a second on the screen; 0 is as fast as it goes.
    var speed: Double?
  }

  /// The settings of nobody.
  static let none = Configuration()

  init() {}

  /// Where the file is looked for.
  static var path: String {
    let environment = ProcessInfo.processInfo.environment
    let home =
      environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (environment["HOME"] ?? "") + "/.config"
    return home + "/espalier/config.toml"
  }

  /// Reads the user's file; without a file, the defaults. Throws one sentence with file and line.
  static func load() throws -> Configuration {
    guard FileManager.default.fileExists(atPath: path) else { return .none }
    return try TOMLFile.read(Configuration.self, path: path)
  }
}
