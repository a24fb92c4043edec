import Foundation
import Testing

@testable import MetaCoT

struct NewickTests {
  @Test func `Names, lengths and comments`() throws {
    let found = try ImportFixture.searches("(A:0.1,(B_1[seen],'it''s':2)C)R;\n(x,y);\n")
    #expect(found.format == "newick" && found.searches.count == 2)
    let tree = try ImportFixture.tree(of: found.searches[0])
    #expect(tree.nodeCount == 5 && tree.state(0) == "R" && tree.header.order == .unknown)
    #expect((1..<NodeID(5)).map { tree.step($0) } == ["A", "C", "B 1", "it's"])
    #expect(
      tree.metric(0, of: 1) == 0.1 && tree.metric(0, of: 2) == nil && tree.metric(0, of: 4) == 2)
    #expect(tree.depth(4) == 2 && tree.events.contains { $0.kind == .note && $0.node == 3 })
  }

  @Test func `A tree may be deep, and what is none is not taken for one`() throws {
    let deep =
      String(repeating: "(", count: 20_000) + "a" + String(repeating: ")", count: 20_000) + ";"
    #expect(try ImportFixture.tree(deep, "newick").nodeCount == 20_001)
    for text in ["(a,b", "(a,b));", "(a:x);", "(I think) so;x"] {
      #expect(
        ImporterRegistry.importer(of: ForeignFile(name: "file", bytes: Data(text.utf8))) == nil)
    }
  }

  @Test(arguments: [
    ("(a,b);\n(c,d\n,e:x);\n", "file:3: the length \"x\" is not a number"),
    ("(a,b);\n(a,b)[open;\n(c,d);\n", "file:2: a comment has no end: \"]\""),
    ("(a,b);\n('a,b);\n(c,d);\n", "file:2: a name in quotation marks has no end"),
  ])
  func `A fault is named where it is`(text: String, message: String) {
    #expect {
      try ImportFixture.searches(text)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func `A tree may say first of what kind it is`() throws {
    let tree = try ImportFixture.tree("[&R] (a,b)c;\n", "newick")
    #expect(tree.nodeCount == 3 && tree.step(1) == "a")
  }
}
