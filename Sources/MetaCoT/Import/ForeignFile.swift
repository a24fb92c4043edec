import Foundation

/// A file of another program, as importers see it: its text, and its records where it is JSON.
public struct ForeignFile: Sendable {
  /// The path as it was given.
  public let name: String
  /// What the file holds.
  public let bytes: Data
  /// The values of the file: one where it is a JSON text, one a line where it is JSON Lines, one a
  /// document where it is YAML, none where it is none of these.
  public let records: [JSONValue]
  /// What cannot be read and was left out: half a line at the end, `NaN`.
  public let leftOut: LeftOut
  /// The numbers of the lines that the records stand on; none where they are not one a line.
  private(set) var lineNumbers: [Int] = []
  /// The place of the first search in the whole file, from 1.
  let firstPlace: Int
  /// The number of the first line in the whole file, from 1.
  let firstLine: Int

  /// The largest file that is imported as a whole, in bytes, decompressed where it is compressed: what it
  /// holds takes some times as much memory.
  public static let largest = 1 << 28

  /// Reads the file at `path`. Throws a `FileError`.
  public init(path: String) throws {
    let name = PipedInput.name(of: path)
    if PipedInput.isOne(path) { try PipedInput.keep(path, upTo: Self.largest) }
    if let size = FileFacts(path)?.size, size > Self.largest {
      throw FileError(file: name, "the file is \(size >> 20) MB; \(Self.limit)")
    }
    do {
      self.init(name: name, bytes: try Self.bytes(ofFile: path))
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(file: name, "the file cannot be read")
    }
  }

  private static let limit =
    "this format is read whole, up to \(largest >> 20) MB"

