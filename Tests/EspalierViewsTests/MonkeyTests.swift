import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Random commands, clicks, sizes and arrivals: nothing crashes, and what must hold holds.
@Suite struct MonkeyTests {
  private static let sizes = [
    (1, 1), (2, 1), (1, 40), (29, 8), (30, 8), (31, 9), (40, 12), (59, 13), (60, 14), (80, 24),
    (109, 19), (110, 20), (132, 43), (200, 60), (200, 8), (30, 60),
  ]

  private func invocation(_ random: inout SeededRandom) -> CommandInvocation {
    let ids = CommandID.allCases
    let id = ids[random.below(ids.count)]
    let count = random.below(4) == 0 ? random.below(300) : nil
    let arguments = ["6", "× 4", "1[0-9] ", "(", "", "zz", "event", "plain"]
    let argument = random.below(3) == 0 ? arguments[random.below(arguments.count)] : nil
    return CommandInvocation(id, count: count, argument: argument)
  }

  private func checkInvariants(_ workspace: Workspace) {
    let tree = workspace.tree
    #expect(Int(workspace.selectedNode) < tree.nodeCount)
    var pane = workspace.treePane
    pane.update(to: tree)
    guard let drawing = pane.drawing as? OutlineDrawing else { return }
    var outline = drawing.outline(of: pane.source(tree), pane.selection)
    let rows = drawing.rows(of: &outline, pane.selection)
    let anchor = pane.selection.anchor(in: &outline)
    let height = drawing.window.height
    #expect(rows.contains(anchor))
    #expect(rows.count <= height)
    #expect(Set(rows).count == rows.count)
    for (row, next) in zip(rows, rows.dropFirst()) {
      #expect(outline.row(after: row) == next)
      #expect(outline.row(before: next) == row)
    }
    if rows.count < height {
      #expect(rows.first == OutlineRow(pane.selection.top(in: tree)))
      #expect(outline.row(after: rows[rows.count - 1]) == nil)
    }
  }

  @Test(arguments: 1...12) func `One search is read from its file`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let whole =
      seed.isMultiple(of: 3)
      ? RecordedSearchFixture.astar(seed: seed)
      : RecordedSearchFixture.mcts(iterations: 50, seed: seed)
    var search = CountdownSearch(numbers: [3, 5, 7, 9], target: 24, seed: seed)
    for _ in 0..<40 where !search.isDone { search.iterate() }
    var workspace =
      seed.isMultiple(of: 2)
      ? Workspace(tree: whole, problem: nil, linearizers: [PlainRegister(), PlainRegister()])
      : Workspace(
        tree: SearchTree(header: whole.header), problem: nil, linearizers: [PlainRegister()])
    if !seed.isMultiple(of: 2) { workspace.search = .running }
    var batches = search.batches[...]
    for _ in 0..<250 {
      switch random.below(8) {
      case 0:
        let (width, height) = Self.sizes[random.below(Self.sizes.count)]
        var canvas = Canvas(width: width, height: height)
        workspace.draw(into: &canvas)
      case 1:
        let kinds: [MouseEvent.Kind] = [.press, .drag, .release, .wheelUp, .wheelDown]
        _ = workspace.handle(
          MouseEvent(
            kinds[random.below(kinds.count)], x: random.below(210), y: random.below(62)))
      case 2:
        if !seed.isMultiple(of: 2), let batch = batches.popFirst() { workspace.append(batch) }
        _ = workspace.tick(seconds: Double(random.unit()))
      default: _ = workspace.handle(invocation(&random))
      }
      checkInvariants(workspace)
    }
  }

  @Test(arguments: 1...9) func `Several searches`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var compare = CompareWorkspace(
      (0..<2 + Int(seed % 3)).map { search in
        CompareScreenTests.workspace(
          search == 1
            ? RecordedSearchFixture.astar(expansions: 40, seed: seed)
            : RecordedSearchFixture.mcts(iterations: 40, seed: seed + UInt64(search)))
      })
    for _ in 0..<150 {
      if random.below(4) == 0 {
        let (width, height) = Self.sizes[random.below(Self.sizes.count)]
        var canvas = Canvas(width: width, height: height)
        compare.draw(into: &canvas)
        _ = compare.handle(MouseEvent(.press, x: random.below(210), y: random.below(62)))
      } else {
        _ = compare.handle(invocation(&random))
      }
      _ = compare.tick(seconds: 0.1)
      for search in compare.searches { checkInvariants(search) }
    }
  }

  @Test func `Every size up to a screen`() {
    let tree = RecordedSearchFixture.mcts(iterations: 30)
    for width in [1, 2, 29, 30, 33, 61, 90, 111] {
      for height in [1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 19, 21, 30] {
        var workspace = Workspace(tree: tree)
        var compare = CompareWorkspace([workspace, workspace])
        for pane in Pane.allCases {
          workspace.focus(pane)
          var canvas = Canvas(width: width, height: height)
          workspace.draw(into: &canvas)
          var help = HelpOverlay()
          help.draw(Keymap(), in: .tree, over: &canvas)
          CommandPalette().draw(Keymap(), in: .tree, facts: [], over: &canvas)
        }
        var canvas = Canvas(width: width, height: height)
        compare.draw(into: &canvas)
        for count in 3...4 {
          var many = CompareWorkspace(Array(repeating: workspace, count: count))
          many.draw(into: &canvas)
        }
        var home = OverlayScreenTests.home
        home.draw(into: &canvas)
      }
    }
  }
}
