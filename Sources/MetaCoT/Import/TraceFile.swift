import Foundation

/// Opens a trace, whoever wrote it: ours as it is, a file of another program through its importer.
public enum TraceFile {
  /// A search that was opened.
  public struct Opened {
    /// Its header and events.
    public var reader: TraceReader
    /// The format it was imported from; nil where it is a trace of ours.
    public var format: String?
    /// The search's id in its file, and those of all searches in it; empty for a trace of ours.
    public var id = ""
    /// The ids of all searches in the file, in its order; empty for a trace of ours.
    public var ids: [String] = []
    /// Records and figures of the file that could not be read.
    public var leftOut = 0

    /// What a reader should know of an imported search: what else is in the file, and what is not in
    /// the trace; nil where there is nothing to say.
    public var remark: String? {
      guard let format else { return nil }
      var parts = ["imported (\(format))"]
      if ids.count > 1 {
        parts.append(
          "search \(id), one of \(ids.count) in the file: FILE#ID opens another (\(list(ids)))")
      }
      if leftOut > 0 { parts.append("\(leftOut) lines or figures that are not JSON are left out") }
      return parts.joined(separator: "; ")
    }
  }

  /// Opens the trace at `path`, `-` for standard input. A file with many searches gives its first, or
  /// the one named after a `#`: `FILE#ID`. Throws a `FileError`.
  public static func open(path: String) throws -> Opened {
    let (file, id) = split(path)
    guard file != "-", !isTrace(file) else { return Opened(reader: try TraceReader(path: path)) }
    let foreign = try ForeignFile(path: file)
    guard let importer = TraceImporters.importer(of: foreign) else {
      return Opened(reader: try TraceReader(path: path))
    }
    let searches = try importer.searches(in: foreign)
    guard let first = searches.first else {
      throw FileError(file: file, "there is no search in this file (\(importer.name))")
    }
    let ids = searches.map(\.id)
    guard let search = id == nil ? first : searches.first(where: { $0.id == id }) else {
      throw FileError(
        file: file, "there is no search \"\(id ?? "")\" in this file; there are \(list(ids))")
    }
    let reader = try TraceReader(bytes: try search.trace().bytes, name: path)
    return Opened(
      reader: reader, format: importer.name, id: search.id, ids: ids, leftOut: foreign.leftOut)
  }

  /// `a, b, c and 5 more`.
  static func list(_ ids: [String]) -> String {
    let shown = ids.prefix(12).joined(separator: ", ")
    return ids.count > 12 ? "\(shown) and \(ids.count - 12) more" : shown
  }

  /// The searches in the file at `path`, each as a path that `open` takes: `FILE#ID`, or the path
  /// itself where it is a trace of ours, a search already, or a file with one search.
  public static func searches(at path: String) throws -> [String] {
    let (file, id) = split(path)
    guard file != "-", id == nil, !isTrace(file) else { return [path] }
    let foreign = try ForeignFile(path: file)
    guard let importer = TraceImporters.importer(of: foreign) else { return [path] }
    let searches = try importer.searches(in: foreign)
    return searches.count == 1 ? [path] : searches.map { "\(file)#\($0.id)" }
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
