import Foundation
import MetaCoT

/// Where `--record` puts traces: one search in the file that was named, several in a folder, a
/// file each.
struct TraceDestination: Sendable {
  private let path: String?
  private let isFolder: Bool

  /// Makes the folder, if there are several searches. Throws one sentence if that cannot be.
  init(_ path: String?, searches: Int) throws {
    self.path = path
    isFolder = searches > 1
    guard let path, isFolder else { return }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure("\(path): \(searches) traces need a folder here, and it cannot be made")
    }
  }

  /// The file of a search; nil if nothing is recorded.
  func file(for id: String) -> String? {
    guard let path, isFolder else { return path }
    let safe = id.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }
    return path + "/" + String(safe) + ".jsonl"
  }
}
