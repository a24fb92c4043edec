import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Stepping back from any event gives, cell for cell, the screen that stepping forward gave.
@Suite struct TimeTravelTests {
  static let sizes = [(120, 36), (80, 24), (40, 12)]

  /// The screens at every moment, going forward, are those going back.
  private func check(_ workspace: Workspace, _ size: (Int, Int), _ what: String) {
    var workspace = workspace
    let count = workspace.tree.events.count
    func frame() -> Canvas {
      var canvas = Canvas(width: size.0, height: size.1)
      workspace.draw(into: &canvas)
      return canvas
    }
    workspace.seek(to: 0)
    var forward: [Canvas] = []
    for moment in 0...count {
      workspace.seek(to: moment)
      forward.append(frame())
    }
    for moment in (0...count).reversed() {
      workspace.seek(to: moment)
      let back = frame()
      if back != forward[moment] {
        Issue.record(
          "\(what): at \(moment)\n\(forward[moment].text)\n--- going back\n\(back.text)")
        return
      }
    }
  }

  @Test(arguments: [1, 2], sizes)
  func `The cursor follows the search`(_ seed: UInt64, _ size: (Int, Int)) {
    check(
      Workspace(
        tree: RecordedSearchFixture.mcts(iterations: 40, seed: seed), problem: nil,
        linearizers: [PlainRegister()]),
      size, "mcts \(seed)")
    check(
      Workspace(tree: RecordedSearchFixture.astar(seed: seed)), size, "astar \(seed)")
  }

  @Test(arguments: [1, 2, 3], sizes)
  func `The cursor stays where it was moved to`(_ seed: UInt64, _ size: (Int, Int)) {
    var random = SeededRandom(seed: seed)
    var workspace = Workspace(
      tree: RecordedSearchFixture.mcts(iterations: 25, seed: seed), problem: nil,
      linearizers: [PlainRegister()])
    var canvas = Canvas(width: size.0, height: size.1)
    workspace.draw(into: &canvas)
    let commands: [CommandID] = [
      .up, .down, .down, .left, .right, .toggleFold, .pageUp, .pageDown, .parent, .nextSibling,
      .expandAll, .collapseAll, .top, .bottom, .nextPane, .previousBacktrack,
    ]
    for _ in 0..<30 {
      _ = workspace.handle(CommandInvocation(commands[random.below(commands.count)]))
    }
    check(workspace, size, "moved \(seed)")
  }
}
