import Foundation

/// A search in a file, whoever wrote it: a trace of ours as it is, a file of another program through its
/// importer.
public struct TraceFile: Sendable {
  /// The path that opens it: that of the file, or `FILE#ID` where the file has many searches.
  public let path: String
  /// The format it is imported from; nil where it is a trace of ours.
  public let format: String?
  /// The search's id in its file; empty for a trace of ours.
  public let id: String
  /// The ids of all searches in the file, in its order; empty for a trace of ours.
  public let ids: [String]
  /// Records and figures of the file that could not be read.
  public let leftOut: Int
  private let read: @Sendable () throws -> TraceReader

  /// The search at `path`, `-` for standard input: of a file with many the first, or the one named after
  /// a `#`. Throws a `FileError`.
  public init(path: String) throws {
    let searches = try Self.all(at: path)
    guard let first = searches.first else {
      throw FileError(file: path, "there is no search in this file")
    }
    self = first
  }

  /// All searches in the file at `path`, which is read once; the one named after a `#` alone. Throws a
  /// `FileError`.
  public static func all(at path: String) throws -> [TraceFile] {
    let (file, id) = split(path)
    guard file != "-", !isTrace(file) else { return [TraceFile(trace: path)] }
    let foreign = try ForeignFile(path: file)
    guard let importer = TraceImporters.importer(of: foreign) else {
      return [TraceFile(trace: path)]
    }
    let searches = try importer.searches(in: foreign)
    let ids = searches.map(\.id)
    let files = searches.map {
      TraceFile(
        $0, path: searches.count == 1 ? path : "\(file)#\($0.id)", format: importer.name, ids: ids,
        leftOut: foreign.leftOut)
    }
    guard let id else { return files }
    guard let named = files.first(where: { $0.id == id }) else {
      throw FileError(
        file: file, "there is no search \"\(id)\" in this file; there are \(list(ids))")
    }
    return [named]
  }

  private init(trace path: String) {
    self.path = path
    (format, id, ids, leftOut) = (nil, "", [], 0)
    read = { try TraceReader(path: path) }
  }

  private init(
    _ search: ImportedSearch, path: String, format: String, ids: [String], leftOut: Int
  ) {
    self.path = path
    self.format = format
    self.ids = ids
    self.leftOut = leftOut
    id = search.id
    read = { try TraceReader(bytes: try search.trace().bytes, name: path) }
  }

  /// Opens the search. Throws a `FileError`.
  public func reader() throws -> TraceReader { try read() }

  /// What a reader should know of an imported search: what else is in the file, and what is not in the
  /// trace; nil where there is nothing to say.
  public var remark: String? {
    guard let format else { return nil }
    var parts = ["imported (\(format))"]
    if ids.count > 1 {
      parts.append(
        "search \(id), one of \(ids.count) in the file: FILE#ID opens another (\(Self.list(ids)))")
    }
    if leftOut > 0 { parts.append("\(leftOut) lines or figures that cannot be read are left out") }
    return parts.joined(separator: "; ")
  }

  /// `a, b, c and 5 more`.
  private static func list(_ ids: [String]) -> String {
    let shown = ids.prefix(12).joined(separator: ", ")
    return ids.count > 12 ? "\(shown) and \(ids.count - 12) more" : shown
  }

  /// The file and the search in it: a path that exists is a path, whatever is in its name.
  private static func split(_ path: String) -> (file: String, id: String?) {
    guard !FileManager.default.fileExists(atPath: path), let mark = path.lastIndex(of: "#"),
      FileManager.default.fileExists(atPath: String(path[..<mark]))
    else { return (path, nil) }
    return (String(path[..<mark]), String(path[path.index(after: mark)...]))
  }

  /// Whether the file begins as a trace of ours does (or is compressed, a folder, or cannot be read,
  /// of which the reader of traces says what is wrong).
  private static func isTrace(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular,
      let handle = FileHandle(forReadingAtPath: path)
    else { return true }
    defer { try? handle.close() }
    let head = (try? handle.read(upToCount: 4096)) ?? Data()
    let isCompressed = head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    return head.isEmpty || isCompressed
      || String(decoding: head, as: UTF8.self).contains(TraceHeader.formatName)
  }
}
