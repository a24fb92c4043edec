import Testing

@testable import MetaCoT

struct ThoughtAnchorsTests {
  private static let chunks = """
    [{"chunk":"We need 24.","chunk_idx":0,"function_tags":["problem_setup"],"depends_on":[],"accuracy":0.25,"importance":-0.125},
     {"chunk":"So 4 * 6 = 25.","chunk_idx":2,"function_tags":["active_computation","fact_retrieval"],"depends_on":["1","0","7"],"accuracy":1,"summary":"multiply"},
     {"chunk":"We have 4 and 6.","chunk_idx":1,"function_tags":["problem_setup"],"depends_on":["2","0"],"accuracy":0.5,"importance":0.5}]
    """

  @Test func `Sentences are nodes in order, dependencies are links to earlier ones`() throws {
    let tree = try ImportFixture.tree(Self.chunks, "thought-anchors")
    #expect(
      (1...3).map { tree.step($0) } == ["We need 24.", "We have 4 and 6.", "So 4 * 6 = 25."])
    #expect((1...3).map { tree.parent($0) } == [0, 1, 2])
    #expect((1...3).map { tree.V($0) } == [0.25, 0.5, 1])
    #expect(tree.metric(0, of: 1) == -0.125 && tree.metric(0, of: 3) == nil)
    let links = tree.events.filter { $0.kind == .link }
    #expect(links.map { [$0.node, $0.other] } == [[2, 1], [3, 1], [3, 2]])
    #expect(tree.events.contains { $0.kind == .mistake && $0.node == 3 })
    #expect(tree.notes.contains("active_computation") && tree.notes.contains("multiply"))
    #expect(tree.outcome == nil)
  }

  @Test func `Sentences may be in a record with the question and a verdict`() throws {
    let tree = try ImportFixture.tree(
      #"{"problem":{"problem":"Why?"},"is_correct":true,"chunks":\#(Self.chunks)}"#,
      "thought-anchors")
    #expect(tree.header.problem.text == "Why?" && tree.nodeCount == 4)
    #expect(tree.outcome?.solved == true)
  }
}
