import Testing

@testable import MetaCoT

/// Texts of any length and of many lines; states told of by what follows their parents'; steps that
/// stream in.
struct TraceTextTests {
  @Test func `Long texts come back whole`() throws {
    let long = String(repeating: "é 日本\n", count: 30_000)
    var header = TraceHeader(
      problem: .init(kind: "k", text: long), strategy: .init("s"), model: nil,
      root: .init(state: long))
    header.backtracks = true
    var batch = EventBatch()
    batch.append(NodeRecord(parent: 0), step: long, state: long + "x")
    batch.events = [Event(.expand, 0, other: 1, count: 1)]
    batch.append(Event(.note, 1), text: long)
    var tree = SearchTree(header: header)
    tree.append(batch)
    var encoder = TraceEncoder(header: header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(batch, from: &cursor)
    let reader = try TraceReader(bytes: Array(encoder.output.bytes), name: "t")
    #expect(reader.header == header)
    var read = SearchTree(header: reader.header)
    read.append(try #require(try reader.next()))
    for tree in [tree, read] {
      #expect(tree.state(0) == long)
      #expect(tree.step(1) == long)
      #expect(tree.state(1) == long + "x")
      #expect(tree.notes == [long])
    }
  }

  @Test func `States can follow their parents`() throws {
    let lines = [
      #"{"e":"expand","n":0,"id":1,"c":[{"a":"a","s+":" then a"},{"a":"b","s":"b"}]}"#,
      #"{"e":"expand","n":1,"id":3,"c":[{"a":"c","s+":" then c"}]}"#,
    ]
    let tree = try TraceLineFixtures.tree(lines)
    #expect((0..<4).map { tree.state($0) } == ["0", "0 then a", "b", "0 then a then c"])
    #expect(TraceLineFixtures.written(tree) == lines)
  }

  @Test func `Steps stream in`() throws {
    let lines = [
      #"{"e":"expand","n":0,"id":1,"c":[{"a":"x","s":"s"},{"a":"y","s":""}]}"#,
      #"{"e":"text","n":1,"text":" and"}"#, #"{"e":"text","n":2,"text":"!"}"#,
      #"{"e":"text","n":1,"text":" so\non"}"#,
    ]
    var tree = try TraceLineFixtures.tree(lines)
    #expect(tree.step(1) == "x and so\non")
    #expect(tree.step(2) == "y!")
    #expect(tree.state(1) == "s")
    tree.seek(to: 2)
    #expect(tree.step(1) == "x and")
    #expect(tree.step(2) == "y")
    tree.seek(to: 1)
    #expect(tree.step(1) == "x")
    #expect(TraceLineFixtures.written(tree) == lines)
  }
}
