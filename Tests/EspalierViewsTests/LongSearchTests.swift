import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Looking for a pattern in much text: a key comes back at once, the search goes on between frames,
/// and Escape leaves it.
@Suite struct LongSearchTests {
  /// Writes the whole path of every node, so that a text of n events has about n² bytes.
  struct PathWriter: Linearizer {
    static let name = "paths"
    static let summary = "every node with its whole path"
    init(header: TraceHeader) {}
    func opening(of tree: SearchTree) -> TextFragment {
      TextFragment(event: -1, node: 0, text: "x")
    }
    func fragment(at event: Int, in tree: SearchTree) -> TextFragment? {
      let node = tree.events[event].node
      return TextFragment(
        event: event, node: node, text: String(repeating: "on, ", count: Int(node)) + "at \(node)")
    }
  }

  private func workspace() -> Workspace {
    let tree = LongChainTests.tree(parents: Array(0..<3000).map { NodeID($0) })
    var workspace = Workspace(
      tree: tree, problem: nil, linearizers: [PathWriter(header: tree.header)])
    workspace.focus(.text)
    return workspace
  }

  @Test func `A match far away is gone to when it is found`() {
    var workspace = workspace()
    let first = workspace.handle(CommandInvocation(.search, argument: "at 2999$"))
    #expect(first == .message("searching for “at 2999$”; esc cancels"))
    #expect(workspace.isSearching)
    var frames = 0
    while workspace.isSearching, frames < 100_000 {
      let isNew = workspace.tick(seconds: 0.03)
      #expect(isNew)
      frames += 1
    }
    #expect(frames > 10)
    #expect(workspace.selectedNode == 2999)
    #expect(workspace.takeNotice() == "match 1 of 1 for “at 2999$”")
    let isNew = workspace.tick(seconds: 0.03)
    #expect(!isNew)
  }

  @Test func `What is nowhere is said only when all has been searched`() {
    var workspace = workspace()
    _ = workspace.handle(CommandInvocation(.search, argument: "nowhere"))
    #expect(workspace.isSearching)
    while workspace.isSearching { _ = workspace.tick(seconds: 0.03) }
    #expect(workspace.takeNotice() == "no match for “nowhere”")
    let again = workspace.handle(CommandInvocation(.searchNext))
    #expect(again == .message("no match for “nowhere”"))
  }

  @Test func `Escape leaves a search`() {
    var workspace = workspace()
    _ = workspace.handle(CommandInvocation(.search, argument: "at 1500$"))
    #expect(workspace.isSearching)
    _ = workspace.handle(CommandInvocation(.leave))
    #expect(!workspace.isSearching)
    let isNew = workspace.tick(seconds: 0.03)
    #expect(!isNew)
    #expect(workspace.selectedNode != 1500)
  }
}
