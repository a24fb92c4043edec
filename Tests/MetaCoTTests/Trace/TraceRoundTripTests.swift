import Foundation
import Testing

@testable import MetaCoT

/// What the writer wrote, the reader reads.
struct TraceRoundTripTests {
  @Test(arguments: 0..<40)
  func `Every event comes back`(seed: Int) throws {
    let trace = RandomTrace(
      seed: UInt64(seed), events: 300, timings: seed % 3 == 0, metrics: seed % 2 == 0)
    let reader = try TraceReader(bytes: Self.lines(of: trace), name: "trace")
    #expect(reader.header == trace.header)
    var read = 0
    while let batch = try reader.next(maximum: 7) {
      let part = trace.batch.slice(read..<read + batch.events.count)
      #expect(batch.canonical == part.canonical)
      read += batch.events.count
    }
    #expect(read == trace.batch.events.count)
    #expect(reader.hasEnded)
    #expect(reader.truncation == nil)
  }

  @Test func `Every float comes back`() throws {
    var random = SeededRandom(seed: 1)
    var batch = EventBatch()
    for _ in 0..<20000 {
      batch.events.append(
        Event(.evaluate, 0, value: Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))))
    }
    for step in -20000...20000 {
      batch.events.append(Event(.backup, 0, value: Float(step) / 10000))
    }
    var trace = RandomTrace(seed: 1, events: 0)
    trace.batch = batch
    let reader = try TraceReader(bytes: Self.lines(of: trace), name: "trace")
    var values: [Float] = []
    while let batch = try reader.next() {
      values += batch.events.map { $0.value.isNaN ? 0 : $0.value }
    }
    let same = zip(values, batch.events).allSatisfy { value, event in
      value.bitPattern == (event.value.isNaN ? 0 : event.value.bitPattern)
    }
    #expect(same && values.count == batch.events.count)
  }

  @Test func `Figures are short`() {
    let cases: [(Float, String)] = [
      (0, "0"), (1, "1"), (-3, "-3"), (0.5, "0.5"), (0.0001, "0.0001"), (-0.25, "-0.25"),
      (12.3456, "12.3456"), (-0.0, "-0.0"), (.nan, "null"), (.infinity, "\"inf\""),
      (1e20, "1e+20"), (100, "100"), (65536.5, "65536.5"),
    ]
    for (value, text) in cases {
      var bytes = JSONBytes()
      bytes.append(value)
      #expect(String(decoding: bytes.bytes, as: UTF8.self) == text)
    }
  }

  @Test func `Whole numbers are decimal`() {
    for number in [
      0, 9, 10, 99, 100, 101, 999, 1000, 12345, 99_999_999, 100_000_000, 100_000_001, -1, -100,
      Int.max, Int.min,
    ] {
      var bytes = JSONBytes()
      bytes.append(number)
      #expect(String(decoding: bytes.bytes, as: UTF8.self) == "\(number)")
      #expect(String(writing: { $0.append(decimal: number) }) == "\(number)")
    }
  }

  @Test func `Text that is not UTF-8 is mended`() throws {
    var bytes = JSONBytes()
    let broken: [UInt8] = [0x61, 0xC3, 0x22, 0xE2, 0x82, 0xFF, 0xF0, 0x9F, 0x8C, 0x82, 0xED, 0xA0]
    broken.withUnsafeBufferPointer { bytes.append(string: $0) }
    #expect(String(validating: bytes.bytes, as: UTF8.self) != nil)
  }

  @Test func `Traces in files read and are followed`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for suffix in ["jsonl", "jsonl.zst"] {
      let path = folder.appending(path: "trace.\(suffix)").path
      let trace = RandomTrace(seed: 5, events: 2000)
      let writer = try TraceWriter(path: path, header: trace.header)
      let reader = try TraceReader(path: path)
      #expect(try reader.next() == nil)
      var read: [Event] = []
      let half = trace.batch.slice(0..<1000)
      try writer.write(half)
      try writer.flush()
      while let batch = try reader.next() { read += batch.events }
      #expect(read == half.events)
      #expect(!reader.hasEnded)
      try writer.write(trace.batch.slice(1000..<2001))
      try writer.close()
      while let batch = try reader.next() { read += batch.events }
      #expect(read.count == 2001)
      #expect(reader.hasEnded)
      #expect(reader.truncation == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
      try FileManager.default.removeItem(atPath: path)
    }
  }

  static func lines(of trace: RandomTrace) -> [UInt8] {
    var encoder = TraceEncoder(header: trace.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(trace.batch, from: &cursor)
    return Array(encoder.output.bytes)
  }
}
