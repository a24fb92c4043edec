import Foundation
import Testing

@testable import MetaCoT

/// A trace that was cut off opens up to its last whole event, and says so.
struct TraceTruncationTests {
  @Test func `A trace can be cut at every byte`() throws {
    let trace = RandomTrace(seed: 11, events: 60, timings: true, metrics: true)
    let bytes = TraceRoundTripTests.lines(of: trace)
    let ends = bytes.indices.filter { bytes[$0] == 0x0A }
    var written: [Range<Int>: [String]] = [:]
    func canonical(_ range: Range<Int>) -> [String] {
      if let known = written[range] { return known }
      written[range] = trace.batch.slice(range).canonical
      return written[range]!
    }
    for cut in 0...bytes.count {
      let part = Array(bytes[..<cut])
      guard cut >= ends[0] else {
        let error = #expect(throws: FileError.self) { try TraceReader(bytes: part, name: "t") }
        #expect(
          error?.message == "the file is cut off in the header"
            || error?.message == "the file is empty; a trace begins with a header")
        continue
      }
      let reader = try TraceReader(bytes: part, name: "t")
      var events = 0
      while let batch = try reader.next(maximum: 13) {
        #expect(batch.canonical == canonical(events..<events + batch.events.count))
        events += batch.events.count
      }
      // A line that lacks only its line end is whole.
      let whole = ends.count { $0 <= cut } - 1
      #expect(events == whole, "cut at \(cut)")
      let isAtLineEnd = cut == ends[whole] || cut == ends[whole] + 1
      #expect(reader.isTruncated == !isAtLineEnd, "cut at \(cut)")
      #expect(
        reader.truncation?.hasPrefix("t:\(whole + 2): the file is cut off here") ?? isAtLineEnd)
      #expect(reader.hasEnded == (whole == trace.batch.events.count))
    }
  }

  @Test func `A compressed trace can be cut at every byte`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "trace.jsonl.zst").path
    let trace = RandomTrace(seed: 12, events: 400)
    let writer = try TraceWriter(path: path, header: trace.header)
    // Flushed in parts: a cut loses no part before it.
    var flushed: [(bytes: Int, events: Int)] = []
    for start in stride(from: 0, to: 400, by: 100) {
      try writer.write(trace.batch.slice(start..<start + 100))
      try writer.flush()
      flushed.append((try Self.bytes(path).count, start + 100))
    }
    try writer.write(trace.batch.slice(400..<401))
    try writer.close()
    let bytes = try Self.bytes(path)
    for cut in 0...bytes.count {
      let promised = flushed.last { $0.bytes <= cut }?.events ?? 0
      guard let reader = try? TraceReader(bytes: Array(bytes[..<cut]), name: "t") else {
        #expect(promised == 0)
        continue
      }
      var events = 0
      while let batch = try reader.next() {
        #expect(
          batch.events.map(\.kind)
            == trace.batch.events[events..<events + batch.events.count].map(\.kind))
        events += batch.events.count
      }
      #expect(events >= promised)
      #expect(reader.hasEnded || reader.isTruncated)
      #expect(cut < bytes.count || !reader.isTruncated)
    }
  }

  @Test func `A trace without an end is whole`() throws {
    let trace = RandomTrace(seed: 3, events: 20, ends: false)
    let reader = try TraceReader(bytes: TraceRoundTripTests.lines(of: trace), name: "t")
    while try reader.next() != nil {}
    #expect(reader.truncation == nil)
    #expect(!reader.hasEnded)
  }

  @Test func `Damaged compression is an error`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "trace.jsonl.zst").path
    let trace = RandomTrace(seed: 4, events: 2000)
    let writer = try TraceWriter(path: path, header: trace.header)
    try writer.write(trace.batch)
    try writer.close()
    var bytes = try Self.bytes(path)
    for index in bytes.count / 2..<bytes.count / 2 + 40 { bytes[index] = ~bytes[index] }
    let error = #expect(throws: FileError.self) {
      let reader = try TraceReader(bytes: bytes, name: "t")
      while try reader.next() != nil {}
    }
    #expect(error?.message.hasPrefix("the zstd data is damaged") == true)
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }
}
