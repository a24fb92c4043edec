import Testing

@testable import MetaCoT

struct GraphvizDotTests {
  @Test func `Nodes, edges and figures of a graph`() throws {
    let tree = try ImportFixture.tree(
      #"""
      /* A search. */
      strict digraph "a \"search\"" {
        rankdir = LR; node [shape=box]
        a [label="start\nhere", N=4, Q=0.5]
        a -> b:w -> c [label="go " + "on"];  // a chain
        a -> { d e } [label=<<b>both</b>>]
        d [label="\N!", g=2, h=1, cost=7, shape=doublecircle];
        subgraph cluster { e -> c }
        b -> e [style=dashed, constraint=false]
      }
      """#, "dot")
    #expect(tree.header.order == .unknown && tree.header.problem.text == "a \"search\"")
    #expect(tree.nodeCount == 5 && tree.state(0) == "start\nhere" && tree.N(0) == 4)
    let steps = Dictionary(uniqueKeysWithValues: (1..<NodeID(5)).map { (tree.state($0), $0) })
    let d = try #require(steps["d!"])
    #expect(
      tree.step(d) == "both" && tree.g(d) == 2 && tree.h(d) == 1 && tree.metric(0, of: d) == 7)
    #expect(tree.outcome?.goal == d)
    let c = try #require(steps["c"])
    #expect(tree.step(c) == "go on" && tree.state(tree.parent(c)) == "b")
    let links = tree.events.filter { $0.kind == .link }
    #expect(links.map { tree.state($0.node) + tree.state($0.other) }.sorted() == ["be", "ec"])
  }

  @Test func `A graph without directions, and one of circles`() throws {
    let path = try ImportFixture.tree("graph { 1 -- 2 -- 3; 2 -- 2 }", "dot")
    #expect(path.nodeCount == 3 && path.depth(2) == 2)
    let circle = try ImportFixture.tree("digraph { a -> b -> c -> a }", "dot")
    #expect(circle.nodeCount == 4 || circle.nodeCount == 3)
  }

  @Test(arguments: [
    ("digraph {\n a -> }", "file:2: a statement begins with the name of a node"),
    ("digraph { a [x=] }", "file:1: \"x\" has no value"),
    ("digraph { a", "file:1: the graph has no end: \"}\" is missing"),
    ("digraph {\n\n a [label=\"x }", "file:3: a text has no end: a quote is missing"),
    ("digraph { } x", "file:1: a graph begins with \"digraph {\" or \"graph {\""),
  ])
  func `What is wrong is said with its line`(text: String, message: String) throws {
    #expect {
      try ImportFixture.searches(text)
    } throws: {
      "\($0)" == message
    }
  }
}
