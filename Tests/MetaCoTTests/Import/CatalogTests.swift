import CZstd
import Foundation
import Testing

@testable import MetaCoT

/// Files with many searches: found one after the other, picked from, read line by line.
struct CatalogTests {
  /// A file of these contents, as long as `body` runs.
  private func withFile<Result>(
    _ contents: String, named name: String = "log.jsonl", _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(contents.utf8).write(to: file)
    return try body(file.path)
  }

  private static let lines = #"""
    {"id":"first","messages":[{"role":"user","content":"What is 1 + 1?"},{"role":"assistant","content":"2"}]}
    {"id":"second","messages":[{"role":"user","content":"What is 1 + 2?"},{"role":"assistant","content":"3"}]}

    {"id":"third","messages":[{"role":"user","content":"Name a colour."},{"role":"assistant","conte
    {"id":"fourth","messages":[{"role":"user","content":"Name a colour."},{"role":"assistant","content":"Red \ud83d"}]}
    {"id":"second","messages":[{"role":"user","content":"Name a pet."},{"role":"assistant","content":"Cat"}]}
    """#

  private func picked(_ pick: String, in path: String) throws -> [String] {
    var ids: [String] = []
    try TraceCatalog(path: path).forEach(picked: pick) { ids.append($0.id) }
    return ids
  }

  @Test func `Searches are lines, and what cannot be read is counted with the one before it`()
    throws
  {
    try withFile(Self.lines) { (path) throws in
      let files = try TraceFile.all(at: path)
      #expect(files.map(\.id) == ["first", "second", "fourth", "5"])
      #expect(files.map(\.leftOut) == [0, 1, 1, 0])
      #expect(files.allSatisfy { $0.format == "chat" })
      for file in files {
        let reader = try file.reader()
        while try reader.next() != nil {}
        #expect(reader.nodeCount == 2)
        #expect(try TraceFile(path: file.path).id == file.id)
      }
    }
  }

  @Test func `A search is picked by id, number or pattern`() throws {
    try withFile(Self.lines) { (path) throws in
      #expect(try picked("fourth", in: path) == ["fourth"])
      #expect(try picked("4", in: path) == ["4"])
      #expect(try picked("what is", in: path) == ["first", "second"])
      #expect(try picked("f.*th$", in: path) == ["fourth"])
      #expect(try TraceCatalog(path: path).path(picked: "2") == path + "#2")
      #expect(
        throws: FileError(file: path, "\"colour|pet\" picks several searches: fourth, 5")
      ) { try TraceCatalog(path: path).path(picked: "colour|pet") }
      #expect(
        throws: FileError(
          file: path, "there is no search \"3\" in this file; there are first, second, fourth, 5")
      ) { try picked("3", in: path) }
      #expect(
        throws: FileError(
          file: path,
          "there is no search \"none\" in this file; there are first, second, fourth, 5")
      ) { try picked("none", in: path) }
    }
  }

  @Test func `A list of searches is picked from as lines are`() throws {
    let line = #"{"text":"a","children":[{"text":"b"}]}"#
    try withFile("[\(line),\(line)]") { (path) throws in
      #expect(try TraceFile(path: path).ids == ["1", "2"])
      #expect(try picked("2", in: path) == ["2"])
      #expect(throws: FileError.self) { try picked("3", in: path) }
    }
    try withFile(line) { (path) throws in
      #expect(try TraceCatalog(path: path).path(picked: "1") == path)
      #expect(try TraceFile(path: path).path == path)
    }
  }

  @Test func `A trace holds one search`() throws {
    let trace =
      #"{"format":"espalier-trace","version":2,"problem":{"kind":"p","text":"t"},"strategy":{"name":"s"},"root":{"state":"r"}}"#
    try withFile(trace + "\n") { (path) throws in
      #expect(try TraceCatalog(path: path).path(picked: "1") == path)
      #expect(throws: FileError.self) { try picked("2", in: path) }
    }
  }

  private static func compressed(_ bytes: [UInt8]) -> Data {
    var room = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress(&room, room.count, bytes, bytes.count, 3)
    return Data(room.prefix(count))
  }

  @Test func `Compressed files of others are read as well`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("lines", Self.lines), ("list", #"[{"id":1},{"id":2,"parent":1}]"#)] {
      let plain = folder.appending(path: name)
      try Data(text.utf8).write(to: plain)
      let compressed = folder.appending(path: name + ".zst")
      try Self.compressed(Array(text.utf8)).write(to: compressed)
      let (a, b) = (try TraceFile.all(at: plain.path), try TraceFile.all(at: compressed.path))
      #expect(a.map(\.id) == b.map(\.id) && !a.isEmpty)
      for (a, b) in zip(a, b) {
        let (left, right) = (try a.reader(), try b.reader())
        #expect(try left.next()?.events == right.next()?.events)
      }
    }
  }

  @Test func `A place in a file is found again, compressed or not`() throws {
    let lines = (0..<20_000).map { #"{"text":"\#($0)","children":[{"text":"b\#($0)"}]}"# }
    try withFile(lines.joined(separator: "\n")) { (path) throws in
      for place in [1, 2, 9_999, 20_000] {
        let file = try TraceFile(path: "\(path)#\(place)")
        #expect(try file.reader().header.root.state == "\(place - 1)")
      }
      #expect(throws: FileError.self) { try TraceFile(path: path + "#20001") }
    }
  }
}
