import Foundation

/// The pieces of a file of which each holds searches of its own: the lines of JSON Lines, or of a plain
/// text the lines that its importer takes together. One piece at a time is in memory.
final class ForeignPieces {
  /// A piece of a file.
  struct Piece {
    /// The place of its first byte, of what is in the file where that is compressed.
    var offset: Int
    /// The number of its first line, from 1.
    var line: Int
    var bytes: Data
  }

  private let lines: ForeignLines
  /// Who says which lines of a plain text belong together; nil of JSON Lines.
  private let text: (any PlainTextImporter.Type)?
  /// The line that begins the next piece, where it has been read.
  private var ahead: Piece?

  /// Opens a file, at a piece that begins `offset` bytes behind its start, with this line. Throws a
  /// `FileError`.
  init(
    path: String, text: (any PlainTextImporter.Type)?, at offset: Int = 0, line: Int = 1
  ) throws {
    self.text = text
    lines = try ForeignLines(path: path, at: offset, line: line)
  }

  /// The next piece; nil at the end.
  func next() throws -> Piece? {
    guard let text else { return try nextLine() }
    guard var piece = try ahead ?? nextLine() else { return nil }
    ahead = nil
    while let line = try nextLine() {
      if text.isWhole(piece.bytes, before: line.bytes) {
        ahead = line
        break
      }
      piece.bytes.append(0x0A)
      piece.bytes.append(line.bytes)
      guard piece.bytes.count <= ForeignLines.longest else {
        throw FileError(
          file: lines.name, line: piece.line,
          "the search that begins here has more than \(ForeignLines.longest >> 20) MB")
      }
    }
    return piece
  }

  /// Passes over some lines. Returns whether there were so many.
  func skipLines(_ count: Int) throws -> Bool { try lines.skip(count) }

  /// A piece as importers read it, its first search being at a place of the whole file; nil where it
  /// should be JSON and is not.
  func part(_ piece: Piece, place: Int) -> ForeignFile? {
    guard text == nil else {
      return ForeignFile(
        name: lines.name, text: piece.bytes, firstPlace: place, firstLine: piece.line)
    }
    return ForeignJSON.parse(piece.bytes, line: piece.line).map { record, repairs in
      ForeignFile(
        name: lines.name, records: [record], firstPlace: place, firstLine: piece.line,
        leftOut: repairs)
    }
  }

  private func nextLine() throws -> Piece? {
    try lines.next().map { Piece(offset: $0.offset, line: lines.number - 1, bytes: $0.line) }
  }
}

/// An importer of plain texts in which searches follow each other: such a file is read search by search,
/// however large it is.
protocol PlainTextImporter: TraceImporter {
  /// Whether the lines of a piece are whole: whether what follows belongs to another search.
  static func isWhole(_ piece: Data, before next: Data) -> Bool
}
