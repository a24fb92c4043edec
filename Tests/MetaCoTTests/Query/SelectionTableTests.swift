import TestSupport
import Testing

@testable import MetaCoT

/// What the table says is preferred is what the search went to.
@Suite struct SelectionTableTests {
  private func tree(
    _ strategy: String, _ parameters: [String: Double] = [:], expansions: Int = 120
  ) throws -> SearchTree {
    let problem = try ProblemRegistry.problem(
      .init(kind: "countdown", text: "4 5 6 10 → 24"))
    let search = try Search(
      SearchConfiguration(
        problem: problem,
        strategy: .init(strategy, parameters: parameters.mapValues { JSONValue($0) }),
        budget: Budget(expansions: expansions), until: .tree))
    var tree = SearchTree(header: search.header)
    _ = search.run { tree.append($0) }
    return tree
  }

  /// How many choices on the ways to selected nodes were the table's, and how many not.
  private func agreement(_ tree: SearchTree) -> (right: Int, wrong: Int) {
    var past = tree
    var counts = (right: 0, wrong: 0)
    for index in tree.selections {
      past.seek(to: Int(index))
      let path = past.path(to: tree.events[Int(index)].node)
      for (parent, child) in zip(path, path.dropFirst()) {
        guard let table = SelectionTable(of: parent, in: past) else { continue }
        let best = table.rows.first?.score
        let chosen = table.rows.first { $0.node == child }?.score
        // Equals are told apart by their order in the search, and sums in 32 bits by their order.
        let isRight =
          table.preferred == child
          || best.map { best in chosen.map { (best - $0).magnitude < 2e-6 } ?? false } ?? false
        if isRight { counts.right += 1 } else { counts.wrong += 1 }
      }
    }
    return counts
  }

  @Test(arguments: [0, 1], [0.5, 1.414])
  func `UCT and PUCT go where the table says`(_ select: Double, _ c: Double) throws {
    let counts = agreement(try tree("mcts", ["select": select, "c": c]))
    #expect(counts.right >= 100)
    #expect(counts.wrong == 0)
  }

  @Test(arguments: [1, 2, 3])
  func `Every first-play urgency is told`(_ fpu: Double) throws {
    let counts = agreement(try tree("mcts", ["select": 1, "fpu": fpu, "fpu-value": 0.1]))
    #expect(counts.right >= 100)
    #expect(counts.wrong == 0)
  }

  @Test func `Gumbel goes below the root where the table says`() throws {
    let tree = try tree("gumbel", ["gumbel-scale": 0])
    var past = tree
    var choices = 0
    for index in tree.selections {
      past.seek(to: Int(index))
      let path = past.path(to: tree.events[Int(index)].node).dropFirst()
      for (parent, child) in zip(path, path.dropFirst()) {
        let table = try #require(SelectionTable(of: parent, in: past))
        let best = try #require(table.rows.first?.score)
        let chosen = try #require(table.rows.first { $0.node == child }?.score)
        #expect((best - chosen).magnitude < 1e-5)
        choices += 1
      }
    }
    #expect(choices > 20)
  }

  @Test func `Whom Gumbel's noise prefers at the root is not known from a trace`() throws {
    let noisy = try #require(SelectionTable(of: 0, in: try tree("gumbel", [:])))
    #expect(noisy.isIncomplete && noisy.preferred == nil && noisy.margin == nil)
    let quiet = try #require(SelectionTable(of: 0, in: try tree("gumbel", ["gumbel-scale": 0])))
    #expect(!quiet.isIncomplete && quiet.preferred != nil)
  }

  @Test(arguments: ["astar", "best-first"])
  func `A list of waiting nodes gives its best`(_ strategy: String) throws {
    let tree = try tree(strategy, expansions: 60)
    var past = tree
    var choices = 0
    for index in tree.selections.dropFirst() {
      past.seek(to: Int(index))
      let node = tree.events[Int(index)].node
      let table = try #require(SelectionTable(of: past.parent(node), in: past))
      let frontier = try #require(table.frontier)
      #expect(table.rows.first { $0.node == node }?.score == frontier.best)
      #expect(table.preferred == node)
      choices += 1
    }
    #expect(choices > 10)
  }

  @Test func `A beam keeps those that have a place in it`() throws {
    let tree = try tree("beam", ["width": 3])
    var past = tree
    var pruned = 0
    for (index, event) in tree.events.enumerated()
    where event.kind == .prune && event.reason == .width {
      past.seek(to: index)
      let table = try #require(SelectionTable(of: past.parent(event.node), in: past))
      let place = try #require(table.rows.first { $0.node == event.node }?.terms[.place])
      #expect(place > 3)
      pruned += 1
    }
    #expect(pruned > 3)
  }

  @Test(arguments: ["astar", "best-first", "beam"])
  func `The rule is that of what a search says it explores, whatever its name`(_ strategy: String)
    throws
  {
    let tree = try tree(strategy)
    var header = tree.header
    header.strategy.name = "theirs"
    var theirs = SearchTree(header: header)
    theirs.append(tree.allEvents)
    let expanded = (0..<NodeID(tree.nodeCount)).filter { tree.status($0).contains(.expanded) }
    #expect(expanded.count >= 10)
    for node in expanded {
      let table = SelectionTable(of: node, in: tree)
      #expect(SelectionTable(of: node, in: theirs) == table)
    }
  }

  @Test(arguments: [JSONValue.text("cost"), JSONValue(1)])
  func `A header without an exploration still says what best-first goes by`(_ by: JSONValue) {
    #expect(Exploration(.init("best-first", parameters: ["by": by])) == .costToGo)
    #expect(Exploration(.init("best-first", parameters: ["by": .text("value")])) == .value)
    #expect(Exploration(.init("best-first")) == .value)
  }

  @Test func `What has no rule has no table`() throws {
    #expect(SelectionTable(of: 0, in: try tree("breadth-first", expansions: 5)) == nil)
    let mcts = try tree("mcts", expansions: 10)
    #expect(SelectionTable(of: NodeID(mcts.nodeCount - 1), in: mcts) == nil)
  }

  @Test func `The margin is the lead over the next`() throws {
    let mcts = try tree("mcts", ["select": 1], expansions: 20)
    let table = try #require(SelectionTable(of: 0, in: mcts))
    let scores = table.rows.filter { !$0.isBarred }.compactMap(\.score)
    #expect(scores == scores.sorted(by: >))
    #expect(table.margin == scores[0] - scores[1])
  }
}
