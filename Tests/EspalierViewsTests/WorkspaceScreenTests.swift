import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct WorkspaceScreenTests {
  static let sizes = [(200, 60), (80, 24), (40, 12)]

  @Test(arguments: sizes) func followsATreeSearch(_ width: Int, _ height: Int) throws {
    var workspace = Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
    workspace.seek(to: 151)
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    try expectSnapshot(canvas, "mcts-\(width)x\(height)")
  }

  @Test(arguments: sizes) func followsASearchByCost(_ width: Int, _ height: Int) throws {
    var workspace = Workspace(
      tree: RecordedSearchFixture.astar(), problem: nil, linearizers: [PlainRegister()])
    workspace.seek(to: 80)
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    try expectSnapshot(canvas, "astar-\(width)x\(height)")
  }
}
