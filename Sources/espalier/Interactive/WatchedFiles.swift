import MetaCoT

/// Files that people change while the program runs: looked at from time to time.
struct WatchedFiles {
  private var stamps: [String: FileFacts?]

  /// Watches these from now on, whether they are there or not.
  init(_ paths: [String]) {
    stamps = Dictionary(paths.map { ($0, FileFacts($0)) }) { $1 }
  }

  /// Whether any of them is there.
  var areThere: Bool { stamps.values.contains { $0 != nil } }

  /// Whether any of them has changed, come or gone since the last time.
  mutating func haveChanged() -> Bool {
    let before = stamps
    for path in before.keys { stamps[path] = .some(FileFacts(path)) }
    return stamps != before
  }
}
