import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

@Suite struct CompareScreenTests {
  static let sizes = [(200, 60), (80, 24), (40, 12)]

  static func workspace(_ tree: SearchTree, name: String = "") -> Workspace {
    var workspace = Workspace(tree: tree, problem: nil, linearizers: [PlainRegister()])
    workspace.name = name
    return workspace
  }

  @Test(arguments: sizes) func `Two searches are beside each other`(_ width: Int, _ height: Int)
    throws
  {
    var compare = CompareWorkspace(
      [
        Self.workspace(RecordedSearchFixture.mcts(seed: 1), name: "one"),
        Self.workspace(RecordedSearchFixture.mcts(iterations: 30, seed: 2), name: "two"),
      ])
    _ = compare.handle(CommandInvocation(.syncMode, argument: "expansion"))
    _ = compare.handle(CommandInvocation(.seekEvent, count: 100))
    var canvas = Canvas(width: width, height: height)
    compare.draw(into: &canvas)
    try expectSnapshot(canvas, "compare-\(width)x\(height)")
    #expect(compare.searches[0].tree.now == 100)
    #expect(compare.searches[0].tree.expansions == compare.searches[1].tree.expansions)
  }

  @Test func `A search compared with itself shows no difference`() {
    let tree = RecordedSearchFixture.mcts()
    var compare = CompareWorkspace([Self.workspace(tree), Self.workspace(tree)])
    for moment in stride(from: 0, through: tree.events.count, by: 37) {
      _ = compare.handle(CommandInvocation(.seekEvent, count: moment))
      var canvas = Canvas(width: 161, height: 40)
      compare.draw(into: &canvas)
      let (a, b) = (compare.searches[0].tree, compare.searches[1].tree)
      #expect(a.now == b.now)
      for entry in Scoreboard.entries([a, b], isOneProblem: true) {
        #expect(entry.figures[0] == entry.figures[1] && entry.best.isEmpty)
      }
      var matching = StateMatching(searches: 2)
      matching.update([a, b])
      let counts = matching.counts
      #expect(counts.all == counts.any)
    }
  }

