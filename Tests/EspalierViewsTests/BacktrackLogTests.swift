import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// The log of backtracks, and what a filter leaves of it.
@Suite struct BacktrackLogTests {
  @Test func `A pattern leaves the rows that have it, and the tree as it is`() throws {
    var workspace = Workspace(tree: RecordedSearchFixture.mcts())
    workspace.focus(.log)
    let tree = workspace.tree
    let wanted = tree.backtracks.filter { tree.events[Int($0)].reason == .deadEnd }
    try #require(wanted.count > 2 && wanted.count < tree.backtracks.count)
    _ = workspace.handle(CommandInvocation(.filter, argument: "dead end$"))
    while workspace.isSearching { _ = workspace.tick(seconds: 0) }
    #expect(workspace.treePane.filter == nil)
    for moment in [tree.events.count, Int(wanted[1]) + 1, Int(wanted[1])] {
      workspace.seek(to: moment)
      var seen: [Int] = []
      _ = workspace.handle(CommandInvocation(.top))
      for _ in wanted {
        if let event = workspace.log.selectedEvent(in: workspace.tree), seen.last != event {
          seen.append(event)
        }
        _ = workspace.handle(CommandInvocation(.down))
      }
      #expect(seen == wanted.map { Int($0) }.filter { $0 < moment })
    }
    workspace.seek(to: tree.events.count)
    var canvas = Canvas(width: 160, height: 40)
    workspace.draw(into: &canvas)
    #expect(canvas.text.contains("\(tree.backtrackCount) · \(wanted.count) with dead end$"))
    _ = workspace.handle(CommandInvocation(.leave))
    #expect(workspace.log.filterText == nil)
    // An expression is of nodes, wherever it is typed.
    _ = workspace.handle(CommandInvocation(.filter, argument: "N > 3"))
    #expect(workspace.log.filterText == nil && workspace.treePane.filter != nil)
    guard case .message = workspace.handle(CommandInvocation(.filter, argument: "(")) else {
      Issue.record("a pattern that is none is taken")
      return
    }
  }
}
