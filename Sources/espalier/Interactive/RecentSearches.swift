import Foundation
import MetaCoT

/// The last searches that ran on the screen, so that none is gone when it is closed: traces in
/// `$XDG_STATE_HOME/espalier/searches` (`~/.local/state` by default), the oldest of which make room
/// for new ones.
enum RecentSearches {
  /// How many are kept.
  static let limit = 20

  /// Where they lie.
  static var folder: String { StateFolder.path + "/searches" }

  private static let queue = DispatchQueue(label: "recent searches")

  /// Keeps one more, in the background: `write` makes the file, which gets its name when it is whole;
  /// `named` is told that.
  static func keep(
    _ write: @escaping @Sendable (_ path: String) throws -> Void,
    named: @escaping @Sendable (_ path: String) throws -> Void = { _ in }
  ) {
    queue.async {
      do {
        try named(try add(write))
      } catch {
        StandardError.writeLine("the search could not be kept: \(error)")
      }
    }
  }

  /// Waits until all that are to be kept are.
  static func finish() { queue.sync {} }

  private static func add(_ write: (_ path: String) throws -> Void) throws -> String {
    let manager = FileManager.default
    let folder = folder
    try StateFolder.make(folder)
    // Whole until its name is there, and out of the way of another program that does the same.
    let draft = "\(folder)/.\(getpid()).jsonl.zst"
    defer { try? manager.removeItem(atPath: draft) }
    try write(draft)
    var number = names(in: folder).last.flatMap { Int($0.prefix { $0 != "." }) } ?? 0
    var path = ""
    while true {
      number += 1
      path = folder + "/" + padded(number) + ".jsonl.zst"
      // Unlike `rename`, this replaces nothing that another program has put there meanwhile.
      if link(draft, path) == 0 { break }
      guard errno == EEXIST else {
        throw FileError(
          file: path, "the trace could not be written", writing: String(cString: strerror(errno)))
      }
    }
    for old in names(in: folder).dropLast(limit) {
      try? manager.removeItem(atPath: folder + "/" + old)
    }
    return path
  }

  /// The file of the last one; nil if there is none.
  static var last: String? { names(in: folder).last.map { folder + "/" + $0 } }

  /// The files, the oldest first.
  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".jsonl.zst") && !$0.hasPrefix(".") }.sorted()
  }

  /// A number whose text sorts as it does.
  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}
