import Testing

@testable import MetaCoT

struct NodeTableImportTests {
  @Test func `A table of nodes`() throws {
    let tree = try ImportFixture.tree(
      "node,parent,depth,N,V,cost,rank,status,same,step,state\r\n"
        + "0,,0,3,0.5,,,,,,\"1, 2\"\r\n1,0,1,2,,7,1,goal,,\"say \"\"so\"\"\",\"two\nlines\"\r\n",
      "csv")
    #expect(tree.nodeCount == 2 && tree.state(0) == "1, 2" && tree.N(0) == 3)
    #expect(tree.step(1) == "say \"so\"" && tree.state(1) == "two\nlines" && tree.N(1) == 2)
    #expect(tree.V(1) == nil && tree.metric(0, of: 1) == 7 && tree.outcome?.goal == 1)
  }

  @Test func `A row that is too short is named`() throws {
    #expect {
      try ImportFixture.searches("node,parent,step\n0,,\"a\nb\"\n1,0\n")
    } throws: {
      "\($0)" == "file:4: row 2 has 2 cells, the title row has 3"
    }
  }

  @Test func `Where semicolons part cells, a half is 0,5 as well`() throws {
    let tree = try ImportFixture.tree("node;parent;V;N\n0;;0,5;10\n1;0;0.25;4\n", "csv")
    #expect(tree.V(0) == 0.5 && tree.V(1) == 0.25 && tree.N(0) == 10)
  }

  @Test(arguments: [",", ";", "\t"])
  func `Cells are parted by commas, semicolons or tabs`(separator: String) throws {
    let rows = [
      ["node", "parent", "step", "V"], ["1", "", "\"a\(separator)b\"", "0.5"],
      ["2", "1", "c", "0.25"],
    ]
    let text = rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n")
    let tree = try ImportFixture.tree(text, "csv")
    #expect(
      tree.nodeCount == 2 && tree.state(0) == "a\(separator)b" && tree.value(.V, of: 1) == 0.25)
  }

  @Test func `A quotation without an end is named, and swallows nothing`() throws {
    #expect {
      try ImportFixture.searches("node,parent,step\n0,,a\n1,0,\"b\n2,0,c\n")
    } throws: {
      "\($0)" == "file:3: a quotation mark is not closed"
    }
  }

  @Test func `Lines may end as they did long ago, and thousands have points`() throws {
    let tree = try ImportFixture.tree("node,parent,step\r0,,a\r1,0,b\r", "csv")
    #expect(tree.nodeCount == 2 && tree.step(1) == "b")
    let points = try ImportFixture.tree("node;parent;g;x\n0;;0;0x10\n1;0;1.234,5;2\n", "csv")
    #expect(points.value(.g, of: 1) == 1234.5 && points.metric(0, of: 0) == nil)
  }
}
