import Testing

@testable import MetaCoT

struct NestedTreeTests {
  @Test func `Of mcts-reasoning the value is Q, and ends are kept`() throws {
    let tree = try ImportFixture.tree(
      """
      {"question":"Why?","simulations_run":4,"terminal_states":[{"state":"Why?\\nSo 5.","answer":"5"},{"state":"Why?\\nAnd 6.","answer":"6"}],
       "root":{"state":"Why?","visits":4,"value":0.5,"is_terminal":false,"answer":null,"children":[
        {"state":"Why?\\nSo 5.","visits":3,"value":0.75,"is_terminal":true,"answer":"5","children":[]},
        {"state":"Why?\\nWell.","visits":1,"value":0,"is_terminal":true,"answer":null,"children":[]}]}}
      """, "nested-json")
    #expect(tree.Q(0) == 0.5 && tree.Q(1) == 0.75 && tree.Q(2) == 0)
    #expect((0...2).allSatisfy { tree.V($0) == nil } && tree.N(1) == 3)
    #expect(tree.notes == ["answer 5", "terminal", "ended in Why?\nAnd 6., answer 6"])
  }

  @Test func `Of moatless rewards, actions, observations and messages are kept`() throws {
    let tree = try ImportFixture.tree(
      """
      {"node_id":0,"user_message":"Fix it.","visits":2,"value":75,"children":[
       {"node_id":1,"user_message":"Be quick.","assistant_message":"I look.","visits":1,"value":75,"reward":{"value":50,"explanation":"Fine."},
        "action_steps":[
         {"action":{"action_args_class":"moatless.actions.FindClass","thoughts":"Where?","class_name":"A"},"observation":{"message":"In a.py."}},
         {"action":{"action_args_class":"moatless.actions.RunTests"},"observation":{"message":"2 failed."}}],
        "children":[]}]}
      """, "nested-json")
    #expect(tree.header.problem.text == "Fix it." || tree.state(0) == "Fix it.")
    #expect(tree.V(1) == 75)
    let reward = try #require(tree.metrics.firstIndex { $0.key == "reward" })
    #expect(tree.metric(reward, of: 1) == 50 && tree.metric(reward, of: 0) == nil)
    #expect(tree.step(1) == "I look.\nWhere?\nFindClass(class_name: A)\nRunTests()")
    #expect(tree.state(1) == "Be quick.\n\nIn a.py.\n\n2 failed.")
  }

  /// A state is compared with its parent's as the trace has it.
  @Test func `No state loses what was moved or added above it`() throws {
    let tree = try ImportFixture.tree(
      #"{"state":"ROOT","children":[{"state":"X","children":[{"state":"X Y"}]},{"state":"S","user_message":"SEEN","action":"a","children":[{"state":"S more","action":"b"}]}]}"#,
      "nested-json")
    let texts = (1..<NodeID(tree.nodeCount)).map { tree.step($0) + "|" + tree.state($0) }
    #expect(Set(texts) == ["X|", "X Y|", "a|S\n\nSEEN", "b|S more"])
  }
}
