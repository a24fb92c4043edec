import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct InspectorTests {
  private func workspace(_ tree: SearchTree, at moment: Int, node: NodeID) -> Workspace {
    var workspace = Workspace(tree: tree, problem: nil, linearizers: [PlainRegister()])
    workspace.seek(to: moment)
    workspace.select(node)
    _ = workspace.handle(CommandInvocation(.inspect))
    return workspace
  }

  @Test(arguments: [(200, 60), (80, 24), (40, 12)])
  func `Shows a node of a tree search`(_ width: Int, _ height: Int) throws {
    var workspace = workspace(RecordedSearchFixture.mcts(), at: 151, node: 0)
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    try expectSnapshot(canvas, "inspector-\(width)x\(height)")
  }

  @Test func `The same key goes back, and the node stays`() {
    var workspace = workspace(RecordedSearchFixture.mcts(), at: 151, node: 5)
    #expect(workspace.context == .state)
    _ = workspace.handle(CommandInvocation(.inspect))
    #expect(workspace.context == .tree)
    #expect(!workspace.options.zoomed)
    #expect(workspace.selectedNode == 5)
  }

  @Test func `All of a long text can be scrolled to, and no further`() {
    let words = (0..<400).map { "word\($0)" }.joined(separator: " ")
    var tree = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "k", text: "t"), strategy: .init("s"), model: nil,
        root: .init(state: "start")))
    var batch = EventBatch()
    batch.append(NodeRecord(parent: 0), step: words, state: "one\ntwo\nthree")
    batch.events = [Event(.expand, 0, other: 1, count: 1)]
    tree.append(batch)
    var workspace = workspace(tree, at: 1, node: 1)
    var seen = ""
    for _ in 0..<40 {
      var canvas = Canvas(width: 60, height: 20)
      workspace.draw(into: &canvas)
      seen += canvas.text
      _ = workspace.handle(CommandInvocation(.pageDown))
    }
    for word in 0..<400 { #expect(seen.contains("word\(word)"), "word\(word)") }
    for line in ["one", "two", "three", "expand makes it"] { #expect(seen.contains(line)) }
    _ = workspace.handle(CommandInvocation(.top))
    var canvas = Canvas(width: 60, height: 20)
    workspace.draw(into: &canvas)
    #expect(canvas.text.contains("word0 "))
  }

  @Test func `Its history is what the tree says at every moment`() {
    var tree = RecordedSearchFixture.mcts()
    for node in [NodeID(0), 3, 20] {
      var history = NodeHistory(of: node, in: tree)
      history.update(to: tree, effort: .whole)
      for moment in stride(from: 0, through: tree.events.count, by: 5) {
        tree.seek(to: moment)
        guard Int(node) < tree.nodeCount else { continue }
        let backups = history.backups(before: moment)
        #expect(backups.count == tree.N(node))
        if let last = backups.last, let Q = tree.Q(node) {
          #expect((last.Q - Double(Q)).magnitude < 1e-5)
        }
        let touches = (0..<moment).count { tree.isTouched(node, by: tree.events[$0]) }
        #expect(history.touchCount(before: moment) == touches)
      }
    }
  }

  @Test func `The keys go from one event of a node to the next, and back`() {
    var workspace = workspace(RecordedSearchFixture.mcts(), at: 151, node: 3)
    let tree = workspace.tree
    var moments: [Int] = []
    while workspace.handle(CommandInvocation(.previousTouch)) == .none {
      moments.append(workspace.tree.now)
      #expect(tree.isTouched(3, by: tree.events[workspace.tree.now - 1]))
      #expect(workspace.selectedNode == 3)
    }
    #expect(moments.count > 3)
    #expect(moments.last == tree.eventThatCreated(3).map { $0 + 1 })
    for moment in moments.dropLast().reversed() {
      #expect(workspace.handle(CommandInvocation(.nextTouch)) == .none)
      #expect(workspace.tree.now == moment)
    }
  }
}
