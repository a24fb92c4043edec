import Foundation

/// The searches in a file, one after the other, whoever wrote them.
///
/// Of a file whose lines are searches of their own (JSON Lines, compressed or not) one line at a time
/// is in memory, however large the file is; a file of another format is read as a whole. Used from one
/// thread at a time.
public final class TraceCatalog: @unchecked Sendable {
  /// The file, without the id of a search in it.
  public let path: String
  /// The format it is imported from; nil where it is a trace of ours.
  public let format: String?
  /// The search that the path names behind a `#`.
  private let named: String?
  /// The searches that are left where all are known from the start.
  private var known: ArraySlice<TraceFile> = []
  /// Where the searches are lines: what reads them.
  private let lines: (reader: ForeignLines, importer: any TraceImporter.Type)?
  /// The number of the line that was read last.
  private var place = 0
  private var given = 0
  /// The search behind those that were given.
  private var pending: TraceFile?
  private var names: Set<String> = []
  private var unreadable = 0

  /// Opens the file at `path`, `-` for standard input; `FILE#ID` is one search of a file. Throws a
  /// `FileError`.
  public init(path: String) throws {
    let (file, id) = Self.split(path)
    self.path = file
    named = id
    guard file != "-", !Self.isTrace(file) else {
      (format, lines) = (nil, nil)
      known = [TraceFile(trace: path)]
      return
    }
    if let importer = try Self.lineImporter(of: file) {
      format = importer.name
      lines = (try ForeignLines(path: file), importer)
      return
    }
    lines = nil
    let foreign = try ForeignFile(path: file)
    guard let importer = TraceImporters.importer(of: foreign) else {
      format = nil
      known = [TraceFile(trace: path)]
      return
    }
    format = importer.name
    let searches = try importer.searches(in: foreign)
    known =
      searches.map {
        TraceFile(
          $0, id: $0.id, path: searches.count == 1 ? file : "\(file)#\($0.id)",
          format: importer.name, leftOut: foreign.leftOut)
      }[...]
  }

  /// Whether the path names one search of the file.
  public var isPicked: Bool { named != nil }

  /// The next search, whatever the path names; nil at the end. Throws a `FileError`.
  public func next() throws -> TraceFile? {
    guard lines != nil else { return known.popFirst() }
    if given == 0 { pending = try nextLine() }
    guard var next = pending else { return nil }
    pending = try nextLine()
    if given == 0, pending == nil { next.path = path }
    given += 1
    // Lines that cannot be read are told of with the search before them.
    next.leftOut += unreadable
    unreadable = 0
    return next
  }

  /// The one that the path names, else the next one.
  func first() throws -> TraceFile? {
    guard let named else { return try next() }
    var found: TraceFile?
    try take(named, isExact: true) { found = $0 }
    return found
  }

  /// Hands over the searches that are wanted: those that `pick` or the path names, else all. `pick` is
  /// the id of one, its number, or a regular expression for ids and problems. Throws a `FileError` where
  /// it picks none.
  public func forEach(picked pick: String? = nil, _ body: (TraceFile) throws -> Void) throws {
    if let pick {
      try take(pick, isExact: false, body)
    } else if let named {
      try take(named, isExact: true, body)
    } else {
      while let file = try next() { try body(file) }
    }
  }

  /// The one search that `pick` names, as a path. Throws a `FileError` where it names several, or none.
  public func path(picked pick: String) throws -> String {
    var found: [TraceFile] = []
    try forEach(picked: pick) { if found.count < 100 { found.append($0) } }
    guard found.count == 1 else {
      throw FileError(
        file: path, "\"\(pick)\" picks several searches: \(TraceFile.list(found.map(\.id)))")
    }
    return found[0].path
  }

  private func take(
    _ wanted: String, isExact: Bool, _ body: (TraceFile) throws -> Void
  ) throws {
    guard format != nil else {
      guard wanted == "1" || isExact else {
        throw FileError(file: path, "a trace holds one search: there is nothing to pick")
      }
      return try known.forEach(body)
    }
    // In a file of lines a search is found by its number without reading those before it.
    if let number = Int(wanted), number > 0, let lines {
      guard try lines.reader.skip(number - 1) else { throw none(wanted, try firstIDs()) }
      place = number - 1
      guard let file = try nextLine(calledByPlace: true), place == number else {
        throw none(wanted, try firstIDs())
      }
      return try body(file)
    }
    let pattern = isExact ? nil : try? Regex(wanted).ignoresCase()
    var ids: [String] = []
    var numbered: TraceFile?
    var matching: [TraceFile] = []
    while let file = try next() {
      if file.id == wanted { return try body(file) }
      ids.append(file.id)
      if Int(wanted) == ids.count { numbered = file }
      if let pattern, Int(wanted) == nil, file.matches(pattern) { matching.append(file) }
    }
    if let numbered, !isExact { matching = [numbered] }
    guard !matching.isEmpty else { throw none(wanted, ids) }
    try matching.forEach(body)
  }