  /// All of a file, decompressed where it is compressed.
  private static func bytes(ofFile path: String) throws -> Data {
    if !PipedInput.isOne(path) {
      let head = try FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: 4)
      guard head?.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) == true else {
        return try Data(contentsOf: URL(filePath: path))
      }
    }
    var source = try ByteSource.opening(path)
    while try source.readMore() {
      guard source.bytes.count <= largest else {
        throw FileError(
          file: path,
          "decompressed, the file has more than \(largest >> 20) MB; \(limit)")
      }
    }
    return Data(source.bytes)
  }

  /// Records of a file that is not read as a whole, of which the first is at a place.
  init(
    name: String, records: [JSONValue], firstPlace: Int = 1, firstLine: Int = 1,
    leftOut: LeftOut = LeftOut()
  ) {
    self.name = name
    self.records = records
    self.firstPlace = firstPlace
    self.firstLine = firstLine
    self.leftOut = leftOut
    bytes = Data()
  }

  /// Lines of a plain text that is not read as a whole: their first search and their first line.
  init(name: String, text: Data, firstPlace: Int, firstLine: Int) {
    self.name = name
    self.firstPlace = firstPlace
    self.firstLine = firstLine
    bytes = text
    records = []
    leftOut = LeftOut()
  }

  /// A file that is in memory.
  public init(name: String, bytes: Data) {
    let bytes = Self.utf8(bytes)
    self.name = name
    self.bytes = bytes
    (firstPlace, firstLine) = (1, 1)
    if ZipArchive.begins(bytes) {
      (records, leftOut) = Self.samples(in: ZipArchive(bytes))
      return
    }
    // A text can begin as YAML does, with a rule of dashes say.
    if ForeignYAML.resembles(bytes), case let (documents, leftOut) = ForeignYAML.parse(bytes),
      !documents.isEmpty
    {
      records = documents
      self.leftOut = leftOut
      return
    }
    let first = bytes.first { !Self.isSpace($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      (records, leftOut) = ([], LeftOut())
      return
    }
    let firstLine = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let isOneLine = Self.isBlank(bytes.dropFirst(firstLine.count))
    // Lines are told by the first one: to read all of a large file as one value would be in vain.
    let areLines = !isOneLine && ForeignJSON.parse(Data(firstLine)) != nil
    if !areLines, let (value, repairs) = ForeignJSON.parse(bytes) {
      (records, leftOut) = ([value], repairs)
    } else {
      (records, lineNumbers, leftOut) = Self.lines(of: bytes)
    }
  }

  /// A text without the mark that says how it is encoded, in UTF-8 where it was in UTF-16.
  private static func utf8(_ bytes: Data) -> Data {
    if bytes.starts(with: byteOrderMark) { return Data(bytes.dropFirst(byteOrderMark.count)) }
    guard isUTF16(bytes), let text = String(data: bytes, encoding: .utf16) else { return bytes }
    return Data(text.utf8)
  }

  /// What some programs put before a text in UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether a text says that it is in UTF-16.
  static func isUTF16(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// Hands over a file in parts that are read by themselves: JSON Lines record by record, so that no more
  /// than a line is in memory, any other file as a whole. Returns the lines that are not JSON. Throws a
  /// `FileError`.
  static func forEachPart(
    of path: String, _ body: (ForeignFile) throws -> Void
  ) throws -> LeftOut {
    if PipedInput.isOne(path) { try PipedInput.keep(path, upTo: Self.largest) }
    let pieces = try ForeignPieces(path: path, text: nil)
    guard let first = try pieces.next(), !isUTF16(first.bytes),
      let part = pieces.part(first, place: 1), case .object = part.records[0]
    else {
      try body(ForeignFile(path: path))
      return LeftOut()
    }
    try body(part)
    var (place, unreadable) = (1, LeftOut())
    while let piece = try pieces.next() {
      place += 1
      if let part = pieces.part(piece, place: place) {
        try body(part)
      } else {
        unreadable.add(line: piece.line)
      }
    }
    return unreadable
  }

  /// The text of the file; what is not UTF-8 becomes U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The records: the elements where the file is one list, else `records`.
  public var elements: [JSONValue] {
    records.count == 1 && records[0].isList ? records[0].list : records
  }

  /// The elements and their places in the whole file, from 1.
  var numbered: some Sequence<(place: Int, record: JSONValue)> {
    zip(firstPlace..., elements).lazy.map { (place: $0, record: $1) }
  }

  /// Why no search is found in it, where it is of no format that is known.
  var fault: FileError {
    if ZipArchive.begins(bytes) {
      return error(
        "no sample in this archive can be read: it is damaged, or holds more than "
          + "\(Self.largest >> 20) MB")
    }
    let first = bytes.first { !Self.isSpace($0) }
    if records.isEmpty, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      if let line = ForeignJSON.lineOfTooDeepValue(in: bytes) {
        return FileError(
          file: name, line: line,
          "lists and objects are nested more than \(ForeignJSON.deepestRead) deep here: JSON is read to "
            + "that depth")
      }
      return error(
        "this cannot be read as JSON, for it may be cut off; and it is of no other format that is known"
      )
    }
    return error(
      "this is no trace, whose first line has \"format\":\"\(TraceHeader.formatName)\", and of no format "
        + "that is known: see import --list")
  }

  /// An error about this file.
  public func error(_ message: String) -> FileError { FileError(file: name, message) }

  /// An archive of an evaluation log (Inspect): its `samples/*.json`, as if they stood in one log.
  private static func samples(in archive: ZipArchive) -> (records: [JSONValue], leftOut: LeftOut) {
    var samples: [JSONValue] = []
    var leftOut = LeftOut()
    leftOut.add(archive.leftOut, at: "the archive's directory")
    for entry in archive.entries.sorted(by: { $0.name < $1.name })
    where entry.name.hasPrefix("samples/") && entry.name.hasSuffix(".json") {
      if let bytes = archive.contents(of: entry), let (value, repairs) = ForeignJSON.parse(bytes) {
        samples.append(value)
        leftOut.add(repairs.count, at: entry.name)
      } else {
        leftOut.add(at: entry.name)
      }
    }
    return (samples.isEmpty ? [] : [.object(["samples": .list(samples)])], leftOut)
  }

  /// The values of the lines; lines that are not JSON are counted, and a file whose first line is not
  /// JSON has none.
  private static func lines(
    of bytes: Data
  ) -> (records: [JSONValue], numbers: [Int], leftOut: LeftOut) {
    var records: [JSONValue] = []
    var numbers: [Int] = []
    var leftOut = LeftOut()
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in zip(1..., lines) where !isBlank(line) {
      if let (value, repairs) = ForeignJSON.parse(Data(line), line: number) {
        records.append(value)
        numbers.append(number)
        leftOut.add(repairs)
      } else if records.isEmpty {
        return ([], [], LeftOut())
      } else {
        leftOut.add(line: number)
      }
    }
    return (records, numbers, leftOut)
  }

  /// Whether a line says nothing.
  static func isBlank(_ line: some Sequence<UInt8>) -> Bool { line.allSatisfy(isSpace) }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
  }
}
