import Foundation
import Synchronization

/// The searches in a file, one after the other, whoever wrote them.
///
/// Of a file in which searches follow each other (JSON Lines of one each, or plain text; compressed or not)
/// one at a time is in memory, however large the file is; a file of another format is read as a whole.
/// Used from one thread at a time.
public final class TraceCatalog: @unchecked Sendable {
  /// The file, without the id of a search in it.
  public let path: String
  /// The format it is imported from; nil where it is a trace of ours.
  public let format: String?
  /// The search that the path names behind a `#`.
  private let named: String?
  /// The searches that are left where all are known from the start.
  private var known: ArraySlice<TraceFile> = []
  /// Where the file is read piece by piece: what reads it.
  private let pieces: ForeignPieces?
  /// Who reads the pieces.
  private let importer: (any TraceImporter.Type)?
  /// The same where the pieces are plain text.
  private let text: (any PlainTextImporter.Type)?
  /// The number of the search that was read last: in JSON Lines that of its line.
  private var place = 0
  /// The searches of the piece that was read last which were not given.
  private var read: ArraySlice<TraceFile> = []
  private var given = 0
  /// The search behind those that were given.
  private var pending: TraceFile?
  private let newest = NewestPieces()
  private var names: Set<String> = []
  /// What was passed over since the search before.
  private var passedOver = LeftOut()

  /// Opens the file at `path`, `-` for standard input; `FILE#ID` is one search of a file. Of a pipe, a trace of
  /// ours is read while it comes, any other file is kept in memory. Throws a `FileError`.
  public init(path: String) throws {
    let (file, id) = Self.split(path)
    self.path = file
    named = id
    guard !Self.isTrace(file) else {
      (format, pieces, importer, text) = (nil, nil, nil, nil)
      known = [TraceFile(trace: path)]
      return
    }
    if PipedInput.isOne(file) { try PipedInput.keep(file, upTo: ForeignFile.largest) }
    if let (importer, text) = try Self.pieceImporter(of: file) {
      (format, self.importer, self.text) = (importer.name, importer, text)
      pieces = try ForeignPieces(path: file, text: text)
      return
    }
    (pieces, importer, text) = (nil, nil, nil)
    let foreign = try ForeignFile(path: file)
    guard let importer = ImporterRegistry.importer(of: foreign) else {
      let head = try ByteSource.head(ofFile: file, count: 8)
      let isArchive = ZipArchive.begins(foreign.bytes) && foreign.leftOut.count > 0
      if isArchive || FileSignature.sentence(for: head) == nil {
        throw foreign.fault
      }
      // What it is instead, the reader of traces says.
      format = nil
      known = [TraceFile(trace: path)]
      return
    }
    format = importer.name
    let searches = try importer.searches(in: foreign).withUniqueIDs
    var leftOut = foreign.leftOut
    leftOut.add(Self.recordsWithoutSearch(in: foreign, importer, of: searches.count))
    known =
      searches.map {
        TraceFile(
          $0, id: $0.id, path: searches.count == 1 ? file : "\(file)#\($0.id)",
          format: importer.name, leftOut: leftOut)
      }[...]
  }

  /// The records of a file that is read as a whole in which there is no search, where every record should be
  /// one; and the samples of a log.
  private static func recordsWithoutSearch(
    in file: ForeignFile, _ importer: any TraceImporter.Type, of count: Int
  ) -> LeftOut {
    var leftOut =
      (importer as? any SampleImporter.Type)?.samplesWithoutSearch(in: file) ?? LeftOut()
    let records = file.elements
    guard importer.readsRecordByRecord, records.count > 1 else { return leftOut }
    let counts = records.map { record in
      (try? importer.searches(in: ForeignFile(name: file.name, records: [record])).count) ?? 0
    }
    // Else the records are one search together.
    guard counts.reduce(0, +) == count else { return leftOut }
    for (index, count) in counts.enumerated() where count == 0 {
      let lines = file.lineNumbers
      leftOut.add(
        withoutSearchAt: lines.isEmpty ? "record \(index + 1)" : "line \(lines[index])")
    }
    return leftOut
  }

  /// What the file is called in messages.
  var name: String { PipedInput.name(of: path) }

  /// Whether the path names one search of the file.
  public var isPicked: Bool { named != nil }

