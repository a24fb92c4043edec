import Testing

@testable import MetaCoT

struct AgentFormatTests {
  @Test func `A trajectory in ATIF`() throws {
    let tree = try ImportFixture.tree(
      """
      {"schema_version":"ATIF-v1.4","session_id":"s","agent":{"name":"coder","version":"1","model_name":"m"},"steps":[
       {"step_id":1,"source":"user","message":"Fix it."},
       {"step_id":2,"source":"agent","message":"I look.","reasoning_content":"Where is it?","tool_calls":[{"tool_call_id":"c","function_name":"cat","arguments":{"file":"a"}}],
        "observation":{"results":[{"source_call_id":"c","content":"text"}]},"metrics":{"prompt_tokens":9,"completion_tokens":4,"cost_usd":0.5}},
       {"step_id":3,"source":"agent","message":"Done."}]}
      """, "atif")
    #expect(
      tree.nodeCount == 3 && tree.header.problem.text == "Fix it." && tree.header.model?.name == "m"
    )
    #expect(tree.step(1) == "Where is it?\nI look.\ncat(file: a)" && tree.state(1) == "text")
    #expect(tree.value(.tokens, of: 1) == 4 && tree.value(.money, of: 1) == 0.5)
  }

  @Test func `Checkpoints of LangGraph branch where a thread went on from an earlier state`() throws
  {
    let tree = try ImportFixture.tree(
      """
      [{"values":{"messages":[{"type":"ai","content":"Other."}],"x":2},"config":{"configurable":{"thread_id":"t","checkpoint_id":"4"}},"parent_config":{"configurable":{"checkpoint_id":"1"}},"metadata":{"step":1,"source":"loop"}},
       {"values":{"messages":[{"type":"ai","content":"Hi."}],"x":1},"config":{"configurable":{"thread_id":"t","checkpoint_id":"2"}},"parent_config":{"configurable":{"checkpoint_id":"1"}},"metadata":{"step":1,"source":"loop"}},
       {"values":{"messages":[{"type":"human","content":"Hello"}]},"config":{"configurable":{"thread_id":"t","checkpoint_id":"1"}},"parent_config":null,"metadata":{"step":0,"source":"input"}}]
      """, "langgraph")
    #expect(tree.nodeCount == 3 && tree.parent(1) == 0 && tree.parent(2) == 0)
    #expect(tree.step(1) == "Hi." && tree.state(1) == "x: 1" && tree.step(2) == "Other.")
    #expect(tree.header.problem.text == "Hello")
  }
}
