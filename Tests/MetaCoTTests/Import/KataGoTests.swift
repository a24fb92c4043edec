import Testing

@testable import MetaCoT

struct KataGoTests {
  @Test func `Moves at the root, and the variation below each`() throws {
    let tree = try ImportFixture.tree(
      """
      {"id":"game","turnNumber":3,"isDuringSearch":false,"moveInfos":[
       {"move":"Q4","order":1,"visits":10,"prior":0.25,"winrate":0.4,"scoreLead":-1.5,"pv":["Q4","D4"]},
       {"move":"C3","order":0,"visits":30,"prior":0.5,"winrate":0.6,"scoreLead":0.5,"pv":["C3","D3","D4"],"pvVisits":[30,20,10]}],
       "rootInfo":{"visits":41,"winrate":0.55,"rawWinrate":0.5}}
      """, "katago")
    #expect(tree.header.problem.text == "game, turn 3" && tree.header.order == .unknown)
    #expect(tree.N(0) == 41 && tree.Q(0) == 0.55 && tree.V(0) == 0.5)
    #expect(tree.step(1) == "C3" && tree.N(1) == 30 && tree.Q(1) == 0.6 && tree.P(1) == 0.5)
    #expect(tree.metric(0, of: 2) == -1.5 && tree.nodeCount == 6)
    #expect(tree.step(4) == "D4" && tree.N(4) == 10 && tree.step(5) == "D4")
    #expect(tree.value(.N, of: 5) == nil && tree.outcome == nil)
  }
}
