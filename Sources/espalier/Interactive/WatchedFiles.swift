import Foundation

/// Files that people change while the program runs: looked at from time to time.
struct WatchedFiles {
  private var stamps: [String: Stamp?]

  /// What changes with a file.
  private struct Stamp: Equatable {
    var date: Date?
    var size: Int?
  }

  /// Watches these from now on, whether they are there or not.
  init(_ paths: [String]) {
    stamps = Dictionary(paths.map { ($0, Self.stamp(of: $0)) }) { $1 }
  }

  /// Whether any of them is there.
  var areThere: Bool { stamps.values.contains { $0 != nil } }

  /// Whether any of them has changed, come or gone since the last time.
  mutating func haveChanged() -> Bool {
    let before = stamps
    for path in before.keys { stamps[path] = .some(Self.stamp(of: path)) }
    return stamps != before
  }

  private static func stamp(of path: String) -> Stamp? {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
    return Stamp(date: facts[.modificationDate] as? Date, size: facts[.size] as? Int)
  }
}
