import CSimdJSON
import Foundation
import MetaCoT

/// The records of one file of a data set, in memory: their texts lie in one buffer, and become
/// strings when a record is asked for.
///
/// A line is checked as a whole when the file is read: all keys, their types, and `mode`.
final class DataShard: @unchecked Sendable {
  /// How many records there are: one a line.
  let count: Int
  private let parser: OpaquePointer
  private let records: UnsafeBufferPointer<csj_record>
  private let text: UnsafeBufferPointer<UInt8>
  private var modes: [DataRecord.Mode] = []

  /// Reads a file. Throws a `FileError`, with the line if it is about one.
  init(path: String) throws {
    let (bytes, length) = try Self.bytes(of: path)
    defer { bytes.deallocate() }
    parser = csj_create_record_parser()
    let block = csj_parse_records(parser, bytes.baseAddress, length)
    records = UnsafeBufferPointer(start: block.records, count: block.count)
    text = UnsafeBufferPointer(start: block.text, count: block.text_length)
    count = block.count
    var wrong = Self.message(block.status, String(cString: block.word)).map { (count, $0) }
    for place in 0..<count {
      guard let mode = DataRecord.Mode(rawValue: string(CSJ_RECORD_MODE, at: place)) else {
        wrong = (place, "\"mode\" should be \"search\" or \"solve\"")
        break
      }
      modes.append(mode)
    }
    if let (place, message) = wrong {
      throw FileError(file: path, line: place + 1, message)
    }
  }

  deinit { csj_destroy_record_parser(parser) }

  /// The record of a line, from 0.
  subscript(place: Int) -> DataRecord {
    let record = records[place]
    return DataRecord(
      kind: string(CSJ_RECORD_KIND, at: place), problem: string(CSJ_RECORD_PROBLEM, at: place),
      mode: modes[place], strategy: string(CSJ_RECORD_STRATEGY, at: place),
      solved: record.solved != 0, prompt: string(CSJ_RECORD_PROMPT, at: place),
      completion: string(CSJ_RECORD_COMPLETION, at: place), backtracks: Int(record.backtracks),
      steps: Int(record.steps), tokens: Int(record.tokens))
  }

  private func string(_ field: some BinaryInteger, at place: Int) -> String {
    let record = records[place]
    return withUnsafeBytes(of: record.lengths) { raw in
      let lengths = raw.assumingMemoryBound(to: UInt32.self)
      let start = Int(record.text) + lengths[..<Int(field)].reduce(0) { $0 + Int($1) }
      let end = start + Int(lengths[Int(field)])
      return String(decoding: UnsafeBufferPointer(rebasing: text[start..<end]), as: UTF8.self)
    }
  }

  /// The bytes of a file, with the room after them that the parser may look at.
  private static func bytes(
    of path: String
  ) throws -> (buffer: UnsafeMutableBufferPointer<UInt8>, length: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var info = stat()
    guard descriptor >= 0, fstat(descriptor, &info) == 0 else {
      throw FileError(
        file: path, "the shard cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    let length = Int(info.st_size)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: length + Int(CSJ_PADDING))
    buffer.initialize(repeating: 0)
    var count = 0
    while count < length {
      let more = read(descriptor, buffer.baseAddress! + count, length - count)
      if more < 0, errno == EINTR { continue }
      guard more > 0 else {
        buffer.deallocate()
        throw FileError(
          file: path, "the shard cannot be read: \(String(cString: strerror(errno)))")
      }
      count += more
    }
    return (buffer, length)
  }

  private static func message(_ status: csj_record_status, _ word: String) -> String? {
    switch status {
    case CSJ_RECORD_OK: nil
    case CSJ_RECORD_NOT_JSON: "this is not one JSON object: \(word)"
    case CSJ_RECORD_NOT_AN_OBJECT: "this is not a JSON object; a record is one"
    case CSJ_RECORD_MISSING: "\"\(word)\" is missing"
    case CSJ_RECORD_NOT_A_COUNT: "\"\(word)\" should be a whole number from 0"
    case CSJ_RECORD_NOT_TEXT: "\"\(word)\" should be a string"
    case CSJ_RECORD_NOT_A_BOOL: "\"\(word)\" should be true or false"
    default: "\"messages\" should be what a user says and what an assistant says, in this order"
    }
  }
}
