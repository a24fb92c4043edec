import CZstd
import Foundation
import Synchronization

/// Writes a search to a trace file while it runs, on a thread of its own, so that the search does not
/// wait for its record.
///
/// The file is a valid trace at any time: only whole lines are handed to the system, so a
/// process that is killed loses at most what it has not written, and a machine that fails leaves a
/// file that opens up to the last whole event. A path that ends in `.zst` is compressed.
///
/// A file that exists is replaced at once, by a new file that already holds a header; if that
/// fails, it stays as it was. Used from one thread at a time.
public final class TraceWriter: Sendable {
  /// The path, or what the descriptor was called.
  public let name: String
  private let file: TraceFileWriter
  private let queue = DispatchQueue(label: "espalier.trace")
  /// A writer that cannot follow holds the search up, rather than gather batches without bound.
  private let room = DispatchSemaphore(value: 4)

  /// Begins a trace at `path`: `-` is standard output. Throws a `FileError`.
  public init(path: String, header: TraceHeader) throws {
    file = try TraceFileWriter(path: path, header: header)
    name = file.name
  }

  /// Begins a trace at an open file descriptor, which is not closed at the end.
  public init(
    descriptor: Int32, name: String, compressed: Bool = false, header: TraceHeader
  ) throws {
    self.name = name
    file = try TraceFileWriter(
      descriptor: descriptor, name: name, compressed: compressed, header: header)
  }

  deinit { try? close() }

  /// Appends a batch: its lines are handed to the system soon after, those of a compressed trace at
  /// the latest with the first batch after a fifth of a second, and all with the next `flush` or
  /// `close`. Throws a `FileError` once, at the first call after writing failed; from then on the
  /// writer does nothing.
  ///
  /// Complexity: constant; on the writer's thread linear in the text of the batch, about 35 ns an event.
  public func write(_ batch: EventBatch) throws {
    try throwFailure()
    room.wait()
    queue.async { [file, room] in
      defer { room.signal() }
      do {
        try file.write(batch)
      } catch {
        file.failure.withLock { $0 = error }
      }
    }
  }

  /// Hands everything to the system: for when a search pauses.
  public func flush() throws {
    try queue.sync {
      try throwFailure()
      try file.flush()
    }
  }

  /// Ends the file. Throws if what remained could not be written.
  public func close() throws {
    try queue.sync {
      try throwFailure()
      try file.close()
    }
  }

  private func throwFailure() throws {
    if let error = file.failure.withLock({ $0.take() }) { throw error }
  }
}

/// What a `TraceWriter` does on its thread: encodes, compresses, and writes to the file.
private final class TraceFileWriter: @unchecked Sendable {
  let name: String
  /// What went wrong, until it has been thrown.
  let failure = Mutex<(any Error)?>(nil)
  private var descriptor: Int32
  private let closesDescriptor: Bool
  private var encoder: TraceEncoder
  private var compressor: Compressor?

  /// How many bytes of lines are gathered before they are handed to the system.
  private static let chunk = 1 << 18

  init(path: String, header: TraceHeader) throws {
    name = path == "-" ? "standard output" : path
    encoder = TraceEncoder(header: header)
    if path.hasSuffix(".zst") { compressor = Compressor() }
    closesDescriptor = path != "-"
    descriptor = 1
    if path != "-" { try replaceFile(path) }
    try flush()
  }

  init(descriptor: Int32, name: String, compressed: Bool, header: TraceHeader) throws {
    self.name = name
    self.descriptor = descriptor
    closesDescriptor = false
    encoder = TraceEncoder(header: header)
    if compressed { compressor = Compressor() }
    try flush()
  }

  deinit { try? close() }

  func write(_ batch: EventBatch) throws {
    guard descriptor >= 0 else { return }
    var cursor = TraceEncoder.Cursor()
    while encoder.append(batch, from: &cursor, limit: Self.chunk) { try handOver(.asItComes) }
    try handOver(.asItComes)
  }