  /// The ids that the file begins with, as many as a message lists.
  private func firstIDs() throws -> [String] {
    let again = try TraceCatalog(path: path)
    var ids: [String] = []
    while ids.count <= TraceFile.mostListed, let next = try again.next() { ids.append(next.id) }
    return ids
  }

  private func none(_ wanted: String, _ ids: [String]) -> FileError {
    let others = ids.isEmpty ? "" : "; there are \(TraceFile.list(ids))"
    return FileError(file: path, "there is no search \"\(wanted)\" in this file\(others)")
  }

  // MARK: Files whose lines are searches

  /// The search in the next line that has one.
  private func nextLine(calledByPlace: Bool = false) throws -> TraceFile? {
    guard let (reader, importer) = lines else { return nil }
    while let (offset, line) = try reader.next() {
      place += 1
      guard let (record, repairs) = ForeignJSON.parse(line) else {
        unreadable += 1
        continue
      }
      let file = ForeignFile(name: path, records: [record], firstPlace: place)
      guard let search = try importer.searches(in: file).first else { continue }
      // A number is a place, so that a search is found by it at once; other ids are there once.
      let isName = !calledByPlace && Int(search.id) == nil && names.insert(search.id).inserted
      let id = isName ? search.id : String(place)
      let again = ImportedSearch(id: id) { [path, place] in
        guard let (_, line) = try ForeignLines(path: path, at: offset).next(),
          let (record, _) = ForeignJSON.parse(line),
          let search = try importer.searches(
            in: ForeignFile(name: path, records: [record], firstPlace: place)
          ).first
        else { throw FileError(file: path, "the file has changed: search \(place) is gone") }
        return try search.trace()
      }
      return TraceFile(
        again, id: id, path: "\(path)#\(id)", format: importer.name, leftOut: repairs)
    }
    return nil
  }

  /// The importer of a file whose lines are searches; nil of any other file.
  private static func lineImporter(of path: String) throws -> (any TraceImporter.Type)? {
    let lines = try ForeignLines(path: path)
    guard let begin = try lines.next(), let (first, _) = ForeignJSON.parse(begin.line),
      case .object = first
    else { return nil }
    var records = [first]
    var lineCount = 1
    var size = begin.line.count
    while lineCount < mostLooked, size < mostBytesLooked, let (_, line) = try lines.next() {
      lineCount += 1
      size += line.count
      if let (record, _) = ForeignJSON.parse(line) { records.append(record) }
    }
    guard lineCount > 1 || size >= mostBytesLooked,
      let importer = TraceImporters.importer(of: ForeignFile(name: path, records: records)),
      importer.readsRecordByRecord,
      try importer.searches(in: ForeignFile(name: path, records: [first])).count <= 1
    else { return nil }
    return importer
  }

  /// How many lines a format is told by, and how many bytes are enough.
  private static let mostLooked = 32
  private static let mostBytesLooked = 1 << 20

  // MARK: Paths

  /// Whether a path names a file that is there, or a search in one.
  package static func isFile(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: split(path).file)
  }

  /// The file and the search in it: a path that exists is a path, whatever is in its name.
  private static func split(_ path: String) -> (file: String, id: String?) {
    guard !FileManager.default.fileExists(atPath: path), let mark = path.lastIndex(of: "#"),
      FileManager.default.fileExists(atPath: String(path[..<mark]))
    else { return (path, nil) }
    return (String(path[..<mark]), String(path[path.index(after: mark)...]))
  }

  /// Whether the file begins as a trace of ours does (or is a folder, or cannot be read, of which the
  /// reader of traces says what is wrong).
  private static func isTrace(_ path: String) -> Bool {
    guard FileFacts(path)?.isRegular == true,
      let head = try? ByteSource.head(ofFile: path, count: 4096)
    else { return true }
    return head.isEmpty || String(decoding: head, as: UTF8.self).contains(TraceHeader.formatName)
  }
}
