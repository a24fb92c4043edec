import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// What takes longer than a frame may is done in slices between frames: in the end it is what it would
/// have been at once, and a key is answered meanwhile.
@Suite struct SlicedWorkTests {
  private static let header = TraceHeader(
    problem: .init(kind: "k", text: "t"), strategy: .init("s"), model: nil,
    root: .init(state: "0"))

  /// Parents at random, so that there are subtrees of every size; every seventh node has a value.
  private static let batches: [EventBatch] = {
    var random = SeededRandom(seed: 1)
    return [1...1500, 1501...3000].map { nodes in
      var batch = EventBatch()
      for node in nodes {
        let parent = NodeID(random.below(node))
        batch.append(NodeRecord(parent: parent), step: "to \(node)", state: "\(node)")
        batch.events.append(Event(.expand, parent, other: NodeID(node), count: 1))
        if node.isMultiple(of: 7) {
          let value = random.unit()
          batch.events.append(Event(.evaluate, NodeID(node), value: value))
          batch.events.append(Event(.backup, NodeID(node), value: value))
        }
      }
      return batch
    }
  }()

  private static let tree: SearchTree = {
    var tree = SearchTree(header: header)
    for batch in batches { tree.append(batch) }
    return tree
  }()

  /// The nodes that match and those above them.
  private func expected(_ tree: SearchTree, _ matches: (NodeID) -> Bool) -> [Bool] {
    var admitted = Array(repeating: false, count: tree.nodeCount)
    admitted[0] = true
    for node in 1..<NodeID(tree.nodeCount) where matches(node) {
      for above in tree.path(to: node) { admitted[Int(above)] = true }
    }
    return admitted
  }

  private func shown(_ filter: NodeFilter, _ tree: SearchTree) -> [Bool] {
    (0..<NodeID(tree.nodeCount)).map { filter.admits($0) }
  }