  func flush() throws {
    guard descriptor >= 0 else { return }
    try handOver(.now)
  }

  func close() throws {
    guard descriptor >= 0 else { return }
    try handOver(.last)
    let open = descriptor
    descriptor = -1
    if closesDescriptor, Foundation.close(open) != 0 { throw systemError() }
  }

  // MARK: Bytes

  private enum Urgency { case asItComes, now, last }

  private func handOver(_ urgency: Urgency) throws {
    if compressor != nil {
      let directive =
        switch urgency {
        case .asItComes: compressor?.isDue() == true ? ZSTD_e_flush : ZSTD_e_continue
        case .now: ZSTD_e_flush
        case .last: ZSTD_e_end
        }
      // The writer's own storage, not the compressor's: so that both can be used at once.
      try compressor?.compress(encoder.output.bytes, directive) { try self.put($0) }
    } else {
      try put(UnsafeRawBufferPointer(encoder.output.bytes))
    }
    encoder.output.removeAll()
  }

  private func put(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest.baseAddress!, rest.count)
      if written > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } else if written == 0 || errno != EINTR {
        let error = systemError()
        encoder.output.removeAll()
        if closesDescriptor { _ = Foundation.close(descriptor) }
        descriptor = -1
        throw error
      }
    }
  }

  private func systemError() -> FileError {
    FileError(
      file: name, "the trace could not be written", writing: String(cString: strerror(errno)))
  }

  /// Opens a new file beside `path`, writes the header to it, and gives it the name.
  private func replaceFile(_ path: String) throws {
    var info = stat()
    if stat(path, &info) == 0, info.st_mode & S_IFMT != S_IFREG {
      // A pipe or a device has no content to lose.
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw systemError() }
      return
    }
    // Where the path is a link, the file that it leads to is replaced, not the link.
    var target = path
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    let draft = "\(target).\(getpid()).new"
    descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw systemError() }
    do {
      try flush()
    } catch {
      unlink(draft)
      throw error
    }
    guard rename(draft, target) == 0 else {
      let error = systemError()
      _ = Foundation.close(descriptor)
      descriptor = -1
      unlink(draft)
      throw error
    }
  }

  /// A zstd stream.
  private struct Compressor {
    private let context: OpaquePointer
    private let room: UnsafeMutableRawBufferPointer
    private let owner: Owner
    private var lastFlush = DispatchTime.now().uptimeNanoseconds

    /// Frees what a struct that is copied could not.
    private final class Owner {
      let context: OpaquePointer
      let room: UnsafeMutableRawBufferPointer
      init(_ context: OpaquePointer, _ room: UnsafeMutableRawBufferPointer) {
        self.context = context
        self.room = room
      }
      deinit {
        ZSTD_freeCStream(context)
        room.deallocate()
      }
    }

    init() {
      context = ZSTD_createCStream()
      room = .allocate(byteCount: ZSTD_CStreamOutSize(), alignment: 16)
      owner = Owner(context, room)
      ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 3)
      ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }

    /// Whether a fifth of a second has passed since the last flush.
    func isDue() -> Bool {
      DispatchTime.now().uptimeNanoseconds - lastFlush > 200_000_000
    }

    mutating func compress(
      _ bytes: UnsafeBufferPointer<UInt8>, _ directive: ZSTD_EndDirective,
      to put: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
      if directive == ZSTD_e_flush { lastFlush = DispatchTime.now().uptimeNanoseconds }
      var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
      while true {
        var output = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        let rest = ZSTD_compressStream2(context, &output, &input, directive)
        if output.pos > 0 { try put(UnsafeRawBufferPointer(rebasing: room[..<output.pos])) }
        if directive == ZSTD_e_continue ? input.pos == input.size : rest == 0 { return }
        // Compressing from memory to memory can fail only for want of memory.
        if ZSTD_isError(rest) != 0 { throw FileError(file: "zstd", "out of memory") }
      }
    }
  }
}
