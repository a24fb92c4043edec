import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// Three and four searches on one screen, each with a pane.
@Suite struct ManySearchesTests {
  static let sizes = [(200, 60), (120, 40), (80, 24), (40, 12)]

  private static let maze = """
    S....#........#...
    .###.#.#.####.#.#.
    .#.....#.#......#.
    .#.###.#.#.####.#.
    ...#.......#....#.
    .###.###.###.##.#.
    .......#........#G
    """

  /// A way through the maze that takes every turn in the order of a list, until it meets the goal: a
  /// search of the test's own, so that screens do not change when a strategy does.
  private static func search(_ name: String, depthFirst: Bool, turns: [Int]) -> Workspace {
    let rows = maze.split(separator: "\n").map(Array.init)
    var header = TraceHeader(
      problem: .init(id: "maze", kind: "maze", text: maze), strategy: .init(name),
      model: .init("uniform"), root: .init(state: "0,0"))
    header.backtracks = true
    var batch = EventBatch()
    var places = [(0, 0)]
    var depths: [Float] = [0]
    var seen: Set<[Int]> = [[0, 0]]
    var open: [NodeID] = [0]
    while !open.isEmpty {
      let node = depthFirst ? open.removeLast() : open.removeFirst()
      let (x, y) = places[Int(node)]
      batch.events.append(Event(.select, node))
      if rows[y][x] == "G" {
        batch.events.append(Event(.goal, node, value: depths[Int(node)]))
        break
      }
      let first = places.count
      for turn in turns {
        let (nx, ny) = (x + [1, 0, -1, 0][turn], y + [0, 1, 0, -1][turn])
        guard rows.indices.contains(ny), rows[ny].indices.contains(nx), rows[ny][nx] != "#",
          seen.insert([nx, ny]).inserted
        else { continue }
        open.append(NodeID(places.count))
        batch.append(
          NodeRecord(parent: node), step: ["right", "down", "left", "up"][turn],
          state: "\(nx),\(ny)")
        places.append((nx, ny))
        depths.append(depths[Int(node)] + 1)
      }
      let event = Event(.expand, node, other: Int32(first), count: places.count - first)
      batch.events.append(event)
    }
    var tree = SearchTree(header: header)
    tree.append(batch)
    return Workspace(tree: tree)
  }

  private static var mazes: [Workspace] {
    [
      search("breadth", depthFirst: false, turns: [0, 1, 2, 3]),
      search("depth", depthFirst: true, turns: [0, 1, 2, 3]),
      search("depth", depthFirst: true, turns: [3, 2, 1, 0]),
      search("breadth back", depthFirst: false, turns: [3, 2, 1, 0]),
    ]
  }

  private static var trees: [Workspace] {
    (1...4).map {
      CompareScreenTests.workspace(
        RecordedSearchFixture.mcts(iterations: 10 * Int($0), seed: $0), name: "seed \($0)")
    }
  }

  @Test(arguments: sizes) func `Four mazes with four ways drawn`(_ width: Int, _ height: Int) throws
  {
    var compare = CompareWorkspace(Self.mazes)
    _ = compare.handle(CommandInvocation(.otherSearch))
    var canvas = Canvas(width: width, height: height)
    compare.draw(into: &canvas)
    try expectSnapshot(canvas, "four-mazes-\(width)x\(height)")
  }

  @Test(arguments: sizes) func `Three trees`(_ width: Int, _ height: Int) throws {
    var compare = CompareWorkspace(Array(Self.trees.prefix(3)))
    _ = compare.handle(CommandInvocation(.seekEvent, count: 60))
    var canvas = Canvas(width: width, height: height)
    compare.draw(into: &canvas)
    try expectSnapshot(canvas, "three-trees-\(width)x\(height)")
  }

  @Test func `All go in step, those that are not held, to their ends and back`() {
    var compare = CompareWorkspace(Self.trees)
    let ends = compare.searches.map(\.tree.events.count)
    _ = compare.handle(CommandInvocation(.syncMode, argument: "expansion"))
    _ = compare.handle(CommandInvocation(.seekStart))
    for _ in 0..<3 { _ = compare.handle(CommandInvocation(.stepIteration)) }
    #expect(Set(compare.searches.map(\.tree.expansions)).count == 1)
    _ = compare.handle(CommandInvocation(.nextPane))
    _ = compare.handle(CommandInvocation(.hold))
    let held = compare.searches[1].tree.now
    #expect(compare.active == 1 && compare.moving == [0, 2, 3])
    for _ in 0..<1000 where !compare.isPresent {
      _ = compare.handle(CommandInvocation(.stepIteration))
    }
    #expect(compare.searches.map(\.tree.now) == [ends[0], held, ends[2], ends[3]])
    _ = compare.handle(CommandInvocation(.seekEvent, count: 30))
    _ = compare.handle(CommandInvocation(.hold))
    #expect(compare.held == nil)
    #expect(Set(compare.searches.map(\.tree.expansions)).count == 1)
  }

