import Foundation
import Testing

@testable import MetaCoT

/// Files are replaced whole or not at all, and a write that fails is told once.
struct TraceWriterTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private let trace = RandomTrace(seed: 21, events: 100)

  @Test func `An old file is replaced by a valid one`() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "trace.jsonl").path
    let link = folder.appending(path: "link.jsonl").path
    try Data("old".utf8).write(to: URL(filePath: path))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let writer = try TraceWriter(path: link, header: trace.header)
    #expect(try TraceReader(path: path).header == trace.header)
    try writer.write(trace.batch)
    try writer.flush()
    // No close is needed to read it.
    let reader = try TraceReader(path: link)
    while try reader.next() != nil {}
    #expect(reader.hasEnded)
    #expect(reader.truncation == nil)
    try writer.close()
    try writer.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func `A folder that is not there is an error`() {
    let path = folder.appending(path: "trace.jsonl").path
    let error = #expect(throws: FileError.self) {
      try TraceWriter(path: path, header: trace.header)
    }
    #expect(
      error?.description
        == "\(path): the trace could not be written: No such file or directory")
  }

  #if os(Linux)
    @Test func `A full disk is told once`() throws {
      let error = #expect(throws: FileError.self) {
        try TraceWriter(path: "/dev/full", header: trace.header)
      }
      #expect(
        error?.description
          == "/dev/full: the trace could not be written: No space left on device")
      let pipe = Pipe()
      let writer = try TraceWriter(
        descriptor: pipe.fileHandleForWriting.fileDescriptor, name: "pipe", header: trace.header)
      signal(SIGPIPE, SIG_IGN)
      try pipe.fileHandleForReading.close()
      try writer.write(trace.batch)
      let broken = #expect(throws: FileError.self) { try writer.flush() }
      #expect(broken?.description == "pipe: the trace could not be written: Broken pipe")
      try writer.write(trace.batch)
      try writer.close()
    }
  #endif

  @Test func `Equal events give equal bytes`() {
    let again = RandomTrace(seed: 21, events: 100)
    #expect(TraceRoundTripTests.lines(of: trace) == TraceRoundTripTests.lines(of: again))
  }

  @Test func `Lines are short`() {
    var trace = RandomTrace(seed: 1, events: 0, ends: false)
    var record = NodeRecord(parent: 0)
    record.P = 0.3
    record.g = 1
    record.same = 0
    trace.batch.events = [
      Event(.select, 0), Event(.expand, 0, other: 1, count: 1),
      Event(.evaluate, 1, value: 0.31, reason: .deadEnd), Event(.backup, 1, value: 0.31),
      Event(.backtrack, 1, other: 0, reason: .better), Event(.goal, 1, value: 3),
      Event(.modelCall, 0, count: 8, value: 120), Event(.expand, 1, other: 2),
    ]
    trace.batch.append(record, step: "6 × 4 = 24", state: "5 6 24")
    let lines = String(decoding: TraceRoundTripTests.lines(of: trace), as: UTF8.self)
    #expect(
      lines.split(separator: "\n").dropFirst().joined(separator: "\n") == """
        {"e":"select","n":0}
        {"e":"expand","n":0,"id":1,"c":[{"a":"6 × 4 = 24","s":"5 6 24","P":0.3,"g":1,"same":0}]}
        {"e":"evaluate","n":1,"v":0.31,"why":"dead end"}
        {"e":"backup","n":1,"v":0.31}
        {"e":"backtrack","n":1,"to":0,"why":"better"}
        {"e":"goal","n":1,"v":3}
        {"e":"modelCall","n":0,"k":8,"v":120}
        {"e":"expand","n":1,"c":[]}
        """)
  }
}
