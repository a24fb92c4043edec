import Foundation

/// What Tab makes of the beginning of a path.
enum PathCompletion {
  /// The paths that begin so, in order: folders end in a slash. Hidden ones only where a dot is typed.
  @Sendable static func completions(of typed: String) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { typed[...$0] } ?? ""
    let start = typed[folder.endIndex...]
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "~"
    let place = folder.hasPrefix("~/") ? home + folder.dropFirst() : String(folder)
    let names = try? FileManager.default.contentsOfDirectory(atPath: place.isEmpty ? "." : place)
    return (names ?? []).filter { $0.hasPrefix(start) && ($0.first != "." || start.first == ".") }
      .sorted().map { name in
        var isFolder: ObjCBool = false
        let path = place + name
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return folder + name + (isFolder.boolValue ? "/" : "")
      }
  }

  /// A path as a person types it: `~/` is the home folder.
  static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else {
      return path
    }
    return home + path.dropFirst()
  }
}
