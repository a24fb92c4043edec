import MetaCoT
import Testing

@testable import EspalierViews

@Suite struct TreeExportTests {
  private func export(_ tree: SearchTree) -> TreeExport {
    TreeExport(tree, drawing: TidyDrawing.self, title: "a \"search\"")
  }

  @Test func `The ending of a file's name says the format`() {
    #expect(TreeExport.Format(fileName: "a/b.c/tree.SVG") == .svg)
    #expect(TreeExport.Format(fileName: "tree.gv") == .dot)
    #expect(TreeExport.Format(fileName: "tree.md") == .markdown)
    #expect(TreeExport.Format(fileName: "tree") == nil)
    #expect(TreeExport.Format(fileName: "tree.pdf") == nil)
  }

  @Test func `A table has a line a node with every figure`() throws {
    var tree = RecordedSearchFixture.mcts()
    tree.seek(to: 100)
    let lines = export(tree).file(.csv).split(separator: "\r\n")
    #expect(lines.count == tree.nodeCount + 1)
    let titles = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    #expect(titles.prefix(4) == ["node", "parent", "depth", "N"])
    let node = try #require((1..<NodeID(tree.nodeCount)).first { tree.N($0) > 1 })
    let cells = lines[Int(node) + 1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(cells.count == titles.count)
    #expect(cells[0] == "\(node)")
    #expect(cells[1] == "\(tree.parent(node))")
    #expect(cells[3] == "\(tree.N(node))")
    let rank = try #require(titles.firstIndex(of: "rank"))
    #expect(Double(cells[rank]) == tree.value(.rank, of: node))
    #expect(cells.last! == tree.state(node))
  }

  @Test func `Cells with commas, quotes and line feeds are quoted`() {
    #expect(CellTable.quoted("a,b") == "\"a,b\"")
    #expect(CellTable.quoted("say \"no\"") == "\"say \"\"no\"\"\"")
    #expect(CellTable.quoted("two\nlines") == "\"two\nlines\"")
    #expect(CellTable.quoted("plain") == "plain")
    #expect(CellTable.quoted("\u{1b}[2J") == "\u{FFFD}[2J")
  }

  @Test func `A graph has every node and every edge`() {
    let tree = RecordedSearchFixture.mcts()
    let text = export(tree).file(.dot)
    #expect(text.hasPrefix("digraph \"a \\\"search\\\"\" {\n"))
    #expect(text.matches(of: /\n  n\d+ \[label=/).count == tree.nodeCount)
    #expect(text.matches(of: /\n  n\d+ -> n\d+ \[label=/).count == tree.nodeCount - 1)
  }

  @Test func `A page tells how it came out, in the words of the style`() {
    let tree = RecordedSearchFixture.mcts()
    var export = export(tree)
    let style = LinearizerRegistry.all[0]
    export.style = style
    let text = export.file(.markdown)
    #expect(text.hasPrefix("# a \"search\"\n"))
    #expect(text.contains("| nodes | \(tree.nodeCount) |"))
    let opening = style.init(header: tree.header).opening(of: tree).text
    #expect(text.contains("```text\n" + opening))
  }

  @Test func `Characters are those on the screen`() {
    var tree = RecordedSearchFixture.mcts()
    tree.seek(to: 60)
    let text = export(tree).file(.text)
    #expect(text.contains(tree.step(tree.children(of: 0)[0])))
  }
}