  /// The next search, whatever the path names; nil at the end. Throws a `FileError`.
  public func next() throws -> TraceFile? {
    guard pieces != nil else { return known.popFirst() }
    if given == 0 { pending = try nextRead() }
    guard var next = pending else { return nil }
    pending = try nextRead()
    if given == 0, pending == nil { next.path = path }
    given += 1
    // Lines that cannot be read, or have no search, are told of with the search before them.
    next.leftOut.add(passedOver)
    passedOver = LeftOut()
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
        file: name, "\"\(pick)\" picks several searches: \(TraceFile.list(found.map(\.id)))")
    }
    return found[0].path
  }

  private func take(
    _ wanted: String, isExact: Bool, _ body: (TraceFile) throws -> Void
  ) throws {
    guard format != nil else {
      guard wanted == "1" || isExact else {
        throw FileError(file: name, "a trace holds one search: there is nothing to pick")
      }
      return try known.forEach(body)
    }
    // In a file of lines a search is found by its number without reading those before it.
    if let number = Int(wanted), number > 0, let pieces, text == nil {
      guard try pieces.skipLines(number - 1) else { throw none(wanted, try firstIDs()) }
      place = number - 1
      guard let file = try nextRead(calledByPlace: true), place == number else {
        throw none(wanted, try firstIDs())
      }
      return try body(file)
    }
    let pattern = isExact ? nil : try? Pattern(wanted, ignoringCase: true)
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
    return FileError(file: name, "there is no search \"\(wanted)\" in this file\(others)")
  }

  // MARK: Files that are read piece by piece

  /// The search in the next piece that has one.
  private func nextRead(calledByPlace: Bool = false) throws -> TraceFile? {
    guard let pieces, let importer else { return nil }
    while read.isEmpty, let piece = try pieces.next() {
      guard let part = pieces.part(piece, place: place + 1) else {
        place += 1
        passedOver.add(line: piece.line)
        continue
      }
      // A line of JSON counts as one search, so that its number is that of the search.
      let all = try importer.searches(in: part)
      if all.isEmpty { passedOver.add(withoutSearchAt: "line \(piece.line)") }
      let searches = all.prefix(text == nil ? 1 : .max)
      var leftOut = part.leftOut
      leftOut.add(moreSearches: all.count - searches.count, line: piece.line)
      newest.keep(Array(searches), at: piece.offset)
      read =
        searches.enumerated().map { index, search in
          // A number is a place, so that a search is found by it at once; other ids are there once.
          let isName =
            !calledByPlace && Int(search.id) == nil && names.insert(search.id).inserted
          let id = isName ? search.id : String(place + 1 + index)
          let again = ImportedSearch(id: id, read: readingAgain(piece, index))
          return TraceFile(
            again, id: id, path: "\(path)#\(id)", format: importer.name, leftOut: leftOut)
        }[...]
      place += max(1, searches.count)
    }
    return read.popFirst()
  }

  /// What reads a search of a piece when it is opened: as it is known, or from the file again.
  private func readingAgain(
    _ piece: ForeignPieces.Piece, _ index: Int
  ) -> @Sendable () throws -> ImportedTrace {
    let (first, offset, line) = (place + 1, piece.offset, piece.line)
    return { [path, importer, text, newest] in
      if let search = newest.search(index, at: offset) { return try search.trace() }
      let pieces = try ForeignPieces(path: path, text: text, at: offset, line: line)
      guard let importer, let piece = try pieces.next(),
        let part = pieces.part(piece, place: first),
        let search = try importer.searches(in: part).dropFirst(index).first
      else {
        throw FileError(file: path, "the file has changed: search \(first + index) is gone")
      }
      return try search.trace()
    }
  }

  /// The importer of a file whose pieces are searches, also as one of plain text where it is that; nil of
  /// any other file.
  private static func pieceImporter(
    of path: String
  ) throws -> (importer: any TraceImporter.Type, text: (any PlainTextImporter.Type)?)? {
    let lines = try ForeignLines(path: path)
    guard let begin = try lines.next(), !ForeignFile.isUTF16(begin.line) else { return nil }
    let first = ForeignJSON.parse(begin.line)?.value
    var head = begin.line
    var records = first.map { [$0] } ?? []
    var lineCount = 1
    while lineCount < mostLooked, head.count < mostBytesLooked, let (_, line) = try lines.next() {
      lineCount += 1
      head.append(0x0A)
      head.append(line)
      if first != nil, let (record, _) = ForeignJSON.parse(line) { records.append(record) }
    }
    guard lineCount > 1 || head.count >= mostBytesLooked else { return nil }
    guard let first else {
      let file = ForeignFile(name: path, bytes: head)
      guard file.records.isEmpty, let importer = ImporterRegistry.importer(of: file),
        let text = importer as? any PlainTextImporter.Type
      else { return nil }
      return (importer, text)
    }
    guard case .object = first,
      let importer = ImporterRegistry.importer(of: ForeignFile(name: path, records: records)),
      importer.readsRecordByRecord,
      records.allSatisfy({ record in
        let searches = try? importer.searches(in: ForeignFile(name: path, records: [record]))
        return searches.map { $0.count <= 1 } ?? true
      })
    else { return nil }
    return (importer, nil)
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
    guard !FileManager.default.fileExists(atPath: path), let mark = path.lastIndex(of: "#") else {
      return (path, nil)
    }
    let file = String(path[..<mark])
    guard file == "-" || FileManager.default.fileExists(atPath: file) else { return (path, nil) }
    return (file, String(path[path.index(after: mark)...]))
  }

  /// Whether the file begins as a trace of ours does (or is a folder, or cannot be read, of which the
  /// reader of traces says what is wrong).
  private static func isTrace(_ path: String) -> Bool {
    guard FileFacts(path)?.isRegular == true || PipedInput.isOne(path),
      let head = try? ByteSource.head(ofFile: path, count: 4096)
    else { return true }
    if head.isEmpty { return true }
    let first = String(decoding: head, as: UTF8.self)
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }.prefix { !$0.isNewline }
    // Within a text, as in a transcript, quotation marks have backslashes before them.
    return first.first == "{" && first.contains("\"format\"")
      && first.contains(TraceHeader.formatName)
  }
}

/// The searches of the two pieces that were read last. Most are opened before the next is read, and
/// what is compressed is only found again from its beginning.
private final class NewestPieces: Sendable {
  private let pieces = Mutex<[(offset: Int, searches: [ImportedSearch])]>([])

  func keep(_ searches: [ImportedSearch], at offset: Int) {
    pieces.withLock { $0 = $0.suffix(1) + [(offset, searches)] }
  }

  func search(_ index: Int, at offset: Int) -> ImportedSearch? {
    pieces.withLock { pieces in
      let searches = pieces.first { $0.offset == offset }?.searches ?? []
      return searches.indices.contains(index) ? searches[index] : nil
    }
  }
}
