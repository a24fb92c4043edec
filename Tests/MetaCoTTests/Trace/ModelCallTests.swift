import Testing

@testable import MetaCoT

/// What a trace tells of calls of the model, of those that failed, and of further edges.
struct ModelCallTests {
  private let lines = [
    #"{"e":"expand","n":0,"id":1,"c":[{"a":"","s":""},{"a":"","s":""}]}"#,
    #"{"e":"modelCall","n":0,"k":2,"v":12}"#,
    #"{"e":"modelCall","n":1,"k":70000,"v":16777217,"what":"propose","prompt":900,"cached":800,"logprob":-1.5,"money":0.002}"#,
    #"{"e":"failed","n":2,"text":"429: too many requests","why":"bound"}"#,
    #"{"e":"link","n":1,"to":2}"#,
  ]

  @Test func `Everything is kept`() throws {
    var tree = try TraceLineFixtures.tree(lines)
    #expect(TraceLineFixtures.written(tree) == lines)
    #expect(tree.call(of: tree.events[1]) == nil)
    let call = try #require(tree.call(of: tree.events[2]))
    #expect(call.what == "propose")
    #expect(call.promptTokens == 900)
    #expect(call.cachedTokens == 800)
    #expect(call.logProbability == -1.5)
    #expect(call.money == 0.002)
    #expect(call.latency == nil)
    #expect(tree.tokens == 16_777_229)
    #expect(tree.modelCalls == 70_002)
    var costs = SubtreeCosts()
    costs.update(for: tree)
    #expect(costs[1].tokens == 16_777_217)
    #expect(tree.notes[Int(tree.events[3].other)] == "429: too many requests")
    #expect(tree.linked(from: 1) == [2])
    tree.seek(to: 2)
    #expect(tree.tokens == 12)
    #expect(tree.linked(from: 1) == [])
  }

  @Test func `Latency is written only with timings`() throws {
    let line = #"{"e":"modelCall","n":0,"k":1,"latency":1500,"t":7}"#
    let timed = try TraceLineFixtures.tree([line], header: #","timings":true"#)
    #expect(TraceLineFixtures.written(timed) == [line])
    #expect(timed.call(of: timed.events[0])?.latency == 1500)
    let untimed = try TraceLineFixtures.tree([line])
    #expect(TraceLineFixtures.written(untimed) == [#"{"e":"modelCall","n":0,"k":1}"#])
  }
}
