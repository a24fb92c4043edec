import Testing

@testable import MetaCoT

/// Every fault of a line is told in one sentence, with the file and the line.
struct TraceErrorTests {
  static let header = """
    {"format":"espalier-trace","version":1,"problem":{"kind":"k","text":"t"},\
    "strategy":{"name":"s"},"model":{"name":"m"},"root":{"state":"0"},\
    "metrics":[{"key":"reward","name":"Reward"}]}
    """

  @Test(arguments: [
    (#"{"e":"select","n":1}"#, #""n" is 1, but there is only node 0, the root"#),
    (
      #"{"e":"expand","n":0,"c":[{}]}!{"e":"select","n":2}"#,
      #""n" is 2, but there are only nodes 0 to 1 here"#
    ),
    (#"{"e":"select","n":-1}"#, #""n" is -1, but there is only node 0, the root"#),
    (#"{"e":"select","n":1.5}"#, #""n" should be a whole number"#),
    (#"{"e":"select","n":"0"}"#, #""n" should be a whole number"#),
    (
      #"{"e":"select","n":99999999999}"#, #""n" is 99999999999, but there is only node 0, the root"#
    ),
    (#"{"e":"select"}"#, #""n" is missing"#),
    (#"{"n":0}"#, #""e" is missing"#),
    (#"{"e":1}"#, #""e" should be a string"#),
    (#"{"e":"evaluate","n":0}"#, #""v" is missing"#),
    (#"{"e":"evaluate","n":0,"v":"high"}"#, #""v" should be a number, null, "inf" or "-inf""#),
    (#"{"e":"evaluate","n":0,"v":[1]}"#, #""v" should be a number, null, "inf" or "-inf""#),
    (#"{"e":"backtrack","n":0}"#, #""to" is missing"#),
    (#"{"e":"backtrack","n":0,"to":-1}"#, #""to" is -1, but there is only node 0, the root"#),
    (#"{"e":"backtrack","n":0,"to":4}"#, #""to" is 4, but there is only node 0, the root"#),
    (#"{"e":"prune","n":0,"why":3}"#, #""why" should be a string"#),
    (#"{"e":"expand","n":0}"#, #""c" is missing"#),
    (#"{"e":"expand","n":0,"c":{}}"#, #""c" should be an array of objects, one a child"#),
    (
      #"{"e":"expand","n":0,"c":[1]}"#,
      #"a child in "c" should be an object such as {"a":"6 × 4 = 24","s":"5 24"}"#
    ),
    (#"{"e":"expand","n":0,"c":[{"a":1}]}"#, #""a" should be a string"#),
    (#"{"e":"expand","n":0,"c":[{"P":"x"}]}"#, #""P" should be a number, null, "inf" or "-inf""#),
    (
      #"{"e":"expand","n":0,"c":[{"same":1}]}"#, #""same" is 1, but there is only node 0, the root"#
    ),
    (
      #"{"e":"expand","n":0,"id":3,"c":[{}]}"#,
      #""id" is 3, but the next new node is 1: nodes are numbered in the order of creation"#
    ),
    (#"{"e":"modelCall","k":-1}"#, #""k" should be a whole number"#),
    (#"{"e":"modelCall","k":1,"prompt":1.5}"#, #""prompt" should be a whole number"#),
    (
      #"{"e":"modelCall","k":1,"money":"much"}"#,
      #""money" should be a number, null, "inf" or "-inf""#
    ),
    (#"{"e":"modelCall","k":1,"what":1}"#, #""what" should be a string"#),
    (#"{"e":"select","n":0,"k":70000}"#, #""k" is 70000, more than 65535"#),
    (#"{"e":"link","n":0}"#, #""to" is missing"#),
    (#"{"e":"link","n":0,"to":1}"#, #""to" is 1, but there is only node 0, the root"#),
    (#"{"e":"failed","n":0}"#, #""text" is missing"#),
    (#"{"e":"text","n":0,"text":1}"#, #""text" should be a string"#),
    (#"{"e":"steer","n":0}"#, #""why" is missing"#),
    (#"{"e":"note","n":0}"#, #""text" is missing"#),
    (#"{"e":"select","n":0,"m":3}"#, #""m" should be an object such as {"reward":0.5}"#),
    (
      #"{"e":"select","n":0,"m":{"reward":true}}"#,
      #""reward" should be a number, null, "inf" or "-inf""#
    ),
    (#"{"e":"end"}"#, #""solved" is missing"#),
    (#"{"e":"end","solved":1}"#, #""solved" should be true or false"#),
    (#"{"e":"end","solved":true,"goal":7}"#, #""goal" is 7, but there is only node 0, the root"#),
    (#"{"e":"end","solved":true,"steps":[1]}"#, #""steps.0" should be a string"#),
    (
      #"{"e":"end","solved":true}!{"e":"select","n":0}"#,
      #"an event after the end; "end" should be the last line"#
    ),
    (#"[1]"#, #"this is not a JSON object; an event is {"e":"select","n":0}"#),
    ("{\"e\":\"select\",\"n\":0", "this is not one JSON object: "),
    (#"{"e":"select","n":0} {"e":"select","n":0}"#, "this is not one JSON object: "),
    (#"{'e':'select'}"#, "this is not one JSON object: "),
  ])
  func `A wrong line is named`(lines: String, message: String) throws {
    let body = lines.split(separator: "!").joined(separator: "\n")
    let line = 2 + lines.count { $0 == "!" }
    let reader = try TraceReader(bytes: Array("\(Self.header)\n\(body)\n".utf8), name: "t.jsonl")
    let error = #expect(throws: FileError.self) { while try reader.next() != nil {} }
    #expect(error?.line == line)
    #expect(error?.file == "t.jsonl")
    if message.hasSuffix(": ") {
      #expect(error?.message.hasPrefix(message) == true)
    } else {
      #expect(error?.message == message)
    }
    // What came before is given, and the error stays.
    #expect(reader.eventCount == line - 2)
    #expect(throws: FileError.self) { try reader.next() }
  }

  @Test(arguments: [
    ("", "t.jsonl: the file is empty; a trace begins with a header"),
    ("{\"e\":\"select\",\"n\":0}\n", "t.jsonl:1: this is not a trace; "),
    ("[]\n", "t.jsonl:1: this is not a JSON object; "),
    ("hello\n", "t.jsonl:1: this is not one JSON object; "),
    ("\n", "t.jsonl:1: this is not one JSON object; "),
    (
      "{\"format\":\"espalier-trace\",\"version\":3}\n",
      "t.jsonl:1: version 3 of the format is not known here; 1 and 2 are"
    ),
    ("{\"format\":\"espalier-trace\"}\n", "t.jsonl:1: \"version\" is missing; it should be 2"),
    ("{\"format\":\"espalier-trace\",\"version\":1}\n", "t.jsonl:1: \"problem\" is missing; "),
    (
      "{\"format\":\"espalier-trace\",\"version\":1,\"problem\":{\"kind\":3,\"text\":\"\"}}\n",
      "t.jsonl:1: \"problem.kind\" should be a string; "
    ),
    ("{\"format\":\"espalier-trace\",\"ver", "t.jsonl:1: the file is cut off in the header"),
  ])
  func `A wrong header is named`(text: String, message: String) {
    let error = #expect(throws: FileError.self) {
      try TraceReader(bytes: Array(text.utf8), name: "t.jsonl")
    }
    #expect(error?.description.hasPrefix(message) == true, "\(error!)")
  }

  @Test func `What is not UTF-8 is an error`() throws {
    let bytes =
      Array("\(Self.header)\n{\"e\":\"note\",\"n\":0,\"text\":\"".utf8) + [0xFF, 0x22, 0x7D, 0x0A]
    let reader = try TraceReader(bytes: bytes, name: "t.jsonl")
    let error = #expect(throws: FileError.self) { try reader.next() }
    #expect(error?.description == "t.jsonl:2: this is not UTF-8; a trace is JSON Lines in UTF-8")
  }

  @Test func `Keys come in any order, and unknown ones are passed over`() throws {
    let body = """
      {"v":0.5,"future":{"deep":[1,{"x":null}]},"n":0,"e":"evaluate"}\r

         \t
      {"c":[{"s":"5","same":0,"h":2,"zz":[],"a":"+1","g":1},{"x":1}],"id":1,"n":0,"e":"expand"}
      {"m":{"reward":0.25},"n":2,"why":"width","e":"prune"}
      """
    let reader = try TraceReader(bytes: Array("\(Self.header)\n\(body)\n".utf8), name: "t.jsonl")
    let batch = try #require(try reader.next())
    #expect(
      batch.events == [
        Event(.evaluate, 0, value: 0.5), Event(.expand, 0, other: 1, count: 2),
        Event(.prune, 2, reason: .width),
      ])
    #expect(batch.nodes[0].same == 0)
    #expect(batch.nodes[1].same == -1)
    #expect(batch.figures == [FigureRecord(event: 2, node: 2, field: .metric(0), value: 0.25)])
    var tree = SearchTree(header: reader.header)
    tree.append(batch)
    #expect(tree.step(1) == "+1")
    #expect(tree.state(1) == "5")
    #expect(tree.metric(0, of: 2) == 0.25)
    #expect(try reader.next() == nil)
    #expect(reader.lineCount == 6)
  }

  @Test func `Times must be there if the header says so`() throws {
    let header = Self.header.dropLast() + ",\"timings\":true}"
    let body = "{\"e\":\"select\",\"n\":0,\"t\":5}\n{\"e\":\"select\",\"n\":0}\n"
    let reader = try TraceReader(bytes: Array("\(header)\n\(body)".utf8), name: "t")
    #expect(try reader.next()?.times == [5])
    let error = #expect(throws: FileError.self) { try reader.next() }
    #expect(error?.description == "t:3: \"t\" is missing")
  }

  @Test func `Texts of any length are read whole`() throws {
    let long = String(repeating: "é", count: 40000)
    let body = "{\"e\":\"expand\",\"n\":0,\"c\":[{\"a\":\"\(long)\",\"s\":\"x\(long)\"}]}\n"
    let reader = try TraceReader(bytes: Array("\(Self.header)\n\(body)".utf8), name: "t")
    var tree = SearchTree(header: reader.header)
    tree.append(try #require(try reader.next()))
    #expect(tree.step(1) == long)
    #expect(tree.state(1) == "x" + long)
  }

  /// Whatever bytes are thrown at it, the reader gives good events or an error.
  @Test func `Mutated traces are read or refused`() throws {
    var random = SeededRandom(seed: 99)
    for round in 0..<300 {
      let trace = RandomTrace(seed: UInt64(round % 20), events: 60, metrics: round % 2 == 0)
      var bytes = TraceRoundTripTests.lines(of: trace)
      let start = round % 10 == 0 ? 0 : bytes.firstIndex(of: 0x0A)!
      for _ in 0...random.below(4) {
        let place = start + random.below(bytes.count - start)
        switch random.below(4) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(Array("0123456789\",{}[]:-eE.n".utf8)[random.below(22)], at: place)
        default: bytes.swapAt(place, start + random.below(bytes.count - start))
        }
      }
      guard let reader = try? TraceReader(bytes: bytes, name: "t") else { continue }
      var tree = SearchTree(header: reader.header, interval: 8)
      while let batch = try? reader.next() { tree.append(batch) }
      #expect(tree.events.count == reader.eventCount)
      #expect(tree.records.count == reader.nodeCount)
      tree.seek(to: tree.events.count / 2)
      #expect(tree.brokenInvariants().isEmpty)
    }
  }
}
