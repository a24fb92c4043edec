import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct DraggingTests {
  private func workspace(_ width: Int, _ height: Int) -> Workspace {
    var workspace = Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    return workspace
  }

  private func layout(_ workspace: Workspace, _ width: Int, _ height: Int) -> WorkspaceLayout {
    WorkspaceLayout(width: width, height: height, options: workspace.options)
  }

  @Test func `The side border follows the mouse and comes back`() throws {
    var workspace = workspace(140, 40)
    let start = try #require(layout(workspace, 140, 40).place(of: .side))
    let taken1 = workspace.handle(MouseEvent(.press, x: start, y: 10))
    #expect(taken1)
    for x in [start - 10, 2, 139, start - 20] {
      let taken2 = workspace.handle(MouseEvent(.drag, x: x, y: 12))
      #expect(taken2)
      let place = try #require(layout(workspace, 140, 40).place(of: .side))
      #expect(place == max(40, min(110, x)))
    }
    let taken3 = workspace.handle(MouseEvent(.release, x: start - 20, y: 12))
    #expect(taken3)
    let taken4 = workspace.handle(MouseEvent(.drag, x: start, y: 12))
    #expect(!taken4)
    #expect(layout(workspace, 140, 40).place(of: .side) == start - 20)
  }

  @Test(arguments: [(140, 40), (80, 24)])
  func `The title beneath the tree is a border`(_ width: Int, _ height: Int) throws {
    var workspace = workspace(width, height)
    let start = try #require(layout(workspace, width, height).place(of: .bottom))
    let taken5 = workspace.handle(MouseEvent(.press, x: 4, y: start))
    #expect(taken5)
    #expect(workspace.options.focus != .tree)
    let taken6 = workspace.handle(MouseEvent(.drag, x: 4, y: start - 3))
    #expect(taken6)
    #expect(layout(workspace, width, height).place(of: .bottom) == start - 3)
    _ = workspace.handle(MouseEvent(.drag, x: 4, y: 500))
    _ = workspace.handle(MouseEvent(.drag, x: 4, y: start))
    #expect(layout(workspace, width, height).place(of: .bottom) == start)
  }

  @Test func `A press inside a pane drags nothing`() {
    var workspace = workspace(140, 40)
    let before = layout(workspace, 140, 40)
    _ = workspace.handle(MouseEvent(.press, x: 5, y: 8))
    _ = workspace.handle(MouseEvent(.drag, x: 50, y: 20))
    #expect(layout(workspace, 140, 40).panes == before.panes)
  }
}
