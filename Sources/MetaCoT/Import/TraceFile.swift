import Foundation

/// A search in a file, whoever wrote it: a trace of ours as it is, a file of another program through its
/// importer.
public struct TraceFile: Sendable {
  /// The path that opens it: that of the file, or `FILE#ID` where the file has many searches.
  public internal(set) var path: String
  /// The format it is imported from; nil where it is a trace of ours.
  public let format: String?
  /// The search's id in its file; empty for a trace of ours.
  public let id: String
  /// The ids of the searches in its file, as far as they have been looked at; empty for a trace of ours.
  public private(set) var ids: [String] = []
  /// Records and figures of the file that could not be read.
  public internal(set) var leftOut: LeftOut
  private let read: @Sendable () throws -> TraceReader

  /// The search at `path`, `-` for standard input: of a file with many the first, or the one named after
  /// a `#`. Throws a `FileError`.
  public init(path: String) throws {
    let catalog = try TraceCatalog(path: path)
    guard let first = try catalog.first() else {
      throw FileError(file: catalog.name, "there is no search in this file")
    }
    self = first
    ids = first.format == nil ? [] : [id]
    while !catalog.isPicked, ids.count <= Self.mostListed, let next = try catalog.next() {
      ids.append(next.id)
    }
  }

  /// All searches in the file at `path`; the one named after a `#` alone. Throws a `FileError`.
  public static func all(at path: String) throws -> [TraceFile] {
    var files: [TraceFile] = []
    try TraceCatalog(path: path).forEach { files.append($0) }
    return files
  }

  /// A trace of ours.
  init(trace path: String) {
    self.path = path
    (format, id, leftOut) = (nil, "", LeftOut())
    read = { try TraceReader(path: path) }
  }

  /// A search of another program's file.
  init(_ search: ImportedSearch, id: String, path: String, format: String, leftOut: LeftOut) {
    self.path = path
    self.format = format
    self.leftOut = leftOut
    self.id = id
    let name = PipedInput.name(of: path)
    read = { try TraceReader(bytes: try search.trace().bytes, name: name) }
  }

  /// Opens the search. Throws a `FileError`.
  public func reader() throws -> TraceReader { try read() }

  /// What a reader should know of an imported search: what else is in the file, and what is not in the
  /// trace; nil where there is nothing to say.
  public var remark: String? {
    guard let format else { return nil }
    var parts = ["imported (\(format))"]
    if ids.count > 1 {
      let number = ids.count > Self.mostListed ? "more than \(Self.mostListed)" : "\(ids.count)"
      parts.append(
        "search \(id), one of \(number) in the file: --pick takes another (\(Self.list(ids)))")
    }
    if let remark = leftOut.remark { parts.append(remark) }
    return parts.joined(separator: "; ")
  }

  /// Whether a pattern is found in the id, or in the problem's own id or text.
  func matches(_ pattern: Pattern) -> Bool {
    let problem = try? reader().header.problem
    return [id, problem?.id ?? "", problem?.text ?? ""].contains(where: pattern.matches)
  }

  static let mostListed = 12

  /// `a, b, c and more`.
  static func list(_ ids: [String]) -> String {
    let shown = ids.prefix(mostListed).joined(separator: ", ")
    return ids.count > mostListed ? "\(shown) and more" : shown
  }
}
