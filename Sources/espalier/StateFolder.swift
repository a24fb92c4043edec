import Foundation
import MetaCoT

/// Where the program keeps what it should know the next time: `$XDG_STATE_HOME/espalier`
/// (`~/.local/state` by default).
enum StateFolder {
  /// The folder, which need not be there yet.
  static var path: String {
    let environment = ProcessInfo.processInfo.environment
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (environment["HOME"] ?? "") + "/.local/state"
    return state + "/espalier"
  }

  /// Makes a folder, for its owner alone, and those that it lies in. Throws a `FileError`.
  static func make(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw FileError(file: folder, "the folder cannot be made", writing: error)
    }
  }

  // MARK: The theme

  private static var themeFile: String { path + "/theme" }

  /// The name of the theme that was chosen on the screen last; nil where none was.
  static var theme: String? {
    guard let text = try? String(contentsOfFile: themeFile, encoding: .utf8) else { return nil }
    let name = text.prefix { $0 != "\n" }
    return name.isEmpty ? nil : String(name)
  }

  /// Keeps the name of a theme that was chosen. Throws a `FileError`.
  static func keep(theme name: String) throws {
    try make(path)
    do {
      try (name + "\n").write(toFile: themeFile, atomically: true, encoding: .utf8)
    } catch {
      throw FileError(file: themeFile, "the file cannot be written", writing: error)
    }
  }
}
