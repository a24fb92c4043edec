import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Screens of searches on the built-in problems: pictures, and the style that is the default.
/// What must be on them is looked for; they are not kept cell for cell, so that a strategy may
/// change.
@Suite struct RealSearchScreenTests {
  private func workspace(
    _ kind: String, _ text: String, strategy: String, expansions: Int
  ) throws -> Workspace {
    let problem = try ProblemRegistry.problem(.init(kind: kind, text: text))
    let search = try Search(
      SearchConfiguration(
        problem: problem, strategy: .init(strategy), budget: Budget(expansions: expansions)))
    var workspace = Workspace(header: search.header)
    _ = search.run { workspace.append($0) }
    return workspace
  }

  private func canvas(_ workspace: inout Workspace, _ width: Int, _ height: Int) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    return canvas
  }

  private func frame(_ workspace: inout Workspace, _ width: Int, _ height: Int) -> String {
    canvas(&workspace, width, height).text
  }

  @Test func `A maze shows its frontier and the path`() throws {
    let maze = """
      S....#...
      .###.#.#.
      .#.....#.
      .#.###.#.
      ...#.....
      .###.###.
      .......#G
      """
    var workspace = try workspace("maze", maze, strategy: "astar", expansions: 30)
    let text = frame(&workspace, 160, 48)
    #expect(text.contains("S"))
    #expect(text.contains("█"))
    #expect(text.contains("depth"))
    _ = workspace.handle(CommandInvocation(.seekPercent, count: 50))
    let half = frame(&workspace, 160, 48)
    #expect(half != text)
    _ = workspace.handle(CommandInvocation(.seekEnd))
    #expect(frame(&workspace, 160, 48) == text)
  }

  @Test(arguments: ["mcts", "astar", "best-first", "breadth-first", "depth-first", "beam"])
  func `Every step back is the step forward`(_ strategy: String) throws {
    var workspace = try workspace(
      "countdown", "4 5 6 10 → 24", strategy: strategy, expansions: 40)
    let count = min(150, workspace.tree.events.count)
    workspace.seek(to: 0)
    var forward = [canvas(&workspace, 130, 40)]
    for _ in 0..<count {
      _ = workspace.handle(CommandInvocation(.stepEvent))
      forward.append(canvas(&workspace, 130, 40))
    }
    for moment in (0..<count).reversed() {
      _ = workspace.handle(CommandInvocation(.backEvent))
      let isAsBefore = canvas(&workspace, 130, 40) == forward[moment]
      #expect(isAsBefore, "\(forward[moment].text)")
    }
  }

  @Test func `Selecting a node shows its words, and words show their node`() throws {
    var workspace = try workspace(
      "countdown", "4 5 6 10 → 24", strategy: "mcts", expansions: 30)
    _ = frame(&workspace, 160, 48)
    for node in stride(from: 1, to: workspace.tree.nodeCount, by: 7) {
      workspace.select(NodeID(node))
      #expect(workspace.selectedNode == NodeID(node))
      _ = frame(&workspace, 160, 48)
      workspace.focus(.text)
      _ = workspace.handle(CommandInvocation(.down))
      _ = workspace.handle(CommandInvocation(.up))
      workspace.focus(.tree)
    }
    workspace.focus(.text)
    _ = workspace.handle(CommandInvocation(.top))
    #expect(workspace.selectedNode == 0)
    for _ in 0..<10 { _ = workspace.handle(CommandInvocation(.down)) }
    #expect(workspace.selectedNode > 0)
  }

  @Test func `A search goes round its matches`() throws {
    var workspace = try workspace(
      "countdown", "4 5 6 10 → 24", strategy: "breadth-first", expansions: 20)
    _ = frame(&workspace, 160, 48)
    let tree = workspace.tree
    let matching = (0..<NodeID(tree.nodeCount)).filter {
      (tree.step($0) + "\n" + tree.state($0)).contains("24")
    }
    _ = workspace.handle(CommandInvocation(.search, argument: "24"))
    var seen: Set<NodeID> = []
    for place in 1...matching.count {
      seen.insert(workspace.selectedNode)
      #expect(workspace.treePane.matchPlace?.count == matching.count)
      if place < matching.count { _ = workspace.handle(CommandInvocation(.searchNext)) }
    }
    #expect(seen == Set(matching))
    #expect(frame(&workspace, 160, 48).contains("of \(matching.count)"))
    _ = workspace.handle(CommandInvocation(.searchNext))
    let first = workspace.selectedNode
    _ = workspace.handle(CommandInvocation(.searchPrevious))
    _ = workspace.handle(CommandInvocation(.searchNext))
    #expect(workspace.selectedNode == first)
    let effect = workspace.handle(CommandInvocation(.search, argument: "(unbalanced"))
    #expect(effect == .message("“(unbalanced” is not a regular expression"))
  }

  @Test func `A filter leaves matches and their ancestors`() throws {
    var workspace = try workspace(
      "countdown", "4 5 6 10 → 24", strategy: "breadth-first", expansions: 20)
    _ = frame(&workspace, 160, 48)
    _ = workspace.handle(CommandInvocation(.filter, argument: "^6 × 4|20 \\+ 4"))
    let text = frame(&workspace, 160, 48)
    #expect(text.contains("6 × 4 = 24"))
    #expect(!text.contains("├─▸ 5 + 4 = 9"))
    _ = workspace.handle(CommandInvocation(.leave))
    #expect(workspace.treePane.filter == nil)
  }

  @Test func `Nodes that are forbidden or pruned are marked`() throws {
    var header = TraceHeader(
      problem: .init(kind: "foreign", text: "a foreign problem"), strategy: .init("theirs"),
      model: .init("theirs"), root: .init(state: "start"))
    header.metrics = [.init(key: "r", name: "reward")]
    var batch = EventBatch()
    for name in ["one", "two", "three", "four"] {
      batch.append(NodeRecord(parent: 0), step: name, state: "after \(name)")
    }
    batch.events = [
      Event(.expand, 0, other: 1, count: 4), Event(.prune, 1, reason: .width),
      Event(.steer, 2, reason: .forbid), Event(.evaluate, 3, value: 0, reason: .deadEnd),
      Event(.goal, 4, value: 1),
    ]
    batch.figures = [FigureRecord(event: 3, node: 3, field: .metric(0), value: 0.25)]
    var workspace = Workspace(header: header)
    workspace.append(batch)
    let text = frame(&workspace, 160, 48)
    #expect(text.contains("reward"))
    #expect(text.contains("├─ p one"))
    #expect(text.contains("├─ ⊘ two"))
    #expect(text.contains("├─ ✗ three"))
    #expect(text.contains("└─ ★ four"))
    #expect(text.contains("0.25"))
  }

  @Test func `Words are found of a node that was visited often`() throws {
    var workspace = try workspace(
      "countdown", "4 5 6 10 → 24", strategy: "mcts", expansions: 3000)
    _ = frame(&workspace, 160, 48)
    for child in workspace.tree.children(of: 0) {
      workspace.select(child)
      #expect(frame(&workspace, 160, 48).contains("▎"), "no words about \(child)")
    }
  }
}
