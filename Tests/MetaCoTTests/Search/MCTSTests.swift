import TestSupport
import Testing

@testable import MetaCoT

/// MCTS: what is exact about it, and what its parameters change.
struct MCTSTests {
  private func configuration(
    _ problem: any Problem, _ parameters: [String: JSONValue], model: String = "heuristic",
    until: SearchSpec.Goal = .first, expansions: Int = 20_000, seed: UInt64 = 1
  ) -> SearchConfiguration {
    SearchConfiguration(
      problem: problem, strategy: .init("mcts", parameters: parameters), model: .init(model),
      budget: Budget(expansions: expansions), until: until, seed: seed)
  }

  static let variants: [[String: JSONValue]] = [
    ["select": 0], ["select": 1],
    ["select": 0, "transpositions": 0], ["select": 1, "transpositions": 0],
    ["select": 0, "transpositions": 1], ["select": 1, "transpositions": 1],
    ["select": 0, "batch": 8], ["select": 1, "batch": 8],
    ["select": 0, "fpu": 2, "fpu-value": 0.4], ["select": 1, "fpu": 1],
    ["select": 0, "fpu": 3, "fpu-value": 0.1], ["select": 1, "widening": 2],
    ["select": 0, "widening": 1.5, "widening-exponent": 0.4], ["select": 1, "c": 0],
  ]

  @Test(arguments: variants.indices, ["heuristic", "uniform", "rollout"])
  func `The solver agrees with brute force`(variant: Int, model: String) throws {
    let parameters = Self.variants[variant]
    for seed in UInt64(1)...4 {
      let problem = ProblemFixtures.make("countdown", seed: seed, ["count": 4])
      let run = try Search.run(configuration(problem, parameters, model: model))
      #expect(run.solved == (BruteForce(problem).cost != nil))
    }
    let hopeless = ProblemFixtures.countdown("1 2 2 → 77")
    let run = try Search.run(configuration(hopeless, parameters, model: model))
    #expect(!run.solved)
    #expect(run.stopped == "exhausted")
  }

  @Test(arguments: variants.indices)
  func `All goals are found before the tree is exhausted`(variant: Int) throws {
    for text in ["2 3 4 → 24", "1 2 3 → 6", "4 4 4 → 12"] {
      let problem = ProblemFixtures.countdown(text)
      let recorded = try Recorded(
        configuration(problem, Self.variants[variant], model: "uniform", until: .all))
      #expect(recorded.outcome.stopped == "exhausted")
      let goals = Set(
        recorded.batch.events.filter { $0.kind == .goal }.map { recorded.tree.state($0.node) })
      #expect(goals.count == BruteForce(problem).goals)
    }
  }

  @Test(arguments: variants.indices)
  func `Statistics in the events add up`(variant: Int) throws {
    let run = try Recorded(
      configuration(
        ProblemFixtures.countdown("3 7 8 50 → 331"), Self.variants[variant], model: "rollout",
        until: .tree,
        expansions: 400))
    let tree = run.tree
    #expect(tree.brokenInvariants().isEmpty)
    #expect(tree.N(0) == run.outcome.expansions)
    for node in 0..<NodeID(tree.nodeCount) {
      let below = tree.children(of: node).reduce(0) { $0 + tree.N($1) }
      // The visits that ended at the node itself: one, or all if nothing is below it.
      if tree.N(node) > 0, below > 0 { #expect(tree.N(node) - below <= 1) }
    }
  }

  @Test func `Without the solver, dead ends are visited again`() throws {
    let run = try Recorded(
      configuration(
        ProblemFixtures.countdown("1 2 → 77"), ["solver": 0], model: "uniform", until: .tree,
        expansions: 50))
    #expect(run.outcome.expansions == 50)
    #expect(run.outcome.stopped == "expansions")
    #expect(!run.batch.events.contains { $0.kind == .prune })
    #expect(run.batch.events.contains { $0.kind == .backtrack && $0.reason == .deadEnd })
  }

  @Test func `Equal states are marked, and their values used again`() throws {
    let problem = ProblemFixtures.countdown("2 3 4 5 → 900")
    let on = try Recorded(configuration(problem, ["transpositions": 1], until: .tree))
    let off = try Recorded(configuration(problem, ["transpositions": 0], until: .tree))
    let marked = (0..<NodeID(on.tree.nodeCount)).filter { on.tree.transposition(of: $0) != nil }
    #expect(!marked.isEmpty)
    for node in marked {
      let other = try #require(on.tree.transposition(of: node))
      #expect(other < node)
      #expect(on.tree.state(other) == on.tree.state(node))
    }
    #expect(on.batch.events.contains { $0.kind == .evaluate && $0.reason == .cached })
    #expect(!off.batch.events.contains { $0.reason == .cached })
    #expect(on.outcome.modelCalls! < off.outcome.modelCalls!)
  }

  @Test func `Priors come with PUCT and sum to one`() throws {
    let run = try Recorded(
      configuration(ProblemFixtures.countdown(), ["select": 1], until: .tree, expansions: 50))
    let children = run.tree.children(of: 0)
    let priors = children.compactMap { run.tree.P($0) }
    #expect(priors.count == children.count)
    #expect(abs(priors.reduce(0, +) - 1) < 0.01)
    #expect(priors == priors.sorted(by: >))
  }

  @Test func `More simulations go where the value is`() throws {
    // One of two ways leads to the goal: it must get nearly all visits.
    let maze = try Maze(text: "G..S....\n#######.\n........")
    let run = try Recorded(
      configuration(maze, ["solver": 0], model: "rollout", until: .tree, expansions: 2000))
    let visits = run.tree.children(of: 0).map { (run.tree.step($0), run.tree.N($0)) }
    let best = try #require(visits.max { $0.1 < $1.1 })
    #expect(best.0.contains("left"))
    #expect(best.1 > 1200)
  }
}