  @Test(arguments: [UInt64](1...8))
  func `A filter in slices leaves what it leaves at once`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var tree = Self.tree
    var question = try NodeFilter("V > 0.5 or N > 40", of: tree)
    var pattern = try NodeFilter("99", of: tree)
    for _ in 0..<4 {
      tree.seek(to: random.below(tree.events.count + 1))
      // The moment may move on before all have been looked at.
      for _ in 0..<random.below(4) {
        question.update(to: tree, effort: Effort(20_000))
        tree.seek(to: random.below(tree.events.count + 1))
      }
      for _ in 0..<10_000
      where !question.isComplete(in: tree) || !pattern.isComplete(in: tree) {
        question.update(to: tree, effort: Effort(20_000))
        pattern.update(to: tree, effort: Effort(20_000))
      }
      question.update(to: tree, effort: Effort(1))
      pattern.update(to: tree, effort: Effort(1))
      #expect(question.isComplete(in: tree) && pattern.isComplete(in: tree))
      #expect(
        shown(question, tree) == expected(tree) { tree.V($0) ?? 0 > 0.5 || tree.N($0) > 40 })
      #expect(shown(pattern, tree) == expected(tree) { tree.state($0).contains("99") })
    }
  }

  @Test func `A filter that leaves a moment and comes back asks anew`() throws {
    var tree = Self.tree
    var filter = try NodeFilter("N > 3", of: tree)
    filter.update(to: tree, effort: Effort(20_000))
    #expect(!filter.isComplete(in: tree))
    tree.seek(to: 1)
    filter.update(to: tree, effort: Effort(100_000))
    tree.seek(to: tree.events.count)
    filter.update(to: tree, effort: .whole)
    filter.update(to: tree, effort: .whole)
    #expect(filter.isComplete(in: tree))
    #expect(shown(filter, tree) == expected(tree) { tree.N($0) > 3 })
  }

  @Test func `A filter that is not done says how far it is`() throws {
    var tree = Self.tree
    tree.seek(to: 2000)
    var pane = TreePane()
    let tests = (1...6).map { "state ~ \"x{\($0)}\"" } + ["step ~ \"7$\""]
    try pane.filter(tests.joined(separator: " or "), in: tree)
    #expect(pane.isSearching(in: tree))
    var canvas = Canvas(width: 100, height: 30)
    let rect = Rect(x: 0, y: 0, width: 100, height: 30)
    pane.draw(tree, focused: true, in: rect, of: &canvas)
    let all = NumberFormat.grouped(tree.nodeCount)
    #expect(canvas.text.contains("of \(all) looked at"))
    for _ in 0..<10_000 where pane.isSearching(in: tree) { pane.update(to: tree) }
    #expect(!pane.isSearching(in: tree))
    canvas = Canvas(width: 100, height: 30)
    pane.draw(tree, focused: true, in: rect, of: &canvas)
    #expect(!canvas.text.contains("looked at"))
    let filter = try #require(pane.filter)
    #expect(shown(filter, tree) == expected(tree) { tree.step($0).hasSuffix("7") })
  }

  @Test func `What happened to a node is the same, read in slices`() throws {
    let tree = Self.tree
    for node in [NodeID(0), 1, 7, 500] {
      var whole = NodeHistory(of: node, in: tree)
      whole.update(to: tree, effort: .whole)
      #expect(
        whole.touches.map { Int($0) }
          == tree.events.indices.filter {
            tree.isTouched(node, by: tree.events[$0])
          })
      var sliced = NodeHistory(of: node, in: tree)
      var slices = 0
      while !sliced.isRead(upTo: tree.events.count) {
        sliced.update(to: tree, effort: Effort(700))
        slices += 1
      }
      #expect(slices > 5)
      #expect(sliced.touches == whole.touches)
      #expect(sliced.backups.map(\.event) == whole.backups.map(\.event))
      #expect(zip(sliced.backups, whole.backups).allSatisfy { abs($0.Q - $1.Q) < 1e-9 })
    }
  }

  @Test func `Texts read in slices stand beside each other as those read at once`() {
    let (a, b) = (RecordedSearchFixture.mcts(seed: 1), RecordedSearchFixture.mcts(seed: 2))
    let linearizers = (PlainRegister(), PlainRegister())
    var whole = AlignedTexts(a, b, linearizers: linearizers)
    whole.advance(a, b, linearizers: linearizers)
    #expect(whole.isComplete && whole.rows.count > 20)
    var sliced = AlignedTexts(a, b, linearizers: linearizers)
    sliced.show(moment: 100, of: 1)
    var slices = 0
    while !sliced.isComplete {
      sliced.advance(a, b, linearizers: linearizers, effort: Effort(30_000))
      slices += 1
    }
    #expect(slices > 5)
    #expect(sliced.rows == whole.rows)
    #expect(sliced.counts == whole.counts)
    let last = sliced.rows.lastIndex { $0.second.map { $0 < 100 } ?? false }
    #expect(sliced.cursor == last)
  }

  // MARK: Watches

  /// A workspace at its first event, watching for what happens late: a key does not see so far.
  private func watching(_ text: String) throws -> (workspace: Workspace, effect: WorkspaceEffect) {
    var workspace = Workspace(tree: Self.tree, problem: nil, linearizers: [PlainRegister()])
    workspace.seek(to: 0)
    let effect = workspace.handle(CommandInvocation(.watch, argument: text))
    return (workspace, effect)
  }

  /// Every node is looked at twice by each event, and a pattern takes long.
  private static let late = "step ~ \"to 29[0-9]9\""

  @Test func `A hit far away is gone to when it is found`() throws {
    var (workspace, effect) = try watching(Self.late)
    guard case .message(let text) = effect else { throw Missing() }
    #expect(text.hasPrefix("searching for “\(Self.late)”: "))
    #expect(text.hasSuffix("events; esc cancels"))
    #expect(workspace.isSearching && workspace.tree.now == 0)
    var notice: String?
    for _ in 0..<10_000 where workspace.isSearching {
      let isNew = workspace.tick(seconds: 0.03)
      #expect(isNew)
      notice = workspace.takeNotice()
    }
    #expect(notice?.hasPrefix("hit 1 of ") == true)
    #expect(workspace.selectedNode == 2909)
    #expect(workspace.tree.nodeCount == 2910)
    #expect(workspace.takeNotice() == nil)
    let isNew = workspace.tick(seconds: 0.03)
    #expect(!isNew)
  }

  @Test func `Escape leaves the way to a hit, and so does another moment`() throws {
    for (id, now) in [(CommandID.leave, 0), (.seekEnd, Self.tree.events.count)] {
      var (workspace, _) = try watching(Self.late)
      _ = workspace.handle(CommandInvocation(id))
      #expect(!workspace.isSearching)
      #expect(workspace.watch != nil)
      let isNew = workspace.tick(seconds: 0.03)
      #expect(!isNew)
      #expect(workspace.tree.now == now)
    }
  }

  @Test func `Events that arrive on the way are looked at too`() throws {
    var workspace = Workspace(header: Self.header)
    workspace.append(Self.batches[0])
    workspace.seek(to: 0)
    _ = workspace.handle(CommandInvocation(.watch, argument: Self.late))
    #expect(workspace.isSearching)
    workspace.append(Self.batches[1])
    for _ in 0..<10_000 where workspace.isSearching { _ = workspace.tick(seconds: 0.03) }
    #expect(workspace.selectedNode == 2909)
  }

  private struct Missing: Error {}
}
