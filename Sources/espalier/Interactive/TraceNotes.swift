import EspalierViews
import Foundation
import MetaCoT

/// What a person marked in a trace, and where it was left: a small JSON file for each trace in
/// `$XDG_STATE_HOME/espalier/notes`. Traces, and the folders that they lie in, stay as they are.
///
/// The file is named by the trace's path and header: another search under the same name has notes of its
/// own, and the old ones stay. Bookmarks that another program has set meanwhile are kept: from reading to
/// writing the folder is locked.
struct TraceNotes: Codable {
  private(set) var format = "espalier-notes"
  /// The trace's path, for people who look for the file.
  private(set) var trace: String
  /// What was marked.
  var bookmarks: [Bookmark] = []
  /// Where the trace was left.
  var place: WorkspacePlace?

  private init(trace: String) { self.trace = trace }

  /// Where they lie.
  static var folder: String { StateFolder.path + "/notes" }

  private static func canonical(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  private static func file(
    of path: String, _ header: TraceHeader, in folder: String
  ) throws -> String {
    let encoder = JSONEncoder.lines
    // The name of a file must stay what it was.
    encoder.outputFormatting = .sortedKeys
    // A trace of version 1 that is saved anew is the same trace.
    var header = header
    header.version = TraceHeader.currentVersion
    let hash = fnv1a(try encoder.encode(header), after: fnv1a(canonical(path).utf8))
    return folder + "/" + String(hash, radix: 16) + ".json"
  }

  /// The notes of a trace; none where there are none, or they cannot be read.
  static func read(
    _ path: String, _ header: TraceHeader, in folder: String = folder
  ) -> TraceNotes {
    let empty = TraceNotes(trace: canonical(path))
    guard let file = try? file(of: path, header, in: folder),
      let data = FileManager.default.contents(atPath: file)
    else { return empty }
    return (try? JSONDecoder().decode(TraceNotes.self, from: data)) ?? empty
  }

  /// Keeps what was marked in a trace, and where it was left, if that is given. `known` are the bookmarks
  /// that were read: what another program has set since stays. Throws a `FileError`.
  static func write(
    _ bookmarks: [Bookmark], known: [Bookmark], place: WorkspacePlace?, of path: String,
    _ header: TraceHeader, in folder: String = folder
  ) throws {
    guard place != nil || !bookmarks.isEmpty || !known.isEmpty else { return }
    let file = try file(of: path, header, in: folder)
    try StateFolder.make(folder)
    try FileLock.holding(folder + "/lock") {
      var notes = TraceNotes(trace: canonical(path))
      if let data = FileManager.default.contents(atPath: file) {
        guard let old = try? JSONDecoder().decode(TraceNotes.self, from: data) else {
          throw FileError(
            file: file, "this is not a file of notes, and is left as it is: move it away")
        }
        notes = old
      }
      let removed = Set(known).subtracting(bookmarks)
      notes.bookmarks.removeAll { removed.contains($0) }
      notes.bookmarks += bookmarks.filter { !notes.bookmarks.contains($0) && !known.contains($0) }
      if let place { notes.place = place }
      do {
        try JSONEncoder.documents.encode(notes).write(
          to: URL(fileURLWithPath: file), options: .atomic)
      } catch {
        throw FileError(file: file, "the notes could not be written", writing: error)
      }
    }
  }
}