  @Test func `What is selected in one is selected in all that have it`() throws {
    var compare = CompareWorkspace(Self.mazes)
    var canvas = Canvas(width: 120, height: 40)
    compare.draw(into: &canvas)
    for _ in 0..<2 { _ = compare.handle(CommandInvocation(.previousPane)) }
    #expect(compare.active == 2)
    for _ in 0..<15 {
      _ = compare.handle(CommandInvocation(.up))
      let selected = compare.searches[2].selectedNode
      let state = compare.searches[2].tree.state(selected)
      for search in compare.searches {
        let tree = search.tree
        let has = (0..<NodeID(tree.nodeCount)).contains { tree.state($0) == state }
        #expect(!has || tree.state(search.selectedNode) == state)
      }
    }
  }

  @Test func `States that all have and that any has are counted as moments change`() {
    var trees = Self.mazes.map(\.tree)
    var matching = StateMatching(searches: 4)
    var random = SeededRandom(seed: 3)
    for _ in 0..<60 {
      let search = random.below(4)
      trees[search].seek(to: random.below(trees[search].events.count + 1))
      matching.update(trees)
      let states = trees.map { tree in
        Set((0..<NodeID(tree.nodeCount)).map { tree.state($0) })
      }
      #expect(matching.counts.any == states.reduce(Set<String>()) { $0.union($1) }.count)
      #expect(matching.counts.all == states.reduce(states[0]) { $0.intersection($1) }.count)
    }
  }

  @Test func `The picture is one drawing more, where it does not stand beside the tree`() {
    var compare = CompareWorkspace(Self.mazes)
    var canvas = Canvas(width: 120, height: 40)
    func press(_ argument: String? = nil) -> WorkspaceEffect {
      compare.draw(into: &canvas)
      return compare.handle(CommandInvocation(.drawing, argument: argument))
    }
    for name in ["outline", "tidy", "icicle", "pixel", "picture", "outline"] {
      #expect(press() == .message("drawing: \(name)"))
    }
    #expect(press("picture") == .message("drawing: picture"))
    #expect(press("icicle") == .message("drawing: icicle"))
    #expect(compare.searches.allSatisfy { $0.treePane.drawing.name == "icicle" })
    canvas = Canvas(width: 200, height: 60)
    #expect(press() == .message("drawing: pixel"))
    #expect(press() == .message("drawing: outline"))
  }

  @Test func `What is of two is of the first and of the one that had the focus last`() throws {
    var compare = CompareWorkspace(Self.trees)
    for _ in 0..<2 { _ = compare.handle(CommandInvocation(.nextPane)) }
    #expect(compare.merged.names.second == "seed 3")
    _ = compare.handle(CommandInvocation(.seekStart))
    let all = Divergence.all(compare.searches[0].tree, compare.searches[2].tree)
    _ = compare.handle(CommandInvocation(.nextDivergence))
    #expect(compare.searches[0].tree.now == all[0].first)
    #expect(compare.searches[2].tree.now == all[0].second)
    for _ in 0..<2 { _ = compare.handle(CommandInvocation(.nextPane)) }
    #expect(compare.active == 0 && compare.merged.names.second == "seed 4")
    var canvas = Canvas(width: 120, height: 40)
    _ = compare.handle(CommandInvocation(.alignTexts))
    compare.draw(into: &canvas)
    #expect(canvas.text.contains("aligned") && canvas.text.contains("› seed 1"))
    #expect(canvas.text.split(separator: "\n")[0].contains("seed 4"))
  }

  @Test func `Zoomed, one has the screen, and the focus goes through its panes`() {
    var compare = CompareWorkspace(Self.trees)
    _ = compare.handle(CommandInvocation(.zoom))
    var canvas = Canvas(width: 120, height: 40)
    compare.draw(into: &canvas)
    #expect(canvas.text.contains("› seed 1 · 1 of 4"))
    for pane in [Pane.text, .state, .log] {
      _ = compare.handle(CommandInvocation(.nextPane))
      #expect(compare.active == 0 && compare.searches[0].options.focus == pane)
    }
    _ = compare.handle(CommandInvocation(.nextPane))
    #expect(compare.active == 1 && compare.searches[1].options.focus == .tree)
    _ = compare.handle(CommandInvocation(.leave))
    compare.draw(into: &canvas)
    #expect(!canvas.text.contains(" of 4 "))
  }

  @Test func `A click chooses a search, and what it shows stays`() {
    var compare = CompareWorkspace(Self.mazes)
    var canvas = Canvas(width: 120, height: 40)
    compare.draw(into: &canvas)
    let isTaken = compare.handle(MouseEvent(.press, x: 100, y: 25))
    #expect(isTaken && compare.active == 3)
    #expect(compare.searches.allSatisfy { $0.options.focus == .tree })
    let before = canvas
    compare.draw(into: &canvas)
    #expect(canvas.text != before.text)
  }
}
