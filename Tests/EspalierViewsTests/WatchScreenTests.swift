import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Questions on the screen: filters and watches.
@Suite struct WatchScreenTests {
  private var workspace: Workspace {
    Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
  }

  @Test func `A watch goes from hit to hit, and back, and marks them on the timeline`() throws {
    var workspace = workspace
    workspace.seek(to: 0)
    let query = try NodeQuery("N = 3")
    var hits: [Int] = []
    var effect = workspace.handle(CommandInvocation(.watch, argument: query.text))
    while case .message(let text) = effect, text.hasPrefix("hit ") {
      hits.append(workspace.tree.now)
      #expect(workspace.tree.N(workspace.selectedNode) == 3)
      effect = workspace.handle(CommandInvocation(.watch))
    }
    #expect(effect == .message("no event after this moment makes “N = 3” true of a node"))
    #expect(hits.count > 3)
    #expect(hits == hits.sorted())
    for hit in hits.dropLast().reversed() {
      _ = workspace.handle(CommandInvocation(.previousHit))
      #expect(workspace.tree.now == hit)
    }
    var canvas = Canvas(width: 120, height: 40)
    workspace.draw(into: &canvas)
    #expect(canvas.text.contains("◆"))
    _ = workspace.handle(CommandInvocation(.leave))
    #expect(workspace.watch == nil)
  }

  @Test func `What is wrong is said with its place`() {
    var workspace = workspace
    #expect(workspace.handle(CommandInvocation(.watch)) == .prompt(.watch))
    #expect(
      workspace.handle(CommandInvocation(.watch, argument: "N > 1 and"))
        == .message("at character 10: expected a figure, such as N, Q, V or depth, or a number"))
    #expect(
      workspace.handle(CommandInvocation(.previousHit))
        == .message("nothing is watched for yet: press w first"))
    #expect(
      workspace.handle(CommandInvocation(.filter, argument: "n > 1"))
        == .none)
    #expect(
      workspace.handle(CommandInvocation(.filter, argument: "N > x"))
        == .message(
          "at character 5: there is no figure “x”: there are N, Q, P, V, U, g, h, f, rank, tokens, seconds, "
            + "US$, depth, children, node, parent, state, status, step, why"))
  }

  @Test func `A filter takes a question, and follows the moment`() throws {
    var workspace = workspace
    var canvas = Canvas(width: 120, height: 40)
    workspace.draw(into: &canvas)
    _ = workspace.handle(CommandInvocation(.filter, argument: "N > 4 and depth = 1"))
    for moment in [workspace.tree.events.count, 60, 200] {
      workspace.seek(to: moment)
      workspace.draw(into: &canvas)
      let tree = workspace.tree
      let filter = try #require(workspace.treePane.filter)
      for node in 1..<NodeID(tree.nodeCount) {
        #expect(filter.admits(node) == (tree.N(node) > 4 && tree.depth(node) == 1))
      }
    }
    #expect(canvas.text.contains("& N > 4 and depth = 1"))
    _ = workspace.handle(CommandInvocation(.leave))
    #expect(workspace.treePane.filter == nil)
  }
}
