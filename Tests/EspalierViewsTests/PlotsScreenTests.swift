import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Plots of a search on the screen, what stands out in it, and what of it is shown.
@Suite struct PlotsScreenTests {
  private var workspace: Workspace {
    Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
  }

  private func screen(
    _ workspace: inout Workspace, width: Int = 160, height: Int = 50
  ) -> String {
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    return canvas.text
  }

  @Test(arguments: [(200, 60), (80, 24), (40, 12)])
  func `Every plot can be come to, and the same key goes back`(width: Int, height: Int) {
    var workspace = workspace
    let before = screen(&workspace, width: width, height: height)
    _ = workspace.handle(CommandInvocation(.plots))
    _ = screen(&workspace, width: width, height: height)
    let expected = SearchPlot.allCases.filter {
      $0.plot(of: workspace.tree, at: workspace.selectedNode) != nil
    }
    #expect(expected.count >= 7)
    var seen: Set<SearchPlot> = []
    for _ in SearchPlot.allCases {
      let text = screen(&workspace, width: width, height: height)
      for plot in expected where text.contains(plot.title.prefix(30)) { seen.insert(plot) }
      _ = workspace.handle(CommandInvocation(.down))
    }
    #expect(seen == Set(expected))
    _ = workspace.handle(CommandInvocation(.top))
    #expect(screen(&workspace, width: width, height: height).contains(expected[0].title))
    _ = workspace.handle(CommandInvocation(.plots))
    let after = screen(&workspace, width: width, height: height)
    #expect(after == before)
  }

