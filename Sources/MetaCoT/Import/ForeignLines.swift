import Foundation

/// The lines of a file that are not blank, one after the other, decompressed where it is compressed:
/// no more than a line is in memory, however large the file is.
final class ForeignLines {
  private var source: ByteSource
  /// Bytes before the next line, of what is in the file where that is compressed.
  private var offset: Int
  /// The number of the next line, from 1; blank ones count.
  private(set) var number: Int

  /// The longest line, in bytes.
  static let longest = 1 << 28

  /// Opens a file, at a line that begins `offset` bytes behind its start and has this number. Throws a
  /// `FileError`.
  init(path: String, at offset: Int = 0, line number: Int = 1) throws {
    var source = try ByteSource.opening(path)
    try source.skip(offset)
    self.source = source
    self.offset = offset
    self.number = number
    let mark = ForeignFile.byteOrderMark
    while offset == 0, self.source.bytes.count < mark.count, try self.source.readMore() {}
    if offset == 0, self.source.bytes.starts(with: mark) {
      self.source.drop(mark.count)
      self.offset = mark.count
    }
  }

  /// The file.
  var name: String { source.name }

  /// The next line that is not blank, and the place of its first byte; nil at the end.
  func next() throws -> (offset: Int, line: Data)? {
    while let length = try length() {
      let line = Data(source.bytes[..<length])
      let start = offset
      pass(length)
      if !ForeignFile.isBlank(line) { return (start, line) }
    }
    return nil
  }

  /// Passes over some lines. Returns whether there were so many.
  func skip(_ count: Int) throws -> Bool {
    var rest = count
    while rest > 0, let length = try length() {
      if !ForeignFile.isBlank(source.bytes[..<length]) { rest -= 1 }
      pass(length)
    }
    return rest == 0
  }

  /// Drops a line and the line feed behind it.
  private func pass(_ length: Int) {
    let count = min(length + 1, source.bytes.count)
    source.drop(count)
    offset += count
    number += 1
  }

  /// The length of the next line, which is then in memory; nil at the end.
  private func length() throws -> Int? {
    var looked = 0
    while true {
      let bytes = source.bytes
      if looked < bytes.count, let base = bytes.baseAddress,
        let end = memchr(base + looked, 0x0A, bytes.count - looked)
      {
        return UnsafeRawPointer(end) - UnsafeRawPointer(base)
      }
      looked = bytes.count
      guard looked < Self.longest else {
        throw FileError(file: source.name, "a line is longer than \(Self.longest >> 20) MB")
      }
      if try !source.readMore() { return looked > 0 ? looked : nil }
    }
  }
}
