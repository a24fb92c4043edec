import Testing

@testable import MetaCoT

/// What is not known here is kept, counted, and written again as it was.
struct UnknownWordsTests {
  private let lines = [
    #"{"e":"select","n":0}"#,
    #"{"e":"reflect","n":"none","c":7,"text":["hmm"]}"#,
    #"{"e":"prune","n":0,"why":"low value"}"#,
    #"{"e":"evaluate","n":0,"v":0.5,"m":{"reward":3,"loss":0.25}}"#,
    #"{"e":"evaluate","n":0,"v":0.5,"m":{"reward":4}}"#,
    #"{"e":"prune","n":0,"why":"bored"}"#,
    #"{"e":"prune","n":0,"why":"low value"}"#,
  ]

  @Test func `They are counted`() throws {
    let reader = try TraceLineFixtures.reader(lines)
    while try reader.next() != nil {}
    #expect(reader.eventCount == 7)
    #expect(reader.unknownWords.events == ["reflect": 1])
    #expect(reader.unknownWords.reasons == ["low value": 2, "bored": 1])
    #expect(reader.unknownWords.metrics == ["reward": 2, "loss": 1])
    #expect(
      reader.unknownWords.summary
        == "1 unknown event (reflect), 3 unknown reasons (low value, bored), "
        + "3 unknown metrics (reward, loss)")
    #expect(UnknownWords().summary == nil)
  }

  @Test func `They are kept and written again`() throws {
    var tree = try TraceLineFixtures.tree(lines)
    #expect(TraceLineFixtures.written(tree) == lines)
    #expect(tree.reason(ofEvent: 2) == "low value")
    #expect(tree.reason(ofEvent: 5) == "bored")
    #expect(tree.status(0).contains(.pruned))
    #expect(tree.metrics.map(\.key) == ["reward", "loss"])
    #expect(tree.metric(0, of: 0) == 4)
    tree.stepBack()
    tree.seek(to: 4)
    #expect(tree.metric(0, of: 0) == 3)
    #expect(tree.metric(1, of: 0) == 0.25)
    tree.seek(to: 3)
    #expect(tree.metric(0, of: 0) == nil)
    tree.seek(to: 7)
    #expect(tree.metric(0, of: 0) == 4)
  }

  @Test func `They come after the declared ones`() throws {
    let tree = try TraceLineFixtures.tree(
      lines, header: #","metrics":[{"key":"loss","name":"Loss"}]"#)
    #expect(tree.metrics.map(\.title) == ["Loss", "reward"])
    #expect(tree.metric(0, of: 0) == 0.25)
    #expect(tree.metric(1, of: 0) == 4)
    #expect(TraceLineFixtures.written(tree) == lines)
  }

  @Test func `Too many metrics are refused`() throws {
    let metrics = (0...1000).map { "\"k\($0)\":1" }.joined(separator: ",")
    let error = #expect(throws: FileError.self) {
      try TraceLineFixtures.tree([#"{"e":"select","n":0,"m":{\#(metrics)}}"#])
    }
    #expect(
      error?.description == "t:2: there are more than 1000 metrics that the header does not declare"
    )
  }

  @Test func `A line of another kind must be an object`() {
    for line in ["[1]", "{\"e\":\"reflect\"", "{\"e\":1}", "{}"] {
      #expect(throws: FileError.self) { try TraceLineFixtures.tree([line]) }
    }
  }
}
