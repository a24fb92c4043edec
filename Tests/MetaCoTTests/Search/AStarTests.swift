import MetaCoT
import TestSupport
import Testing

/// A* against brute force.
struct AStarTests {
  private func run(
    _ problem: any Problem, w: Double = 1, model: String = "heuristic",
    until: SearchSpec.Goal = .first
  ) throws -> Outcome {
    try Search.run(
      SearchConfiguration(
        problem: problem, strategy: .init("astar", parameters: ["w": JSONValue(w)]),
        model: .init(model),
        until: until))
  }

  @Test func `Costs are optimal on maps with inconsistent bounds`() throws {
    var reopened = 0
    for seed in 1...300 {
      let problem = RoadGraph(seed: UInt64(seed))
      let truth = BruteForce(problem)
      let found = try run(problem)
      #expect(found.cost == truth.cost, "seed \(seed)")
      #expect(found.solved == (truth.cost != nil))
      let recorded = try Recorded(SearchConfiguration(problem: problem, strategy: .init("astar")))
      reopened += recorded.batch.events.count { $0.reason == .superseded }
    }
    #expect(reopened > 100)
  }

  @Test func `Weight bounds the cost`() throws {
    for seed in 1...100 {
      let problem = RoadGraph(seed: UInt64(seed))
      guard let best = BruteForce(problem).cost else { continue }
      for w in [1.5, 3] {
        let cost = try #require(try run(problem, w: w).cost)
        #expect(cost <= best * w + 1e-3)
      }
      #expect(try run(problem, w: 0).cost == best)
    }
  }

  @Test(arguments: ["heuristic", "uniform"])
  func `Mazes and puzzles are solved optimally`(model: String) throws {
    for seed in 1...40 {
      let maze = ProblemFixtures.make("maze", seed: UInt64(seed), ["width": 11, "height": 9])
      #expect(try run(maze, model: model).cost == BruteForce(maze).cost)
    }
    for seed in 1...60 {
      let numbers = ProblemFixtures.make("countdown", seed: UInt64(seed), ["count": 4])
      #expect(try run(numbers, model: model).cost == BruteForce(numbers).cost)
    }
  }

  @Test func `Sliding puzzles are solved optimally`() throws {
    for seed in 1...8 {
      let text = ProblemFixtures.make("sliding", seed: UInt64(seed), ["side": 3, "moves": 18]).text
      let cost = try run(try SlidingPuzzle(text: text)).cost
      #expect(cost == (try run(try SlidingPuzzle(text: text), model: "uniform").cost))
      #expect(cost == (try run(try SlidingPuzzle(text: text + " (linear-conflict)")).cost))
    }
  }

  @Test(arguments: [
    ("14 1 9 6 4 8 12 5 7 2 3 0 10 11 13 15", 45 as Double),
    ("4 5 7 2 9 14 12 13 0 3 6 11 8 1 15 10", 42),
  ])
  func `Korf instances are solved optimally`(tiles: String, cost: Double) throws {
    let outcome = try run(try SlidingPuzzle(text: tiles + " (linear-conflict)"))
    #expect(outcome.cost == cost)
    #expect(outcome.stopped == "goal")
  }

  @Test func `All goals are found`() throws {
    for seed in 1...30 {
      let problem = ProblemFixtures.make("countdown", seed: UInt64(seed), ["count": 4])
      let recorded = try Recorded(
        SearchConfiguration(problem: problem, strategy: .init("astar"), until: .all))
      #expect(recorded.outcome.stopped == "exhausted")
      let goals = Set(
        recorded.batch.events.filter { $0.kind == .goal }.map { recorded.tree.state($0.node) })
      #expect(goals.count == BruteForce(problem).goals)
    }
  }

  @Test func `Ties go to the lower cost to go, then to the newest`() throws {
    // An open field: all shortest ways are equally long, and the search goes straight to the goal.
    let field = try Maze(text: Array(repeating: "........", count: 8).joined(separator: "\n"))
    let outcome = try run(field)
    #expect(outcome.cost == 14)
    #expect(outcome.expansions == 14)
  }

  @Test func `A model without costs to go still finds a goal`() throws {
    let problem = ProblemFixtures.countdown()
    #expect(try run(problem, model: "rollout").solved)
  }
}
