import Foundation
import MetaCoT

/// Writes the records of one file of a data set. The file has a temporary name until it is whole.
final class ShardWriter {
  private let path: String
  private let format: DataSettings.Format
  private var descriptor: Int32
  private var bytes = JSONBytes(capacity: ShardWriter.chunk)

  /// How many bytes are gathered before they are handed to the system.
  private static let chunk = 1 << 20

  private var draftPath: String { path + ".new" }

  /// Begins a file. Throws a `FileError`.
  init(path: String, format: DataSettings.Format) throws {
    self.path = path
    self.format = format
    descriptor = open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw failure() }
  }

  /// A file that was not finished is removed.
  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(draftPath)
  }

  /// Appends a record as a line. Throws a `FileError`.
  func write(_ record: DataRecord) throws {
    append("{")
    switch format {
    case .records: break
    case .chat:
      append("\"messages\":[{\"role\":\"user\",\"content\":", record.prompt)
      append("},{\"role\":\"assistant\",\"content\":", record.completion)
      append("}],")
    }
    append("\"kind\":", record.kind)
    append(",\"problem\":", record.problem)
    append(",\"mode\":", record.mode.rawValue)
    append(",\"strategy\":", record.strategy)
    append(record.solved ? ",\"solved\":true" : ",\"solved\":false")
    if format == .records {
      append(",\"prompt\":", record.prompt)
      append(",\"completion\":", record.completion)
    }
    append(",\"backtracks\":", record.backtracks)
    append(",\"steps\":", record.steps)
    append(",\"tokens\":", record.tokens)
    append("}\n")
    if bytes.count >= Self.chunk { try flush() }
  }

  /// Brings the file to its name. Throws a `FileError`.
  func finish() throws {
    try flush()
    guard fsync(descriptor) == 0, rename(draftPath, path) == 0 else { throw failure() }
    close(descriptor)
    descriptor = -1
  }

  private func flush() throws {
    guard RunFolder.writeAll(Data(bytes.bytes), to: descriptor) else { throw failure() }
    bytes.removeAll()
  }

  private func failure() -> FileError {
    FileError(file: path, "the shard cannot be written", writing: String(cString: strerror(errno)))
  }

  private func append(_ text: StaticString) {
    bytes.reserve(text.utf8CodeUnitCount)
    bytes.append(text)
  }

  private func append(_ key: StaticString, _ text: String) {
    append(key)
    bytes.append(string: text)
  }

  private func append(_ key: StaticString, _ number: Int) {
    append(key)
    bytes.reserve(JSONBytes.numberRoom)
    bytes.append(number)
  }
}
