import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// What a key does in a search that never branches, a hundred thousand steps deep: each of these
/// would take minutes if it climbed to the root for every node.
@Suite struct LongChainTests {
  static let length = 100_000
  static let chain = tree(parents: Array(0..<length).map { NodeID($0) })

  /// A tree whose node n + 1 has the parent `parents[n]`; its state is its number.
  static func tree(parents: [NodeID]) -> SearchTree {
    var tree = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "chain", text: "chain"), strategy: .init("astar"),
        model: .init("heuristic"), seed: 1, root: .init(state: "0")))
    var batch = EventBatch()
    for (index, parent) in parents.enumerated() {
      batch.events.append(Event(.expand, parent, other: NodeID(index + 1), count: 1))
      batch.append(NodeRecord(parent: parent), step: "on", state: "\(index + 1)")
    }
    tree.append(batch)
    tree.seek(to: tree.events.count)
    return tree
  }

  /// A pane that shows all of the chain, with the root selected.
  static func openPane() -> TreePane {
    var pane = TreePane()
    pane.move(.home, in: chain)
    pane.expandAll(in: chain)
    return pane
  }

  @Test func `Every node matches, and each is found in turn`() throws {
    var search = try #require(NodeSearch("on"))
    var places = OutlinePlaces()
    while !search.isComplete(in: Self.chain) { search.advance(in: Self.chain) }
    #expect(search.matches.count == Self.length)
    for node in [NodeID(0), 1, 50_000, NodeID(Self.length - 1)] {
      let next = search.match(after: node, in: Self.chain, &places)
      #expect(try #require(next) == (node + 1, Int(node) + 1, Self.length))
    }
    let first = search.match(after: NodeID(Self.length), in: Self.chain, &places)
    #expect(try #require(first) == (1, 1, Self.length))
    let last = search.match(after: 1, backwards: true, in: Self.chain, &places)
    #expect(try #require(last) == (NodeID(Self.length), Self.length, Self.length))
  }

  /// What was open while it followed stays open, all the way down.
  @Test func `A pane that follows goes to any row`() {
    var pane = TreePane()
    pane.move(.end, in: Self.chain)
    #expect(pane.selectedNode(in: Self.chain) == NodeID(Self.length))
    pane.follow()
    pane.move(.home, in: Self.chain)
    pane.move(.down, times: 99_989, in: Self.chain)
    #expect(pane.selectedNode(in: Self.chain) == 99_989)
  }

  @Test func `A search on the screen goes to the match`() {
    var pane = Self.openPane()
    let isKnown = pane.seek("9999$", in: Self.chain)
    #expect(isKnown && pane.matchPlace == nil)
    while pane.isSearching(in: Self.chain) { pane.update(to: Self.chain) }
    pane.nextMatch(in: Self.chain)
    #expect(pane.selectedNode(in: Self.chain) == 9999)
    #expect(pane.matchPlace! == (1, 10))
    pane.nextMatch(backwards: true, in: Self.chain)
    #expect(pane.selectedNode(in: Self.chain) == 99_999)
  }

  @Test func `A filter leaves what matches and what leads to it`() throws {
    var pane = Self.openPane()
    try pane.filter("^100000$", in: Self.chain)
    while pane.isSearching(in: Self.chain) { pane.update(to: Self.chain) }
    let filter = try #require(pane.filter)
    #expect((0...Self.length).allSatisfy { filter.admits(NodeID($0)) })
  }

  @Test func `A count goes to that row at once, and back`() {
    var workspace = Workspace(tree: Self.chain, problem: nil, linearizers: [PlainRegister()])
    workspace.treePane = Self.openPane()
    _ = workspace.handle(CommandInvocation(.bottom, count: 99_999))
    #expect(workspace.treePane.selectedNode(in: Self.chain) == 99_998)
    _ = workspace.handle(CommandInvocation(.up, count: 90_000))
    #expect(workspace.treePane.selectedNode(in: Self.chain) == 9998)
    _ = workspace.handle(CommandInvocation(.pageDown, count: 99_999))
    #expect(workspace.treePane.selectedNode(in: Self.chain) == 100_000)
    _ = workspace.handle(CommandInvocation(.parent, count: 99_990))
    #expect(workspace.treePane.selectedNode(in: Self.chain) == 10)
  }

  @Test func `All is open below a node that is not the root`() {
    var pane = TreePane()
    pane.select(10, in: Self.chain)
    pane.collapseAll(in: Self.chain)
    pane.expandAll(in: Self.chain)
    pane.move(.down, times: 99_999, in: Self.chain)
    #expect(pane.selectedNode(in: Self.chain) == 100_000)
  }

  @Test func `Places in the outline are those of a walk through it`() {
    var random = SeededRandom(seed: 3)
    let tree = Self.tree(parents: (0..<300).map { NodeID(random.below($0 + 1)) })
    var walked: [NodeID] = []
    var open: [NodeID] = [0]
    while let node = open.popLast() {
      walked.append(node)
      open += tree.children(of: node).reversed()
    }
    var outline = OutlinePlaces()
    outline.update(for: tree)
    let places = outline.places
    #expect(places.count == 301)
    #expect(walked.map { places[Int($0)] } == Array(0...300))
  }
}
