import CSimdJSON
import CZstd
import Foundation

/// The bytes of a file that is read front to back, decompressed if its first bytes say so.
///
/// A window of memory: what was read and not yet dropped, with room after it that a parser may
/// look at.
struct ByteSource: ~Copyable {
  let name: String
  private let descriptor: Int32
  private let closesDescriptor: Bool
  private let size: Int
  private var position = 0

  private var memory: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  /// How much to read at once: little at first, so that the first screen comes quickly.
  private var step = 1 << 16

  private var zstd: OpaquePointer?
  private var compressed: [UInt8] = []
  private var compressedStart = 0
  private var isInsideFrame = false
  private var knowsFormat = false

  private static let largestStep = 1 << 20

  init(path: String, name: String) throws {
    self.name = name
    memory = .allocate(byteCount: (1 << 16) + Int(CSJ_PADDING), alignment: 64)
    closesDescriptor = path != "-"
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    var info = stat()
    guard descriptor >= 0, fstat(descriptor, &info) == 0 else {
      size = 0
      let reason = String(cString: strerror(errno))
      throw FileError(file: name, "the trace cannot be opened: \(reason)")
    }
    guard info.st_mode & S_IFMT != S_IFDIR else {
      size = 0
      throw FileError(file: name, "this is a folder; a trace is a file")
    }
    size = info.st_mode & S_IFMT == S_IFREG ? Int(info.st_size) : 0
  }

  /// The bytes of the file at a path, `-` for standard input: those that are in memory, where it can be read but
  /// once and has been looked at.
  static func opening(_ path: String) throws -> ByteSource {
    if let source = try PipedInput.source(path) { return source }
    return try ByteSource(path: path, name: PipedInput.name(of: path))
  }

  init(bytes: [UInt8], name: String) throws {
    self.name = name
    descriptor = -1
    closesDescriptor = false
    size = bytes.count
    memory = .allocate(byteCount: (1 << 16) + Int(CSJ_PADDING), alignment: 64)
    compressed = bytes
  }

  deinit {
    memory.deallocate()
    if let zstd { ZSTD_freeDStream(zstd) }
    if closesDescriptor, descriptor >= 0 { close(descriptor) }
  }

  /// What was read and not yet dropped; `CSJ_PADDING` more bytes can be read after it.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(rebasing: memory[start..<end]).assumingMemoryBound(to: UInt8.self)
  }

  /// Whether the compressed data ends within a frame.
  var isCut: Bool { isInsideFrame || (zstd != nil && compressedStart < compressed.count) }

  /// The share of the file that was read and dropped; nil if its size is not known.
  var progress: Double? {
    let dropped = zstd == nil ? position - (end - start) : position
    return size > 0 ? min(1, Double(dropped) / Double(size)) : nil
  }

  /// Drops bytes from the front.
  mutating func drop(_ count: Int) {
    start += count
    if start == end {
      start = 0
      end = 0
    }
  }

  /// Passes over bytes; where the file is not compressed, without reading them.
  mutating func skip(_ count: Int) throws {
    guard count > 0 else { return }
    var rest = count
    if !knowsFormat, try !readMore() { return }
    if zstd == nil, descriptor >= 0, rest > end - start, size > 0 {
      rest -= end - start
      drop(end - start)
      position += rest
      lseek(descriptor, off_t(rest), SEEK_CUR)
      return
    }
    if zstd == nil, descriptor < 0, start == end {
      compressedStart = min(compressed.count, compressedStart + rest)
      position = compressedStart
      return
    }
    while rest > 0 {
      if start == end, try !readMore() { return }
      let passed = min(rest, end - start)
      drop(passed)
      rest -= passed
    }
  }

  /// The first bytes of a file, decompressed if they say so.
  static func head(ofFile path: String, count: Int) throws -> [UInt8] {
    if PipedInput.isOne(path) { return try PipedInput.head(of: path, count: count) }
    var source = try ByteSource(path: path, name: path)
    while source.bytes.count < count, try source.readMore() {}
    return Array(source.bytes.prefix(count))
  }

  /// Appends some more bytes; false if there are none at the moment.
  mutating func readMore() throws -> Bool {
    if !knowsFormat, try !recognise() { return false }
    makeRoom(step)
    let count = try zstd == nil ? read(into: UnsafeMutableRawBufferPointer(room)) : decompress()
    end += count
    step = min(2 * step, Self.largestStep)
    return count > 0
  }

  private var room: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(
      rebasing: memory[end..<min(memory.count - Int(CSJ_PADDING), end + step)])
  }

  private mutating func makeRoom(_ count: Int) {
    if memory.count - Int(CSJ_PADDING) - end >= count { return }
    let length = end - start
    if memory.count - Int(CSJ_PADDING) - length >= count {
      memmove(memory.baseAddress!, memory.baseAddress! + start, length)
    } else {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(2 * length, length + count) + Int(CSJ_PADDING), alignment: 64)
      memcpy(larger.baseAddress!, memory.baseAddress! + start, length)
      memory.deallocate()
      memory = larger
    }
    start = 0
    end = length
  }

  /// Looks at the first four bytes; false if they are not there yet.
  private mutating func recognise() throws -> Bool {
    var first = [UInt8](repeating: 0, count: 4)
    while descriptor >= 0, compressed.count < 4 {
      let count = try first.withUnsafeMutableBytes {
        try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<(4 - compressed.count)]))
      }
      if count == 0 { break }
      compressed.append(contentsOf: first[..<count])
    }
    if compressed.isEmpty { return false }
    knowsFormat = true
    if compressed.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      zstd = ZSTD_createDStream()
    }
    return true
  }

  /// Reads from the file, or from the bytes that were given or looked at.
  private mutating func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    if knowsFormat, zstd == nil, compressedStart < compressed.count {
      let count = min(room.count, compressed.count - compressedStart)
      room.copyBytes(from: compressed[compressedStart..<compressedStart + count])
      compressedStart += count
      if descriptor < 0 { position += count }
      return count
    }
    guard descriptor >= 0 else { return 0 }
    while true {
      let count = Foundation.read(descriptor, room.baseAddress!, room.count)
      if count >= 0 {
        position += count
        return count
      }
      if errno != EINTR {
        throw FileError(
          file: name, "the trace cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }

  private mutating func decompress() throws -> Int {
    let room = room
    while true {
      if compressedStart == compressed.count, descriptor >= 0 {
        compressed.removeAll(keepingCapacity: true)
        compressedStart = 0
        let wanted = min(step, 1 << 17)
        compressed = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
          count = try read(into: UnsafeMutableRawBufferPointer(buffer))
        }
      }
      var output = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
      let available = compressed.count
      let (status, consumed) = compressed.withUnsafeBytes { bytes in
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: compressedStart)
        let status = ZSTD_decompressStream(zstd, &output, &input)
        return (status, input.pos)
      }
      if ZSTD_isError(status) != 0 {
        throw FileError(
          file: name, "the zstd data is damaged: \(String(cString: ZSTD_getErrorName(status)))")
      }
      let progressed = consumed > compressedStart
      compressedStart = consumed
      if descriptor < 0 { position = consumed }
      if progressed || output.pos > 0 { isInsideFrame = status != 0 }
      if output.pos > 0 { return output.pos }
      if available == 0 || (!progressed && compressedStart == compressed.count) { return 0 }
    }
  }
}
