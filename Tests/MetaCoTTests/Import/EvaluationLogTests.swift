import Testing

@testable import MetaCoT

struct EvaluationLogTests {
  private func log(_ members: String) -> String {
    #"{"samples":[{"id":1,"epoch":1,\#(members)}]}"#
  }

  private static let messages =
    #""messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]"#

  @Test(
    arguments: [
      (#"{"match":{"value":"C","answer":"a"}}"#, true), (#"{"match":{"value":"I"}}"#, false),
      (#"{"match":{"value":"P"}}"#, false), (#"{"match":{"value":"N"}}"#, false),
      (#"{"match":{"value":1}}"#, true), (#"{"match":{"value":0.5}}"#, nil),
      (#"{"f1":{"value":37},"match":{"value":"C"}}"#, true),
      (#"{"a":{"value":"C"},"b":{"value":0}}"#, false), (#"{"a":{"value":{"x":1}}}"#, nil),
      ("{}", nil),
    ] as [(String, Bool?)])
  func `Scores say whether it is solved`(scores: String, isSolved: Bool?) throws {
    let tree = try ImportFixture.tree(log(#"\#(Self.messages),"scores":\#(scores)"#), "chat")
    #expect(tree.outcome?.solved == isSolved)
  }

  @Test func `What scorers said is noted, and tokens are counted`() throws {
    let tree = try ImportFixture.tree(
      log(
        #"\#(Self.messages),"scores":{"match":{"value":"C","answer":"a"}},"model_usage":{"m":{"input_tokens":60,"output_tokens":7}}"#
      ), "chat")
    #expect(tree.notes == ["match: C, answer a"])
    #expect(tree.value(.tokens, of: 1) == 7 && tree.header.model?.name == "m")
    #expect(tree.outcome?.tokens == 7)
  }

  @Test func `Messages are found in pools and attachments`() throws {
    let tree = try ImportFixture.tree(
      log(
        """
        "messages":[],"attachments":{"h":"long question"},
        "message_pool":[{"role":"system","content":"s"},{"role":"user","content":"attachment://h"},{"role":"assistant","content":"one"},{"role":"user","content":"more"}],
        "events":[
          {"event":"model","input_refs":[[0,2]],"output":{"choices":[{"message":{"role":"assistant","content":"one"}}],"usage":{"input_tokens":5,"output_tokens":3}}},
          {"event":"model","input_refs":[[0,3],[3,4],[9,99]],"output":{"choices":[{"message":{"role":"assistant","content":"two"}}],"usage":{"input_tokens":9,"output_tokens":4}}}]
        """), "chat")
    #expect(tree.header.problem.text == "long question" && tree.nodeCount == 3)
    #expect(tree.step(1) == "one" && tree.state(1) == "more" && tree.step(2) == "two")
    #expect(tree.value(.tokens, of: 2) == 4 && tree.value(.tokens, of: 1) == 7)
  }

  @Test func `Each of several calls in a turn is a node with its own result`() throws {
    let tree = try ImportFixture.tree(
      """
      [{"role":"user","content":"q"},
       {"role":"assistant","content":"I ask both.","tool_calls":[{"id":"1","function":"f","arguments":{"x":1}},{"id":"2","function":"g","arguments":{}}]},
       {"role":"tool","tool_call_id":"2","content":"second"},{"role":"tool","tool_call_id":"1","content":"first"},
       {"role":"assistant","content":"Done."}]
      """, "chat")
    #expect((1...4).map { tree.step($0) } == ["I ask both.", "f(x: 1)", "g()", "Done."])
    #expect((1...4).map { tree.state($0) } == ["", "first", "second", ""])
  }

  @Test func `What tools say without a call is a node each, with the kind of its error`() throws {
    let tree = try ImportFixture.tree(
      """
      {"samples":[{"id":1,"messages":[
        {"role":"tool","function":"bash","tool_call_id":"1","content":"…","error":{"type":"timeout","message":"too long"}},
        {"role":"tool","function":"bash","tool_call_id":"2","content":"","error":{"type":"permission","message":"no"}}]}]}
      """, "chat")
    #expect(tree.nodeCount == 3 && tree.step(1) == "bash")
    #expect(tree.state(1) == "…\nerror (timeout): too long")
    #expect(tree.state(2) == "error (permission): no")
  }

  @Test func `What is no usage is not told, and what is left to the sum is`() throws {
    let tree = try ImportFixture.tree(
      log(
        #"\#(Self.messages),"events":[{"event":"model","output":{}}],"model_usage":{"m":{"output_tokens":77,"total_cost":1e308},"n":{"output_tokens":-5,"total_cost":1e308}},"scores":{"match":{"value":"C"}}"#
      ), "chat")
    #expect(tree.value(.tokens, of: 1) == 72 && tree.value(.money, of: 1) == nil)
    let negative = try ImportFixture.tree(
      log(
        #"\#(Self.messages),"model_usage":{"m":{"output_tokens":-5}},"scores":{"match":{"value":"C"}}"#
      ), "chat")
    #expect(negative.outcome?.tokens == nil)
  }

  /// A small file could name one large text over and over.
  @Test func `What references repeat is bounded`() throws {
    let large = String(repeating: "x", count: 1 << 20)
    let message = #"{"role":"user","content":"attachment://a"}"#
    let many = Array(repeating: message, count: 200).joined(separator: ",")
    let tree = try ImportFixture.tree(
      log(
        #""messages":[{"role":"assistant","content":"b"},\#(many)],"attachments":{"a":"\#(large)"}"#
      ), "chat")
    #expect(tree.state(1).utf8.count < 1 << 27)
    #expect(tree.state(1).contains("attachment://a"))
  }

  @Test func `Results within a message are told once, each of its call`() throws {
    let tree = try ImportFixture.tree(
      """
      [{"role":"user","content":"q"},
       {"role":"assistant","content":[{"type":"tool_use","id":"1","name":"f","input":{}},{"type":"tool_use","id":"2","name":"g","input":{}}]},
       {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"one"},{"type":"tool_result","tool_use_id":"2","content":"two"}]},
       {"role":"assistant","content":"","function_call":{"name":"h","arguments":"{}"}}]
      """, "chat")
    #expect((1...3).map { tree.state($0) } == ["one", "two", ""])
    #expect(tree.step(3) == "h({})")
  }
}
