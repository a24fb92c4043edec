import CZstd
import Foundation
import Testing

@testable import MetaCoT

/// Files with many searches: found one after the other, picked from, read line by line.
struct CatalogTests {
  /// A file of these contents, as long as `body` runs.
  @discardableResult
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
      #expect(files.map(\.leftOut.count) == [0, 1, 1, 0])
      #expect(files.allSatisfy { $0.format == "chat" })
      for file in files {
        let reader = try file.reader()
        while try reader.next() != nil {}
        #expect(reader.nodeCount == 2)
        #expect(try TraceFile(path: file.path).id == file.id)
      }
    }
  }

  @Test func `Far down, a line with several searches gives its first, and the rest are counted`()
    throws
  {
    let text = (1...40).map { line in
      let row = #"{"prompt":"p","reasoning_content":"text \#(line)"}"#
      return line == 36 ? "[\(row),\(row)]" : row
    }
    try withFile(text.joined(separator: "\n")) { (path) throws in
      let leftOut = try TraceFile.all(at: path).map(\.leftOut)
      #expect(leftOut.count == 40 && leftOut.allSatisfy { $0.count == 0 || $0 == leftOut[35] })
      #expect(leftOut[35].remark == "skipped 1 search beyond the first of a line: line 36")
    }
  }

  @Test func `A trace of ours is read from a pipe while it comes`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "pipe").path
    try #require(mkfifo(path, 0o600) == 0)
    // Open for both, so that nobody waits for the other end.
    let descriptor = open(path, O_RDWR)
    let end = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let header = TraceHeader(
      problem: .init(kind: "text", text: "Why?"), strategy: .init("by-hand"), model: nil,
      root: .init(state: ""))
    try end.write(contentsOf: ImportedTrace(header: header, events: EventBatch()).bytes)
    try end.write(contentsOf: Data(#"{"e":"select","n":0}\#n"#.utf8))
    // Twice, as a list of searches and its screen do.
    #expect(try TraceCatalog(path: path).format == nil)
    let reader = try TraceFile(path: path).reader()
    #expect(reader.header.problem.text == "Why?")
    #expect(try reader.next(maximum: 1)?.events.count == 1)
  }

  @Test func `Lines without a search are counted with their places`() throws {
    let search =
      #"{"messages":[{"role":"user","content":"Go."},{"role":"assistant","content":"1"}]}"#
    let empty = #"{"messages":[]}"#
    // Line by line.
    try withFile([search, empty, "", search, empty, "{"].joined(separator: "\n")) { (path) throws in
      let leftOut = try TraceFile.all(at: path).map(\.leftOut)
      #expect(leftOut.map(\.withoutSearch) == [1, 1])
      #expect(leftOut[0].remark == "skipped 1 line or sample without a search: line 2")
      #expect(
        leftOut[1].remark
          == "skipped 1 unreadable line or figure and 1 line or sample without a search: line 5, line 6"
      )
    }
    // As a whole, for one of the first lines has several searches; and as a list.
    let several = #"{"prompt":"p","generations":["<think>a</think>","<think>b</think>"]}"#
    let lines = [several, #"{"note":1}"#, "", #"{"prompt":"p"}"#, several]
    for (text, places) in [
      (lines.joined(separator: "\n"), "line 2, line 4"),
      ("[" + lines.filter { !$0.isEmpty }.joined(separator: ",") + "]", "record 2, record 3"),
    ] {
      try withFile(text) { (path) throws in
        let leftOut = try TraceFile.all(at: path).map(\.leftOut)
        #expect(leftOut.count == 4)
        #expect(
          leftOut[0].remark == "skipped 2 lines or samples without a search: \(places)")
        var texts = 0
        let ofTexts = try ReasoningText.forEach(in: path) { _, _ in texts += 1 }
        #expect(texts == 4)
        #expect(ofTexts.withoutSearch == (places.hasPrefix("line") ? 2 : 0))
      }
    }
  }

  @Test func `A sample with too many messages is counted`() throws {
    let message = #"{"role":"user","content":"\#(String(repeating: "a", count: 1 << 20))"}"#
    let references = repeatElement("[0,1]", count: 70).joined(separator: ",")
    let text = """
      {"samples":[
        {"id":"a","epoch":1,"messages":[{"role":"user","content":"Go."},{"role":"assistant","content":"1"}]},
        {"id":"b","epoch":2,"message_pool":[\(message)],"events":[{"event":"model","input_refs":[\(references)]}]},
        {"id":"c","messages":[]}
      ]}
      """
    try withFile(text, named: "log.json") { (path) throws in
      let files = try TraceFile.all(at: path)
      #expect(files.map(\.id) == ["a-epoch-1"])
      #expect(
        files[0].leftOut.remark
          == "skipped 2 lines or samples without a search: sample b-epoch-2, whose messages are more than "
          + "64 MB, sample c")
    }
  }

  @Test func `No two searches of a file have the same id`() throws {
    func call(_ id: String, _ answer: String) -> String {
      #"{\#(id)"messages":[{"role":"user","content":"Go."},{"role":"assistant","content":"\#(answer)"}]}"#
    }
    let named = [#""id":"2","#, "", #""id":"a","#, #""id":"a","#, #""id":"2-2","#, #""id":"1","#]
    let text =
      "[" + named.enumerated().map { call($1, "answer \($0)") }.joined(separator: ",") + "]"
    try withFile(text, named: "log.json") { (path) throws in
      let files = try TraceFile.all(at: path)
      #expect(files.map(\.id) == ["2", "2-3", "3", "4", "2-2", "1"])
      for (place, file) in files.enumerated() {
        let reader = try TraceFile(path: file.path).reader()
        let batch = try #require(try reader.next())
        #expect(String(decoding: batch.text, as: UTF8.self).contains("answer \(place)"))
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

  // MARK: Plain text

  private func steps(of path: String) throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    try TraceCatalog(path: path).forEach { file in
      let again = try TraceFile(path: file.path).reader()
      var tree = SearchTree(header: again.header)
      while let batch = try again.next() { tree.append(batch) }
      found[file.id] = (1..<NodeID(tree.nodeCount)).map { tree.step($0) }
    }
    return found
  }

  @Test func `Trees of Newick are read one after the other`() throws {
    let text = "(a,b);(c,d);\n\n(e,\n f);\n('g;\n',[h;\n]i);\n"
    try withFile(text, named: "trees.nwk") { (path) throws in
      #expect(try TraceCatalog(path: path).format == "newick")
      #expect(
        try steps(of: path) == [
          "1": ["a", "b"], "2": ["c", "d"], "3": ["e", "f"], "4": ["g;\n", "i"],
        ])
      #expect(try picked("3", in: path) == ["3"])
    }
    // An apostrophe in a name is no quotation mark, and two in a quoted one are one.
    let quoted = "(O'Brien,'it''s; (x)');\n(c,d);\n"
    try withFile(quoted, named: "quoted.nwk") { (path) throws in
      #expect(try steps(of: path) == ["1": ["O'Brien", "it's; (x)"], "2": ["c", "d"]])
    }
    // The beginning tells the format; what is wrong far behind it is named by its line.
    let wrong = String(repeating: "(a,b);\n", count: 1000) + "\n(e:x,f);\n(g,h);\n"
    try withFile(wrong, named: "bad.nwk") { (path) throws in
      let catalog = try TraceCatalog(path: path)
      #expect(try catalog.next()?.id == "1")
      #expect(
        throws: FileError(file: path, line: 1002, "the length \"x\" is not a number")
      ) { while try catalog.next() != nil {} }
    }
  }

  @Test func `Positions of Leela are read one after the other`() throws {
    func line(_ move: String) -> String {
      "info string \(move)  (322 ) N:       8 (+ 0) (P: 10.50%) (WL: -0.1) (D: 0.2) (Q: 0.05) (V: 0.1)"
    }
    let text = [
      "info depth 1", line("e2e4"), line("d2d4"), line("node"), "bestmove e2e4", "", line("c7c5"),
      "bestmove c7c5", "info depth 2",
    ].joined(separator: "\n")
    try withFile(text, named: "lc0.txt") { (path) throws in
      #expect(try TraceCatalog(path: path).format == "lc0")
      #expect(try steps(of: path) == ["1": ["e2e4", "d2d4"], "2": ["c7c5"]])
    }
  }

  @Test func `Streams of tokens are read line by line`() throws {
    let line =
      "bos start 0 2 goal 1 2 create 0 2 c0 c1 close 0 2 c0 c1 create 1 2 c1 c0 plan 0 2 plan 1 2 eos"
    try withFile("\(line)\nnone\n\n\(line)\n", named: "tokens.txt") { (path) throws in
      #expect(try TraceCatalog(path: path).format == "searchformer-tokens")
      #expect(try steps(of: path) == ["1": ["to 1 2"], "3": ["to 1 2"]])
    }
  }

  // MARK: Encodings

  @Test func `Files in UTF-16 and with a mark before them are read`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let texts = [
      ("chat", Self.lines), ("linked-json", #"[{"id":1,"text":"Ċ"},{"id":2,"parent":1}]"#),
      ("csv", "node,parent\r\n1,\r\n2,1\r\n"), ("newick", "(a,b);\n(Ċ,d);\n"),
      ("dot", "digraph { a -> b }"), ("posthoc", "version: 1\nevents:\n- {type: source, id: 1}\n"),
    ]
    for (format, text) in texts {
      let plain = folder.appending(path: format)
      try Data(text.utf8).write(to: plain)
      let known = try steps(of: plain.path)
      let marked = folder.appending(path: format + "-bom")
      try (Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)).write(to: marked)
      let wide = folder.appending(path: format + "-utf16")
      try #require(text.data(using: .utf16)).write(to: wide)
      for path in [plain.path, marked.path, wide.path] {
        #expect(try TraceCatalog(path: path).format == format, "\(path)")
        #expect(
          try steps(of: path).values.sorted { "\($0)" < "\($1)" }
            == known.values.sorted { "\($0)" < "\($1)" }, "\(path)")
      }
    }
  }

  @Test func `What a file is that is not known is said`() throws {
    try withFile(#"{"a":1}"#) { (path) throws in
      #expect(
        throws: FileError(
          file: path,
          "this is no trace, whose first line has \"format\":\"espalier-trace\", and of no format that is known: see import --list"
        )
      ) { try TraceFile(path: path) }
    }
    try withFile("{\"a\":[1,2") { (path) throws in
      #expect(
        throws: FileError(
          file: path,
          "this cannot be read as JSON, for it may be cut off; and it is of no other format that is known"
        )
      ) { try TraceFile(path: path) }
    }
    let (open, close) = (String(repeating: "[", count: 512), String(repeating: "]", count: 512))
    for (text, line) in [("[\"[\\\"[\",\n\(open)\(close)]", 2), ("{\"a\":\n[\n\(open)", 3)] {
      try withFile(text) { (path) throws in
        #expect(
          throws: FileError(
            file: path, line: line,
            "lists and objects are nested more than 512 deep here: JSON is read to that depth")
        ) { try TraceFile(path: path) }
      }
    }
    try withFile("[\(open.dropFirst())1\(close)") { (path) throws in
      #expect(try ForeignFile(path: path).records.count == 1)
    }
    try withFile("PK\u{3}\u{4}") { (path) throws in
      #expect(
        throws: FileError(
          file: path,
          "no sample in this archive can be read: it is damaged, or holds more than 256 MB")
      ) { try TraceFile(path: path) }
    }
    try withFile("PAR1") { (path) throws in
      #expect(
        throws: FileError(file: path, "this is a Parquet file: write its rows as JSON Lines")
      ) { try TraceFile(path: path).reader() }
    }
  }
}
