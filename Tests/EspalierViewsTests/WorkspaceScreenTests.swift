import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct WorkspaceScreenTests {
  static let sizes = [(200, 60), (80, 24), (40, 12)]

  /// Of what came after what, and of what was expanded when, nothing is said.
  @Test func `A snapshot says that it has no order`() {
    var header = RecordedSearchFixture.mcts().header
    header.order = .unknown
    var tree = SearchTree(header: header)
    var batch = EventBatch()
    batch.events.append(Event(.expand, 0, other: 1, count: 2))
    for step in ["left", "right"] { batch.append(NodeRecord(parent: 0), step: step, state: step) }
    tree.append(batch)
    var workspace = Workspace(tree: tree)
    var canvas = Canvas(width: 160, height: 40)
    workspace.draw(into: &canvas)
    for words in ["snapshot", "in no known order", "backtracks –"] {
      #expect(canvas.text.contains(words), "\(words)\n\(canvas.text)")
    }
    #expect(!canvas.text.contains(" exp "))
  }

  @Test func `That what is gone to is beyond the end is said`() {
    var workspace = CompareScreenTests.workspace(RecordedSearchFixture.mcts())
    let count = workspace.tree.events.count
    for (id, wanted, words) in [
      (CommandID.seekEvent, 99_999, "event 99,999"), (.seekPercent, 250, "250 percent"),
    ] {
      workspace.seek(to: 0)
      #expect(
        workspace.handle(CommandInvocation(id, count: wanted))
          == .message("\(words) is beyond the end: there are \(count) events"))
      #expect(workspace.tree.now == count)
    }
    #expect(workspace.handle(CommandInvocation(.seekEvent, count: count)) == .none)
    #expect(workspace.handle(CommandInvocation(.seekPercent, count: 100)) == .none)
  }

  @Test(arguments: sizes) func `Follows a tree search`(_ width: Int, _ height: Int) throws {
    var workspace = Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
    workspace.seek(to: 151)
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    try expectSnapshot(canvas, "mcts-\(width)x\(height)")
  }

  @Test(arguments: sizes) func `Follows a search by cost`(_ width: Int, _ height: Int) throws {
    var workspace = Workspace(
      tree: RecordedSearchFixture.astar(), problem: nil, linearizers: [PlainRegister()])
    workspace.seek(to: 80)
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    try expectSnapshot(canvas, "astar-\(width)x\(height)")
  }
}
