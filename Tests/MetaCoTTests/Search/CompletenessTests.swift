import MetaCoT
import TestSupport
import Testing

/// Complete strategies find a solution exactly where brute force says that there is one; the others
/// never claim one that there is not.
struct CompletenessTests {
  static let problems: [any EnumerableProblem] = {
    var problems: [any EnumerableProblem] = []
    for seed in UInt64(1)...12 {
      problems.append(ProblemFixtures.make("countdown", seed: seed, ["count": 4]))
      problems.append(ProblemFixtures.make("maze", seed: seed, ["width": 7, "height": 7]))
      problems.append(RoadGraph(seed: seed, towns: 12, roadsPerTown: 2))
    }
    // Targets that cannot be made.
    problems.append(ProblemFixtures.countdown("1 1 2 2 → 97"))
    problems.append(ProblemFixtures.countdown("2 4 6 8 → 9999"))
    problems.append(ProblemFixtures.countdown("5 7 → 36"))
    return problems
  }()

  @Test(arguments: ["astar", "best-first", "breadth-first", "depth-first", "mcts"])
  func `Complete strategies find what there is`(name: String) throws {
    for (index, problem) in Self.problems.enumerated() {
      let truth = BruteForce(problem)
      for model in ["heuristic", "uniform"] {
        let outcome = try Search.run(
          SearchConfiguration(
            problem: problem, strategy: .init(name), model: .init(model),
            budget: Budget(expansions: 20_000)))
        #expect(
          outcome.solved == (truth.cost != nil), "\(name) \(model) \(index): \(problem.text)")
        #expect(outcome.stopped == (truth.cost != nil ? "goal" : "exhausted"))
      }
    }
  }

  @Test(arguments: ["beam", "best-of-n", "greedy"])
  func `Incomplete strategies say what they found`(name: String) throws {
    var solved = 0
    for problem in Self.problems {
      let outcome = try Search.run(
        SearchConfiguration(
          problem: problem, strategy: .init(name), budget: Budget(expansions: 20_000)))
      if outcome.solved {
        solved += 1
        #expect(problem.verify(try #require(outcome.answer)).isAccepted)
        #expect(BruteForce(problem).cost != nil)
      } else {
        #expect(outcome.answer == nil)
      }
    }
    #expect(solved > 0)
  }

  @Test func `Breadth-first takes the fewest steps`() throws {
    for seed in UInt64(1)...20 {
      let maze = ProblemFixtures.make("maze", seed: seed, ["width": 9, "height": 9])
      let outcome = try Search.run(
        SearchConfiguration(problem: maze, strategy: .init("breadth-first")))
      #expect(outcome.cost == BruteForce(maze).cost)
      #expect(outcome.modelCalls == 0)
    }
  }

  @Test func `A wide beam is breadth-first, and a narrow one greedy`() throws {
    for seed in UInt64(1)...10 {
      let problem = ProblemFixtures.make("countdown", seed: seed, ["count": 4])
      let wide = try Search.run(
        SearchConfiguration(
          problem: problem, strategy: .init("beam", parameters: ["width": 1_000_000])))
      #expect(wide.solved == (BruteForce(problem).cost != nil))
      let narrow = try Search.run(
        SearchConfiguration(problem: problem, strategy: .init("beam", parameters: ["width": 1])))
      let greedy = try Search.run(SearchConfiguration(problem: problem, strategy: .init("greedy")))
      #expect(narrow.expansions == greedy.expansions)
      #expect(narrow.answer == greedy.answer)
    }
  }

  @Test func `Depth-first keeps to its depth`() throws {
    let maze = ProblemFixtures.make("maze", seed: 3, ["width": 9, "height": 9])
    let best = try #require(BruteForce(maze).cost)
    for (depth, solved) in [(Double(best), true), (Double(best) - 1, false)] {
      let run = try Recorded(
        SearchConfiguration(
          problem: maze, strategy: .init("depth-first", parameters: ["depth": JSONValue(depth)])))
      #expect(run.outcome.solved == solved)
      #expect(
        (0..<run.tree.nodeCount).allSatisfy { run.tree.depth(NodeID($0)) <= Int(saturating: depth) }
      )
    }
  }
}
