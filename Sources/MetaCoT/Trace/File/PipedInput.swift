import Foundation
import Synchronization

/// Inputs that can be read but once: standard input, pipes such as those of `<(…)`, `/dev/stdin`.
///
/// What is in one is told by its beginning. A trace of ours is then read on while it comes; a file of another
/// program is kept in memory, from which it can be opened as often as a file.
enum PipedInput {
  /// A source until somebody reads it. Its lock guards it.
  private final class Waiting: @unchecked Sendable {
    private let lock = Mutex(())
    private var source: ByteSource?

    init(_ source: consuming ByteSource) { self.source = consume source }

    /// Reads until a test of what has come is satisfied, or no more comes.
    func read(until isEnough: (UnsafeBufferPointer<UInt8>) -> Bool) throws -> [UInt8] {
      try lock.withLock { _ in
        while let bytes = source?.bytes, !isEnough(bytes), try source?.readMore() == true {}
        return (source?.bytes).map { Array($0) } ?? []
      }
    }

    func take() -> ByteSource? { lock.withLock { _ in source.take() } }
  }

  private enum Content {
    case waiting(Waiting)
    case kept([UInt8])
  }

  private static let contents = Mutex<[String: Content]>([:])

  /// Whether a path names an input of this kind.
  static func isOne(_ path: String) -> Bool {
    path == "-" || FileFacts(path)?.isStream == true
  }

  /// What an input, or a search in one, is called in messages.
  static func name(of path: String) -> String {
    path == "-" || path.hasPrefix("-#") ? TraceReader.standardInput + path.dropFirst() : path
  }

  /// How an input begins, decompressed where it is compressed: its first line, or some bytes of it. What is read
  /// here is not lost to the reader.
  static func head(of path: String, count: Int) throws -> [UInt8] {
    if let kept = kept(path) { return Array(kept.prefix(count)) }
    let head = try waiting(path).read { bytes in
      bytes.count >= count || bytes.drop { $0 <= 0x20 }.contains(0x0A)
    }
    return Array(head.prefix(count))
  }

  /// Reads all of an input into memory, which may be as large as this. Throws a `FileError`.
  static func keep(_ path: String, upTo largest: Int) throws {
    guard kept(path) == nil else { return }
    let bytes = try waiting(path).read { $0.count > largest }
    guard bytes.count <= largest else {
      throw FileError(
        file: name(of: path),
        "from a pipe, a file of another program is read whole, up to \(largest >> 20) MB: "
          + "write it to a file, and open that")
    }
    contents.withLock { $0[path] = .kept(bytes) }
  }

  /// The input, to be read from its beginning: nil where it is in no memory, and the path has to be opened.
  static func source(_ path: String) throws -> ByteSource? {
    let found = contents.withLock { contents -> Content? in
      if case .waiting = contents[path] { return contents.removeValue(forKey: path) }
      return contents[path]
    }
    switch found {
    case .kept(let bytes): return try ByteSource(bytes: bytes, name: name(of: path))
    case .waiting(let waiting): return waiting.take()
    case nil: return nil
    }
  }

  private static func kept(_ path: String) -> [UInt8]? {
    contents.withLock {
      guard case .kept(let bytes) = $0[path] else { return nil }
      return bytes
    }
  }

  private static func waiting(_ path: String) throws -> Waiting {
    if case .waiting(let waiting) = contents.withLock({ $0[path] }) { return waiting }
    let waiting = Waiting(try ByteSource(path: path, name: name(of: path)))
    contents.withLock { $0[path] = .waiting(waiting) }
    return waiting
  }
}
