import Testing

@testable import MetaCoT

struct ReasonersTests {
  @Test func `A node's texts are those of the first snapshot that has them`() throws {
    let tree = try ImportFixture.tree(
      """
      {"logs":[
        {"nodes":{"0":{"id":0,"data":{"nums":[4,6]},"selected_edge":0},"1":{"id":1,"data":{}},"2":{"id":2,"data":{}}},
         "edges":{"0":{"id":0,"source":0,"target":1,"data":{"Q":0.5}},"1":{"id":1,"source":0,"target":2,"data":{"Q":0.25}}}},
        {"nodes":{"0":{"id":0,"data":{"nums":[4,6]},"selected_edge":0},"1":{"id":1,"data":{"nums":[24],"ops":["4*6=24"]}},"2":{"id":2,"data":{}}},
         "edges":{"0":{"id":0,"source":0,"target":1,"data":{"Q":1}},"1":{"id":1,"source":0,"target":2,"data":{"Q":0.25}}}}]}
      """, "llm-reasoners")
    #expect(tree.nodeCount == 3 && tree.state(0) == "nums: 4 6")
    #expect(tree.step(1) == "4*6=24" && tree.state(1) == "nums: 24\nops: 4*6=24")
    #expect(tree.step(2) == "" && tree.state(2) == "")
    #expect(tree.events.filter { $0.kind == .select }.map(\.node) == [0, 1, 1])
    #expect(tree.metric(0, of: 1) == 1)
    #expect(wholeText(of: tree, "thought").contains("4*6=24"))
  }
}
