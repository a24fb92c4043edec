import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct BookmarkTests {
  @Test func `Marks are set, gone to, listed and taken away`() {
    var workspace = CompareScreenTests.workspace(RecordedSearchFixture.mcts())
    #expect(
      workspace.handle(CommandInvocation(.nextBookmark))
        == .message("no bookmark yet: * sets one, A one with a note"))
    for (moment, note) in [(90, nil), (30, "odd"), (60, "here")] as [(Int, String?)] {
      _ = workspace.handle(CommandInvocation(.seekEvent, count: moment))
      _ = workspace.handle(CommandInvocation(note == nil ? .bookmark : .note, argument: note))
    }
    #expect(workspace.bookmarks.map(\.moment) == [30, 60, 90])
    _ = workspace.handle(CommandInvocation(.seekStart))
    guard case .message(let text) = workspace.handle(CommandInvocation(.nextBookmark, count: 2))
    else { return #expect(Bool(false), "nothing is said") }
    #expect(text.hasPrefix("bookmark 2 of 3, node #") && text.hasSuffix(": here"))
    #expect(workspace.tree.now == 60)
    var canvas = Canvas(width: 160, height: 40)
    workspace.draw(into: &canvas)
    #expect(canvas.text.split(separator: "\n").suffix(2).first?.contains("⚑") == true)
    _ = workspace.handle(CommandInvocation(.bookmarks))
    workspace.draw(into: &canvas)
    #expect(canvas.text.contains("odd") && canvas.text.contains("here"))
    _ = workspace.handle(CommandInvocation(.bottom))
    _ = workspace.handle(CommandInvocation(.goToMoment))
    #expect(workspace.tree.now == 90)
    _ = workspace.handle(CommandInvocation(.bookmark))
    #expect(workspace.bookmarks.map(\.moment) == [30, 60])
  }

  @Test func `A screen goes where it was left`() {
    var workspace = CompareScreenTests.workspace(RecordedSearchFixture.mcts())
    _ = workspace.handle(CommandInvocation(.seekEvent, count: 70))
    _ = workspace.handle(CommandInvocation(.down, count: 2))
    _ = workspace.handle(CommandInvocation(.drawing, argument: "tidy"))
    let place = workspace.place
    var again = CompareScreenTests.workspace(RecordedSearchFixture.mcts())
    again.go(to: place)
    #expect(again.place == place && place.moment == 70 && place.drawing == "tidy")
  }

  @Test func `Bookmarks that a trace does not have are passed over`() throws {
    var workspace = Workspace(tree: RecordedSearchFixture.mcts(iterations: 30))
    let bookmarks = [
      Bookmark(moment: -5, node: 99_999), Bookmark(moment: .max, node: 0),
      Bookmark(moment: .min, node: .max), Bookmark(moment: 1, node: -3),
    ]
    workspace.bookmarks = bookmarks
    for id in [CommandID.nextBookmark, .previousBookmark, .bookmarks] {
      #expect(
        workspace.handle(CommandInvocation(id))
          == .message("no bookmark yet: * sets one, A one with a note"))
    }
    // A node of another moment.
    workspace.bookmarks = [Bookmark(moment: 1, node: NodeID(workspace.tree.nodeCount - 1))]
    _ = workspace.handle(CommandInvocation(.bookmarks))
    _ = workspace.handle(CommandInvocation(.toggleFold))
    _ = workspace.handle(CommandInvocation(.seekStart))
    _ = workspace.handle(CommandInvocation(.nextBookmark))
    #expect(workspace.tree.now == 1)
    var canvas = Canvas(width: 80, height: 24)
    workspace.draw(into: &canvas)
  }
}