  @Test func `Divergences are gone to one by one, forwards and back`() throws {
    let trees = (RecordedSearchFixture.mcts(seed: 1), RecordedSearchFixture.mcts(seed: 2))
    let all = Divergence.all(trees.0, trees.1)
    try #require(all.count > 1)
    var compare = CompareWorkspace([Self.workspace(trees.0), Self.workspace(trees.1)])
    func isAt(_ divergence: Divergence) -> Bool {
      compare.searches[0].tree.now == divergence.first
        && compare.searches[1].tree.now == divergence.second
        && compare.searches[0].selectedNode == divergence.nodes.first
        && compare.searches[1].selectedNode == divergence.nodes.second
    }
    _ = compare.handle(CommandInvocation(.seekStart))
    for (place, divergence) in all.enumerated() where divergence.nodes.second >= 0 {
      let effect = compare.handle(CommandInvocation(.nextDivergence))
      #expect(isAt(divergence))
      guard case .message(let text) = effect else { continue }
      #expect(
        text.hasPrefix("divergence \(place + 1) of \(all.count), turn \(divergence.turn + 1)"))
    }
    _ = compare.handle(CommandInvocation(.nextDivergence, count: 2))
    #expect(isAt(all[1]))
    _ = compare.handle(CommandInvocation(.previousDivergence))
    #expect(isAt(all[0]))
    guard case .message(let text) = compare.handle(CommandInvocation(.previousDivergence)) else {
      Issue.record("there is one more")
      return
    }
    #expect(text == "the searches do not part before this")
  }

  @Test func `What is selected on one side is selected on the other`() throws {
    let trees = (RecordedSearchFixture.mcts(seed: 1), RecordedSearchFixture.mcts(seed: 2))
    var compare = CompareWorkspace([Self.workspace(trees.0), Self.workspace(trees.1)])
    var canvas = Canvas(width: 160, height: 40)
    compare.draw(into: &canvas)
    var shared = 0
    for _ in 0..<40 {
      let before = compare.searches[1].selectedNode
      _ = compare.handle(CommandInvocation(.down))
      let (node, other) = (compare.searches[0].selectedNode, compare.searches[1].selectedNode)
      let states = (0..<NodeID(trees.1.nodeCount)).map { trees.1.state($0) }
      if let first = states.firstIndex(of: trees.0.state(node)) {
        shared += 1
        #expect(other == NodeID(first))
      } else {
        #expect(other == before)
      }
    }
    #expect(shared > 3)
  }

  @Test(arguments: ["event", "expansion", "call"])
  func `Steps back are steps forward`(_ unit: String) {
    var compare = CompareWorkspace(
      [
        Self.workspace(RecordedSearchFixture.mcts(iterations: 25, seed: 5)),
        Self.workspace(RecordedSearchFixture.astar(expansions: 25, seed: 6)),
      ])
    _ = compare.handle(CommandInvocation(.syncMode, argument: unit))
    _ = compare.handle(CommandInvocation(.seekStart))
    func frame() -> Canvas {
      var canvas = Canvas(width: 120, height: 30)
      compare.draw(into: &canvas)
      return canvas
    }
    var forward = [frame()]
    for _ in 0..<90 {
      _ = compare.handle(CommandInvocation(.stepEvent))
      forward.append(frame())
    }
    for moment in (0..<90).reversed() {
      _ = compare.handle(CommandInvocation(.backEvent))
      let back = frame()
      let isSame = back == forward[moment]
      if !isSame {
        Issue.record("at \(moment)\n\(forward[moment].text)\n--- going back\n\(back.text)")
        return
      }
    }
  }

  @Test func `Shared states are those that both have`() {
    let a = RecordedSearchFixture.mcts(iterations: 40, seed: 3)
    var b = RecordedSearchFixture.mcts(iterations: 40, seed: 4)
    var matching = StateMatching(searches: 2)
    for moment in stride(from: b.events.count, through: 0, by: -29) {
      b.seek(to: moment)
      matching.update([a, b])
      let inB = Set((0..<b.nodeCount).map { b.state(NodeID($0)) })
      let inA = Set((0..<a.nodeCount).map { a.state(NodeID($0)) })
      let shared = matching.shared(0)
      for node in 0..<NodeID(a.nodeCount) {
        #expect(shared.contains(node) == inB.contains(a.state(node)))
      }
      let counts = matching.counts
      #expect(counts.all == inA.intersection(inB).count)
      #expect(counts.any == inA.union(inB).count)
    }
  }

  @Test(arguments: ["event", "expansion", "call"])
  func `Both reach their ends`(_ unit: String) {
    var compare = CompareWorkspace(
      [
        Self.workspace(RecordedSearchFixture.mcts(seed: 1)),
        Self.workspace(RecordedSearchFixture.mcts(iterations: 30, seed: 2)),
      ])
    _ = compare.handle(CommandInvocation(.otherSearch))
    _ = compare.handle(CommandInvocation(.syncMode, argument: unit))
    _ = compare.handle(CommandInvocation(.seekStart))
    #expect(compare.searches.allSatisfy { $0.tree.now == 0 })
    for _ in 0..<2000 where !compare.isPresent {
      _ = compare.handle(CommandInvocation(.stepIteration))
    }
    #expect(compare.isPresent)
  }

  @Test func `A search that is held stays where it is while the other goes on`() {
    var compare = CompareWorkspace(
      [
        Self.workspace(RecordedSearchFixture.mcts(seed: 1)),
        Self.workspace(RecordedSearchFixture.mcts(seed: 2)),
      ])
    _ = compare.handle(CommandInvocation(.seekEvent, count: 50))
    _ = compare.handle(CommandInvocation(.hold))
    #expect(compare.held == 0 && compare.moving == [1])
    for id in [CommandID.stepEvent, .nextBacktrack, .backIteration, .seekEnd] {
      _ = compare.handle(CommandInvocation(id))
      #expect(compare.searches[0].tree.now == 50)
    }
    #expect(compare.searches[1].isPresent && compare.isPresent)
    _ = compare.handle(CommandInvocation(.seekEvent, count: 70))
    _ = compare.handle(CommandInvocation(.pause))
    _ = compare.tick(seconds: 10)
    #expect(compare.searches.map(\.tree.now)[0] == 50)
    #expect(compare.searches[1].tree.now > 70)
    _ = compare.handle(CommandInvocation(.hold))
    #expect(compare.held == nil)
    #expect(compare.searches[0].tree.now == compare.searches[1].tree.now)
  }

  @Test func `A fork stands beside its original, which is held, and says where they part`() {
    let tree = RecordedSearchFixture.mcts(seed: 1)
    var compare = CompareWorkspace(
      [
        Self.workspace(tree, name: "original"),
        Self.workspace(RecordedSearchFixture.mcts(seed: 2), name: "fork"),
      ], forkedAt: 40)
    #expect(compare.held == 0 && compare.active == 1)
    #expect(compare.searches[0].tree.now == 40)
    #expect(compare.takeParting()?.hasPrefix("the searches part in turn ") == true)
    #expect(compare.takeParting() == nil, "once")
    var canvas = Canvas(width: 160, height: 40)
    compare.draw(into: &canvas)
    #expect(canvas.text.contains("original · held"))
    #expect(canvas.text.split(separator: "\n").suffix(2).first?.contains("◇") == true)
    #expect(compare.alone(0).tree.events.count == tree.events.count)
  }

  @Test func `That two problems are different is said where searches are set against each other`() {
    var compare = CompareWorkspace([
      Self.workspace(RecordedSearchFixture.mcts(), name: "one"),
      Self.workspace(RecordedSearchFixture.astar(), name: "two"),
    ])
    for id in [CommandID.merge, .alignTexts] {
      guard case .message(let words) = compare.handle(CommandInvocation(id)) else {
        Issue.record("\(id) says nothing")
        continue
      }
      #expect(words.hasPrefix("the problems are different (24/1; 12 by 12)"))
    }
  }

  @Test func `Why and plots are read of all searches at once`() {
    var compare = CompareWorkspace([
      Self.workspace(RecordedSearchFixture.mcts(seed: 1), name: "one"),
      Self.workspace(RecordedSearchFixture.mcts(seed: 2), name: "two"),
    ])
    func reading() -> [Bool] { (0...1).map { compare.alone($0).isReading } }
    for id in [CommandID.why, .plots] {
      _ = compare.handle(CommandInvocation(id))
      #expect(reading() == [true, true], "\(id)")
      _ = compare.handle(CommandInvocation(id))
      #expect(reading() == [false, false], "\(id)")
    }
    _ = compare.handle(CommandInvocation(.why))
    _ = compare.handle(CommandInvocation(.leave))
    #expect(reading() == [false, false])
  }

  @Test(arguments: sizes) func `Both texts stand beside each other`(
    _ width: Int, _ height: Int
  ) throws {
    var compare = CompareWorkspace(
      [
        Self.workspace(RecordedSearchFixture.mcts(seed: 1), name: "one"),
        Self.workspace(RecordedSearchFixture.mcts(iterations: 30, seed: 2), name: "two"),
      ])
    _ = compare.handle(CommandInvocation(.seekEvent, count: 12))
    _ = compare.handle(CommandInvocation(.alignTexts))
    var canvas = Canvas(width: width, height: height)
    compare.draw(into: &canvas)
    try expectSnapshot(canvas, "aligned-texts-\(width)x\(height)")
    _ = compare.handle(CommandInvocation(.bottom))
    compare.draw(into: &canvas)
    _ = compare.handle(CommandInvocation(.top))
    _ = compare.handle(CommandInvocation(.nextDivergence))
    _ = compare.handle(CommandInvocation(.goToMoment))
    compare.draw(into: &canvas)
    _ = compare.handle(CommandInvocation(.leave))
    var panes = Canvas(width: width, height: height)
    compare.draw(into: &panes)
    #expect(!panes.text.contains("aligned"))
  }

  @Test func `The scoreboard says when the winning step was seen, expanded and preferred`() throws {
    let (a, b) = (RecordedSearchFixture.mcts(seed: 1), RecordedSearchFixture.mcts(seed: 2))
    var steps = [FirstSteps(), FirstSteps()]
    steps[0].update(a)
    steps[1].update(b)
    let entries = Scoreboard.winningStep([a, b], steps)
    #expect(entries.isEmpty == (a.bestGoal == nil && b.bestGoal == nil))
    var start = a
    start.seek(to: 0)
    #expect(Scoreboard.winningStep([start, start], steps).isEmpty, "nobody knows it yet")
  }
}
