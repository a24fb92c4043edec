import Testing

@testable import MetaCoT

struct ProgramTreeTests {
  @Test func `A journal of AIDE`() throws {
    let tree = try ImportFixture.tree(
      """
      {"nodes":[
        {"id":"a","step":0,"plan":"Try a line.","code":"fit(1)","metric":{"value":0.5,"maximize":false},"is_buggy":false,"exec_time":2},
        {"id":"b","step":1,"plan":"Try a curve.","code":"fit(2","metric":{"value":null,"maximize":null},"is_buggy":true,"exc_type":"SyntaxError"},
        {"id":"c","step":2,"plan":"Close the bracket.","code":"fit(2)","metric":{"value":0.25,"maximize":false},"is_buggy":false}],
       "node2parent":{"c":"b"},"__version":"2"}
      """, "programs")
    #expect(tree.nodeCount == 4 && tree.parent(3) == 2 && tree.header.values?.better == .lower)
    #expect(tree.step(1) == "Try a line." && tree.state(3) == "fit(2)" && tree.V(3) == 0.25)
    #expect(tree.V(2) == nil && tree.metric(0, of: 1) == 2 && tree.metric(0, of: 2) == nil)
    #expect(tree.events.contains { $0.kind == .mistake && $0.node == 2 })
  }

  @Test func `Programs and an evolution trace of openevolve`() throws {
    let programs = try ImportFixture.tree(
      """
      {"id":"b","code":"y","parent_id":"a","iteration_found":2,"metrics":{"combined_score":3.5,"speed":2},"metadata":{"changes":"Faster."}}
      {"id":"a","code":"x","parent_id":null,"iteration_found":0,"metrics":{"combined_score":1}}
      {"id":"c","code":"z","parent_id":"gone","iteration_found":3,"metrics":{}}
      """, "programs")
    #expect(programs.nodeCount == 4 && programs.header.values?.range == 0...3.5)
    #expect(programs.step(2) == "Faster." && programs.parent(2) == 1 && programs.V(2) == 3.5)
    #expect(programs.parent(3) == 0 && programs.V(3) == nil)
    let evolution = try ImportFixture.tree(
      """
      {"iteration":1,"parent_id":"a","child_id":"b","parent_metrics":{"score":1},"child_metrics":{"score":2},"metadata":{"changes":"one"}}
      {"iteration":2,"parent_id":"b","child_id":"c","parent_metrics":{"score":2},"child_metrics":{"score":4},"metadata":{"changes":"two"}}
      """, "programs")
    #expect(evolution.nodeCount == 3 && evolution.V(0) == 1 && evolution.V(2) == 4)
    #expect(evolution.step(1) == "one" && evolution.depth(2) == 2)
  }
}
