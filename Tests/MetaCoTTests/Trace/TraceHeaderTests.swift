import Testing

@testable import MetaCoT

/// What the first line of a trace can say, in both versions of the format.
struct TraceHeaderTests {
  private func header(
    _ members: String, version: Int = 2, model: String = #","model":{"name":"m"}"#
  ) throws -> TraceHeader {
    let line =
      #"{"format":"espalier-trace","version":\#(version),"problem":{"kind":"k","text":"t"},"#
      + #""strategy":{"name":"s"}\#(model),"root":{"state":"0"}\#(members)}"# + "\n"
    return try TraceReader(bytes: Array(line.utf8), name: "t").header
  }

  private func written(_ header: TraceHeader) -> String {
    let encoder = TraceEncoder(header: header)
    return String(decoding: Array(encoder.output.bytes), as: UTF8.self)
  }

  @Test func `Everything reads back`() throws {
    var header = TraceHeader(
      problem: .init(id: "i", kind: "k", text: "two\nlines"),
      strategy: .init(
        "s",
        parameters: [
          "select": "puct", "c": 1.25, "on": true, "none": .null,
          "nested": .object(["list": .list([1, "a", .object([:])])]),
          "seed": .number("18446744073709551615"),
        ]),
      model: .init("m"), seed: .max, budget: "7 calls", root: .init(state: "", h: 16_777_217))
    header.window = 24
    header.values = .init(range: -100...100, better: .lower)
    header.root.N = 3
    header.root.Q = 0.1
    header.metrics = [
      .init(key: "a"),
      .init(
        key: "b", name: "B", unit: "points", range: 0 ... .infinity, better: .higher, role: .value),
    ]
    header.order = .unknown
    let line = written(header)
    #expect(try TraceReader(bytes: Array(line.utf8), name: "t").header == header)
    #expect(line.contains(#""seed":18446744073709551615"#))
    #expect(line.contains(#""h":16777217,"N":3,"Q":0.1}"#))
    #expect(line.contains(#""values":{"better":"lower","range":[-100,100]}"#))
    #expect(line.contains(#""role":"value"}],"order":"unknown"}"#))
  }

  @Test func `Version 1 is read, and version 2 is written`() throws {
    let old = try header(#","metrics":[{"key":"r","name":"R"}],"seed":7"#, version: 1)
    #expect(old.version == 1)
    #expect(old.seed == 7)
    #expect(old.metrics?[0].title == "R")
    #expect(written(old).hasPrefix(#"{"format":"espalier-trace","version":2,"#))
  }

  @Test func `What is missing stays missing`() throws {
    let header = try header("", model: "")
    #expect(header.model == nil)
    #expect(header.seed == nil)
    #expect(!written(header).contains("model"))
  }

  @Test(arguments: ["-1", "1.5", #""abc""#]) func `Foreign seeds are kept`(seed: String) throws {
    #expect(written(try header(#","seed":\#(seed)"#)).contains(#""seed":\#(seed)"#))
  }

  @Test(arguments: [
    (
      #","values":{"better":"more"}"#,
      #"t:1: "values.better" should be one of "higher", "lower"; "#
    ),
    (#","values":{"range":[1,0]}"#, #"t:1: "values.range" should be [least, greatest]; "#),
    (#","order":"random""#, #"t:1: "order" should be one of "unknown"; "#),
    (
      #","metrics":[{"key":"r","role":"best"}]"#,
      #"t:1: "metrics.0.role" should be one of "value", "visits", "prior", "cost", "none"; "#
    ),
    (#","window":"many""#, #"t:1: "window" should be a whole number; "#),
    (#","metrics":[{}]"#, #"t:1: "metrics.0.key" is missing; "#),
  ])
  func `A wrong member is named`(members: String, message: String) {
    #expect {
      try header(members)
    } throws: { "\($0)".hasPrefix(message) }
  }
}