  @Test func `Plots are of the moment`() throws {
    var workspace = workspace
    _ = workspace.handle(CommandInvocation(.plots))
    let late = screen(&workspace, width: 200, height: 60)
    workspace.seek(to: workspace.tree.events.count / 3)
    let early = screen(&workspace, width: 200, height: 60)
    #expect(early != late)
    var again = self.workspace
    again.seek(to: workspace.tree.now)
    _ = again.handle(CommandInvocation(.plots))
    #expect(screen(&again, width: 200, height: 60) == early)
    again.seek(to: 0)
    #expect(
      screen(&again, width: 200, height: 60)
        .contains("nothing to plot before something is expanded"))
  }

  @Test func `What is asked for stands out in every drawing`() throws {
    var workspace = workspace
    #expect(!screen(&workspace).contains("◈"))
    #expect(workspace.handle(CommandInvocation(.highlight)) == .prompt(.highlight))
    _ = workspace.handle(CommandInvocation(.highlight, argument: "is principal"))
    for name in ["tidy", "icicle", "outline"] {
      _ = workspace.handle(CommandInvocation(.drawing, argument: name))
      let text = screen(&workspace)
      #expect(text.contains("◈") && text.contains("# is principal"), "\(name)")
    }
    let highlight = try #require(workspace.treePane.highlight)
    var node: NodeID = 0
    while let next = workspace.tree.preferredChild(of: node) {
      #expect(highlight.admits(next))
      node = next
    }
    _ = workspace.handle(CommandInvocation(.leave))
    #expect(workspace.treePane.highlight == nil)
  }

  @Test func `Node, span and expression are copied`() {
    var workspace = workspace
    let tree = workspace.tree
    workspace.select(1)
    guard case .copy(let node, "node") = workspace.handle(CommandInvocation(.copyNode)),
      case .copy(let span, "span") = workspace.handle(CommandInvocation(.copySpan))
    else {
      Issue.record("nothing is copied")
      return
    }
    #expect(node.hasPrefix("node 1\nstep: \(tree.step(1))\nstate: \(tree.state(1))\n"))
    #expect(node.contains("\nN: \(tree.N(1))\n"))
    #expect(span.contains(tree.step(1)))
    #expect(
      workspace.handle(CommandInvocation(.copyExpression))
        == .message("no expression yet: & # and w take one"))
    _ = workspace.handle(CommandInvocation(.highlight, argument: "N > 3"))
    #expect(
      workspace.handle(CommandInvocation(.copyExpression)) == .copy("N > 3", what: "expression"))
  }

  @Test func `One key shows less and less, and then all again`() {
    var workspace = workspace
    let shown = ["not is failed", "is solution", "is principal", nil]
    for text in shown {
      _ = workspace.handle(CommandInvocation(.showLess))
      #expect(workspace.treePane.filter?.text == text)
    }
  }

  @Test(arguments: TreeDrawingRegistry.names)
  func `A subtree is shown alone, and all again`(drawing: String) throws {
    var workspace = workspace
    _ = workspace.handle(CommandInvocation(.drawing, argument: drawing))
    let tree = workspace.tree
    let top = try #require(tree.children(of: 0).max { tree.N($0) < tree.N($1) })
    workspace.select(top)
    _ = screen(&workspace)
    _ = workspace.handle(CommandInvocation(.subtree))
    let text = screen(&workspace)
    let rows = workspace.treePane.drawing.drawing(
      of: workspace.treePane.source(tree), workspace.treePane.selection
    ).targets.map(\.row.node)
    #expect(rows.count > 1)
    #expect(rows.allSatisfy { tree.path(to: $0).contains(top) })
    #expect(text.contains("· " + tree.step(top)))
    _ = workspace.handle(CommandInvocation(.top))
    #expect(workspace.selectedNode == top)
    // A node elsewhere widens what is shown to what holds both.
    workspace.select(tree.children(of: 0).first { $0 != top } ?? 0)
    #expect(workspace.treePane.selection.top(in: tree) == 0)
    workspace.select(top)
    #expect(workspace.handle(CommandInvocation(.subtree)) == .message("the whole tree again"))
    #expect(workspace.treePane.selection.top == 0)
  }

  @Test func `Keys go back to where a value and a preference changed`() throws {
    var workspace = workspace
    let tree = workspace.tree
    let node = try #require(tree.children(of: 0).max { tree.N($0) < tree.N($1) })
    workspace.select(node)
    guard case .message(let text) = workspace.handle(CommandInvocation(.valueChange)) else {
      Issue.record("nothing is said")
      return
    }
    #expect(text.hasPrefix("hit ") && text.hasSuffix("node #\(node)"))
    let moment = workspace.tree.now
    var (before, after, last) = (tree, tree, 0)
    for event in tree.events.indices {
      before.seek(to: event)
      after.seek(to: event + 1)
      guard Int(node) < before.nodeCount, before.isTouched(node, by: tree.events[event]) else {
        continue
      }
      if before.Q(node) != after.Q(node) || before.V(node) != after.V(node) { last = event }
    }
    #expect(moment == last + 1)
    workspace.seek(to: tree.events.count)
    workspace.select(node)
    _ = workspace.handle(CommandInvocation(.preferenceChange))
    after = workspace.tree
    #expect(after.preferredChild(of: 0) == workspace.selectedNode)
    before = after
    before.seek(to: after.now - 1)
    #expect(before.preferredChild(of: 0) != workspace.selectedNode)
  }

  @Test func `A search breaks at the first event that makes an expression true`() throws {
    var search = CountdownSearch(numbers: [3, 5, 7, 9], target: 24, seed: 1)
    for _ in 0..<60 where !search.isDone { search.iterate() }
    var whole = SearchTree(header: workspace.tree.header)
    for batch in search.batches { whole.append(batch) }
    let query = try NodeQuery("N = 3 and depth = 1")
    var reference = Watch(query)
    reference.advance(in: whole)
    let first = try #require(reference.hits.first)
    var workspace = Workspace(
      tree: SearchTree(header: whole.header), problem: nil, linearizers: [PlainRegister()])
    workspace.search = .running
    #expect(workspace.handle(CommandInvocation(.breakpoint)) == .prompt(.breakpoint))
    _ = workspace.handle(CommandInvocation(.breakpoint, argument: query.text))
    var breaks: [Int] = []
    for batch in search.batches {
      workspace.append(batch)
      if workspace.reachesBreak() {
        breaks.append(workspace.tree.now - 1)
        #expect(workspace.takeNotice()?.hasPrefix("break at event ") == true)
        workspace.seek(to: workspace.tree.events.count)
      }
    }
    #expect(breaks.first == Int(first))
    // Beside another search, that one goes where this one is.
    var compare = CompareWorkspace(
      [workspace, workspace].map { Workspace(header: $0.tree.header) })
    for index in 0...1 { compare.setState(.running, of: index) }
    _ = compare.handle(CommandInvocation(.otherSearch))
    _ = compare.handle(CommandInvocation(.breakpoint, argument: query.text))
    _ = compare.handle(CommandInvocation(.otherSearch))
    var hasBroken = false
    for batch in search.batches where !hasBroken {
      for index in 0...1 { compare.append(batch, to: index) }
      hasBroken = compare.reachesBreak()
    }
    #expect(hasBroken && compare.active == 1)
    #expect(compare.searches.map(\.tree.now) == [Int(first) + 1, Int(first) + 1])
    #expect(Set(breaks).isSubset(of: Set(reference.hits.map { Int($0) })))
    #expect(
      workspace.handle(CommandInvocation(.breakpoint)) == .message("the search breaks no more"))
    #expect(
      workspace.handle(CommandInvocation(.breakpoint, argument: "is failed"))
        == .message(
          "where nodes stand in the whole tree is no event: of “is …” a watch takes preferred"))
  }
}
