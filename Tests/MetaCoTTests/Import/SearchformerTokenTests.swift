import Testing

@testable import MetaCoT

struct SearchformerTokenTests {
  private static let text =
    "bos start 0 0 goal 1 1 wall 0 1 create 0 0 c0 c2 close 0 0 c0 c2 create 1 0 c1 c1 "
    + "close 1 0 c1 c1 create 1 1 c2 c0 close 1 1 c2 c0 plan 0 0 plan 1 0 plan 1 1 eos"

  @Test func `A stream of tokens without ids`() throws {
    let tree = try ImportFixture.tree(Self.text + "\n", "searchformer-tokens")
    #expect(tree.nodeCount == 3 && tree.state(2) == "1 1" && tree.depth(2) == 2)
    #expect(tree.h(0) == 2 && tree.g(2) == 2 && tree.outcome?.goal == 2 && tree.outcome?.cost == 2)
  }

  @Test func `Rows with the parts apart`() throws {
    let tree = try ImportFixture.tree(
      #"""
      {"prompt":["start","0","0","goal","1","0"],"reasoning":["create","0","0","c0","c1","close","0","0","c0","c1","create","1","0","c1","c0"],"plan":["plan","0","0","1","0"]}
      """#, "searchformer-tokens")
    #expect(tree.nodeCount == 2 && tree.outcome?.solved == true)
    #expect(!tree.events.contains { $0.kind == .mistake })
  }

  @Test(arguments: [
    ("close 1 0 c1", "close 5 5 c1", Event.Reason.unreached),
    ("plan 1 0 plan", "plan", .rejected), ("goal 1 1", "goal 2 2", .rejected),
    (" eos", "", .unfinished), ("plan 1 1", "plan 7 7", .unreached),
  ])
  func `What a model wrote wrongly is marked`(old: String, new: String, reason: Event.Reason) throws
  {
    let tree = try ImportFixture.tree(Self.text.replacing(old, with: new), "searchformer-tokens")
    #expect(tree.events.contains { $0.kind == .mistake && $0.reason == reason })
  }
}
