import Testing

@testable import MetaCoT

/// `NaN` and the like are read as what would be right, and told; nothing that follows is lost.
struct TraceMendingTests {
  private static let lines = [
    #"{"e":"evaluate","n":0,"v":NaN}"#,
    #"{"e":"expand","n":0,"c":[{"a":"cut \ud83d","g":-Infinity,"P":1e400},{"a":"NaN \ud83d\ude00"}]}"#,
    #"{"e":"note","n":2,"text":"latin1 \udcb2 \"byte\""}"#,
    #"{"e":"select","n":2}"#,
    #"{"e":"end","solved":true,"cost":NaN,"stopped":"Infinity"}"#,
  ]

  private func reader(_ lines: [String], header: String = "") throws -> TraceReader {
    try TraceLineFixtures.reader(lines, header: header)
  }

  @Test(arguments: [1, 2, 16384])
  func `What follows is kept`(maximum: Int) throws {
    let reader = try reader(Self.lines)
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next(maximum: maximum) { tree.append(batch) }
    #expect(tree.events.map(\.kind) == [.evaluate, .expand, .note, .select, .end])
    #expect(tree.V(0) == nil)
    #expect(tree.step(1) == "cut \u{FFFD}" && tree.step(2) == "NaN 😀")
    #expect(tree.value(.g, of: 1) == -.infinity && tree.value(.P, of: 1) == .infinity)
    #expect(tree.notes == ["latin1 \u{FFFD} \"byte\""])
    #expect(tree.outcome?.solved == true && tree.outcome?.cost == nil)
    #expect(tree.outcome?.stopped == "Infinity")
    #expect(reader.hasEnded && !reader.isTruncated && reader.lineCount == 6)
    #expect(
      reader.mendedLines.map(\.description) == [
        "t:2: NaN is not a JSON number: write null",
        #"t:3: \ud83d is half a surrogate pair: write the whole character, or \ufffd"#,
        #"t:4: \udcb2 is half a surrogate pair: write the whole character, or \ufffd"#,
        "t:6: NaN is not a JSON number: write null",
      ])
    #expect(
      reader.mending == "t:2: NaN is not a JSON number: write null; the line was read so, "
        + "and 3 more like it were")
  }

  @Test func `The header is mended too`() throws {
    let reader = try reader([#"{"e":"select","n":0}"#], header: #","seed":NaN"#)
    while try reader.next() != nil {}
    #expect(reader.header.seed == nil || reader.header.seed == .null)
    #expect(reader.mending == "t:1: NaN is not a JSON number: write null; the line was read so")
  }

  @Test(arguments: [
    (#"{"e":"evaluate","n":7,"v":NaN}"#, "t:2: NaN is not a JSON number: write null"),
    (#"{"e":"evaluate","n":0,"v":NaN,}"#, "t:2: NaN is not a JSON number: write null"),
    (
      #"{"e":"evaluate","n":0,"v":12\#(String(repeating: "3", count: 400))4}x"#,
      "t:2: 12\(String(repeating: "3", count: 58))… is out of range: the greatest number is 1.8e308"
    ),
  ])
  func aLineThatIsWrongBesidesIsAnError(line: String, message: String) throws {
    let reader = try reader([line, Self.lines[3]])
    let error = #expect(throws: FileError.self) { try reader.next() }
    #expect(error?.description == message)
    #expect(reader.eventCount == 0)
  }

  @Test func `A line that is cut is cut`() throws {
    for tail in [#"{"e":"evaluate","n":0,"v":NaN"#, #"{"e":"evaluate","n":0,"v":Na"#] {
      let lines = [#"{"e":"select","n":0}"#, tail]
      let text = TraceLineFixtures.header() + "\n" + lines.joined(separator: "\n")
      let reader = try TraceReader(bytes: Array(text.utf8), name: "t")
      while try reader.next() != nil {}
      #expect(reader.truncation == "t:3: the file is cut off here; the event before it is whole")
    }
  }

  @Test func `Many are counted, and a hundred are named`() throws {
    let reader = try reader(Array(repeating: Self.lines[0], count: 250))
    while try reader.next() != nil {}
    #expect(reader.eventCount == 250 && reader.mendedLineCount == 250)
    #expect(reader.mendedLines.count == 100 && reader.mendedLines.last?.line == 101)
  }

  @Test func `A byte order mark is passed over`() throws {
    let text = "\u{FEFF}" + TraceLineFixtures.header() + "\r\n\r\n{\"e\":\"select\",\"n\":0}\r\n"
    let reader = try TraceReader(bytes: Array(text.utf8), name: "t")
    #expect(try reader.next()?.events.count == 1)
    #expect(reader.header.problem.text == "t" && reader.lineCount == 3)
  }

  @Test func `Other files are told by their first bytes`() {
    for (bytes, sentence) in [
      ([0x1F, 0x8B, 8, 0] as [UInt8], "this is compressed with gzip: unpack it first"),
      ([0xFF, 0xFE, 0x7B, 0], "this is UTF-16: write it in UTF-8"),
      ([0x50, 0x4B, 3, 4], "this is a zip archive: unpack it first"),
    ] {
      #expect(throws: FileError(file: "t", sentence)) { try TraceReader(bytes: bytes, name: "t") }
    }
  }
}
