import CZlib
import Foundation

/// The entries of a zip archive, as its central directory lists them. What is damaged is left out and
/// counted; together the entries expand to at most as much as a file may have.
struct ZipArchive {
  /// A file in the archive.
  struct Entry {
    var name: String
    fileprivate var method: Int
    fileprivate var compressedSize: Int
    fileprivate var size: Int
    fileprivate var offset: Int
  }

  /// The files in the archive.
  private(set) var entries: [Entry] = []
  /// Entries that cannot be read.
  private(set) var leftOut = 0
  private let bytes: Data

  /// Whether these bytes begin as an archive does.
  static func begins(_ bytes: Data) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  /// Reads the directory. Complexity: linear in the number of entries.
  init(_ bytes: Data) {
    self.bytes = bytes
    guard let end = Self.endOfDirectory(bytes) else {
      leftOut = 1
      return
    }
    var place = number(at: end + 16, 4)
    var room = ForeignFile.largest
    for _ in 0..<number(at: end + 10, 2) {
      let nameLength = number(at: place + 28, 2)
      guard number(at: place, 4) == 0x0201_4B50, place + 46 + nameLength <= bytes.count else {
        leftOut += 1
        break
      }
      let name = bytes.dropFirst(place + 46).prefix(nameLength)
      let entry = Entry(
        name: String(decoding: name, as: UTF8.self), method: number(at: place + 10, 2),
        compressedSize: number(at: place + 20, 4), size: number(at: place + 24, 4),
        offset: number(at: place + 42, 4))
      place += 46 + nameLength + number(at: place + 30, 2) + number(at: place + 32, 2)
      guard entry.size <= room else {
        leftOut += 1
        continue
      }
      room -= entry.size
      entries.append(entry)
    }
  }

  /// What an entry holds; nil where it is damaged, or compressed in a way that is not known.
  func contents(of entry: Entry) -> Data? {
    guard number(at: entry.offset, 4) == 0x0403_4B50 else { return nil }
    let start =
      entry.offset + 30 + number(at: entry.offset + 26, 2) + number(at: entry.offset + 28, 2)
    guard start + entry.compressedSize <= bytes.count else { return nil }
    let packed = bytes.dropFirst(start).prefix(entry.compressedSize)
    switch entry.method {
    case 0: return Data(packed)
    case 8: return Self.inflate(packed, size: entry.size)
    default: return nil
    }
  }

  private static func inflate(_ packed: Data, size: Int) -> Data? {
    var stream = z_stream()
    // Negative: no header before the data.
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var packed = [UInt8](packed)
    var result = [UInt8](repeating: 0, count: size)
    let isWhole = packed.withUnsafeMutableBufferPointer { input in
      result.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
      }
    }
    return isWhole ? Data(result) : nil
  }

  /// Where the last record of the directory begins: it is followed by at most a comment.
  private static func endOfDirectory(_ bytes: Data) -> Int? {
    let mark = Data([0x50, 0x4B, 0x05, 0x06])
    let from = max(0, bytes.count - 22 - Int(UInt16.max))
    guard bytes.count >= 22,
      let found = bytes.range(of: mark, options: .backwards, in: from..<bytes.count),
      found.lowerBound + 22 <= bytes.count
    else { return nil }
    return found.lowerBound
  }

  /// A number of `count` bytes, the lowest first; 0 beyond the end.
  private func number(at place: Int, _ count: Int) -> Int {
    guard place >= 0, place + count <= bytes.count else { return 0 }
    return (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
  }
}
