import TestSupport
import Testing

@testable import MetaCoT

/// Searches that go on from a moment of another.
struct ForkTests {
  private func forked(_ fork: SearchFork) throws -> EventBatch {
    var batch = EventBatch()
    _ = try fork.run { batch.append(contentsOf: $0) }
    return batch
  }

  private static func problem(_ name: String) -> any EnumerableProblem {
    name == "countdown"
      ? ProblemFixtures.countdown("3 5 7 11 → 40") : ProblemFixtures.make(name, seed: 4)
  }

  private func written(_ tree: SearchTree) -> [UInt8] {
    var encoder = TraceEncoder(header: tree.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(tree.allEvents, from: &cursor)
    return Array(encoder.output.bytes)
  }

  @Test(
    arguments: StrategyRegistry.entries.map(\.name).filter { $0 != "in-context" },
    ["countdown", "maze", "sliding"])
  func `Nothing changed makes the original's events, byte for byte`(strategy: String, kind: String)
    throws
  {
    let configuration = SearchConfiguration(
      problem: Self.problem(kind), strategy: .init(strategy), budget: Budget(expansions: 120),
      until: .all, seed: 9)
    let original = try Recorded(configuration)
    let count = original.tree.events.count
    for moment in [0, 1, count / 3, count / 2, count - 2, count] {
      var tree = original.tree
      tree.seek(to: moment)
      var fork = SearchTree(header: original.header)
      fork.append(try forked(SearchFork(configuration, goingOnFrom: tree)))
      #expect(written(fork) == written(original.tree), "from \(moment) of \(count)")
    }
  }

  @Test func `Steering is told again`() throws {
    let configuration = SearchConfiguration(
      problem: Self.problem("countdown"), strategy: .init("mcts"), budget: Budget(expansions: 30),
      until: .tree, seed: 2)
    let search = try Search(configuration, pausesAtLimits: true)
    for _ in 0..<10 { search.advance(iterations: 1) }
    let isForbidden = search.steer(.forbid(1))
    while search.status.pausedAtLimit == nil, search.outcome == nil {
      search.advance(iterations: 1)
    }
    let isRaised = search.steer(.raiseBudget(by: 20))
    while search.status.pausedAtLimit == nil, search.outcome == nil {
      search.advance(iterations: 1)
    }
    search.stop()
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    var original = SearchTree(header: search.header)
    original.append(batch)
    #expect(isForbidden && isRaised)
    #expect(original.events.count { $0.kind == .steer } == 2)
    for moment in [5, original.events.count / 2, original.events.count] {
      var tree = original
      tree.seek(to: moment)
      let fork = try forked(SearchFork(configuration, goingOnFrom: tree))
      #expect(fork.events.prefix(moment - 1).elementsEqual(original.events.prefix(moment - 1)))
    }
  }

  @Test func `A larger budget goes on where the original stopped`() throws {
    var configuration = SearchConfiguration(
      problem: Self.problem("sliding"), strategy: .init("astar"), budget: Budget(expansions: 20),
      until: .all)
    let original = try Recorded(configuration)
    #expect(original.outcome.stopped == "expansions")
    configuration.budget.expansions = 60
    let fork = try forked(SearchFork(configuration, goingOnFrom: original.tree))
    let before = original.tree.events.dropLast()
    #expect(fork.events.prefix(before.count).elementsEqual(before))
    #expect(fork.events.count > original.tree.events.count)
    configuration.budget.expansions = 10
    #expect(throws: ForkError.self) {
      try forked(SearchFork(configuration, goingOnFrom: original.tree))
    }
  }

  @Test func `Another search's events are refused`() throws {
    var configuration = SearchConfiguration(
      problem: Self.problem("countdown"), strategy: .init("mcts"), budget: Budget(expansions: 50),
      until: .tree, seed: 1)
    let original = try Recorded(configuration)
    configuration.seed = 2
    let error = #expect(throws: ForkError.self) {
      try forked(SearchFork(configuration, goingOnFrom: original.tree))
    }
    let event = try #require(error?.event)
    #expect(error?.description.hasPrefix("event \(event + 1) is “") == true)
  }

  @Test func `Values may differ in their last digits, as a network's do, and else are told`() throws
  {
    let configuration = SearchConfiguration(
      problem: Self.problem("countdown"), strategy: .init("mcts"), budget: Budget(expansions: 50),
      until: .tree, seed: 1)
    let original = try Recorded(configuration)
    func forked(by difference: Float) throws {
      var batch = original.tree.allEvents
      let place = try #require(batch.events.firstIndex { $0.kind == .evaluate && $0.value < 0.9 })
      batch.events[place].value += difference
      var tree = SearchTree(header: original.header)
      tree.append(batch)
      _ = try self.forked(SearchFork(configuration, goingOnFrom: tree))
    }
    try forked(by: 2e-4)
    let error = #expect(throws: ForkError.self) { try forked(by: 0.05) }
    #expect(error?.description.contains(/is “evaluate \d+ \(0\.\d+\)” in the trace/) == true)
  }

  @Test(arguments: ["countdown", "maze", "sliding"])
  func `Another strategy begins at the node's state`(kind: String) throws {
    let problem = Self.problem(kind)
    let original = try Recorded(
      SearchConfiguration(
        problem: problem, strategy: .init("breadth-first"), budget: Budget(expansions: 40),
        until: .all))
    let node = try #require(
      (1..<NodeID(original.tree.nodeCount)).last {
        original.tree.depth($0) > 1 && original.tree.status($0).isDisjoint(with: .closed)
          && !original.tree.status($0).contains(.goal)
      })
    let other = SearchConfiguration(
      problem: problem, strategy: .init("astar"), budget: Budget(expansions: 40))
    let fork = try SearchFork(other, at: node, of: original.tree)
    let started = try Recorded(fork.configuration)
    #expect(started.tree.state(0) == original.tree.state(node))
    #expect(started.header.problem.text == fork.configuration.problem.text)
    // The trace can be run again from its header alone.
    let read = try ProblemRegistry.problem(started.header.problem)
    #expect(read.text == fork.configuration.problem.text)
  }

  @Test func `A problem cannot begin at its goal`() throws {
    let problem = Self.problem("maze")
    let solved = try Recorded(
      SearchConfiguration(problem: problem, strategy: .init("astar"), budget: Budget()))
    let goal = try #require(solved.tree.bestGoal?.node)
    #expect(throws: ForkError.self) {
      try SearchFork(
        SearchConfiguration(problem: problem, strategy: .init("mcts")), at: goal, of: solved.tree)
    }
  }
}
