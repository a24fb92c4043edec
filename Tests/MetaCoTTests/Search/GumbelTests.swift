import Foundation
import TestSupport
import Testing

@testable import MetaCoT

/// Gumbel MCTS: its rules as in the paper and in mctx, and what it does with them.
struct GumbelTests {
  @Test(arguments: [
    (4, 16, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
    (2, 5, [0, 0, 1, 1, 2]), (1, 4, [0, 1, 2, 3]), (8, 3, [0, 0, 0]), (4, 0, []),
    // 32 / (3 · 8) is 1, 32 / (3 · 4) is 2, 32 / (3 · 2) is 5.
    (
      8, 32,
      [0, 0, 0, 0, 0, 0, 0, 0] + [1, 1, 1, 1, 2, 2, 2, 2]
        + [3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10]
    ),
  ])
  func `Sequential halving visits the considered children evenly, then the better half`(
    considered: Int, simulations: Int, expected: [Int32]
  ) {
    #expect(
      GumbelRule.consideredVisits(considered: considered, simulations: simulations) == expected)
  }

  @Test func `Children without visits get the value that the visited ones and V suggest`() {
    let children = GumbelRule.Children(P: [0.5, 0.25, 0.25], N: [2, 1, 0], Q: [0.6, 0.3, 9])
    let values = GumbelRule.transformedValues(children, V: 0.4, visit: 50, scale: 0.1)
    // (0.4 + 3 · (0.5·0.6 + 0.25·0.3) / 0.75) / 4 = 0.475, among 0.6 and 0.3; σ is (50 + 2) · 0.1.
    let expected: [Float] = [5.2, 0, 5.2 * (0.475 - 0.3) / 0.3]
    for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < 1e-4) }
  }

  @Test func `The improved policy prefers what has more value, and sums to 1`() {
    let policy = GumbelRule.improvedPolicy([0.5, 0.5], [log(3), 0])
    #expect(abs(policy[0] - 0.75) < 1e-5 && abs(policy[1] - 0.25) < 1e-5)
  }

  @Test func `Below the root, visits follow the improved policy`() {
    var children = GumbelRule.Children(P: [0.7, 0.2, 0.1], N: [0, 0, 0], Q: [0.5, 0.5, 0.5])
    for _ in 0..<1000 {
      let scores = GumbelRule.interiorScores(children, V: 0.5, visit: 50, scale: 0.1)
      let best = scores.indices.max { scores[$0] < scores[$1] }!
      children.N[best] += 1
    }
    #expect(abs(children.N[0] - 700) <= 2 && abs(children.N[1] - 200) <= 2)
  }

  @Test func `The root's visits are those of the schedule`() throws {
    let run = try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("3 7 8 50 → 9973"),
        strategy: .init("gumbel", parameters: ["considered": 4]), model: .init("uniform"),
        budget: Budget(expansions: 33), until: .tree))
    let visits = run.tree.children(of: 0).map { run.tree.N($0) }.filter { $0 > 0 }.sorted()
    // The first simulation makes the root's children; 32 / (2 · 4) = 4 rounds of four, then of two.
    #expect(visits.reduce(0, +) == 32)
    #expect(visits.count == 4)
    #expect(visits.suffix(2).allSatisfy { $0 > 4 })
  }

  @Test(arguments: [
    (16, 17, [Int](repeating: 1, count: 16)),
    // 31 / (2 · 4) = 3 rounds of four, then 31 / (2 · 2) = 7 of two, again and again.
    (4, 32, [3, 3, 12, 13]),
  ])
  func `The root's own expansion is no simulation`(
    considered: Int, budget: Int, visits: [Int]
  ) throws {
    let run = try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("3 7 8 50 → 9973"),
        strategy: .init(
          "gumbel", parameters: ["considered": JSONValue(Double(considered)), "gumbel-scale": 0]),
        model: .init("uniform"), budget: Budget(expansions: budget), until: .tree))
    let made = run.tree.children(of: 0).map { run.tree.N($0) }.filter { $0 > 0 }.sorted()
    #expect(made == visits)
  }

  @Test func `Without noise the most probable children are considered`() throws {
    let run = try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("3 7 8 50 → 9973"),
        strategy: .init("gumbel", parameters: ["considered": 3, "gumbel-scale": 0]),
        budget: Budget(expansions: 10), until: .tree))
    let visited = run.tree.children(of: 0).filter { run.tree.N($0) > 0 }
    #expect(visited == run.tree.children(of: 0).prefix(3).map { $0 })
  }

  @Test(arguments: 0..<20)
  func `It solves what can be solved, and says when nothing is left`(seed: Int) throws {
    let problem = ProblemFixtures.make("countdown", seed: UInt64(seed), ["count": 3])
    let outcome = try Search.run(
      SearchConfiguration(
        problem: problem, strategy: .init("gumbel"), budget: Budget(expansions: 5000),
        seed: UInt64(seed)))
    #expect(outcome.solved)
    let none = try Search.run(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("2 3 5 → 971"), strategy: .init("gumbel"),
        budget: Budget(expansions: 100_000), seed: UInt64(seed)))
    #expect(none.stopped == "exhausted")
  }
}

/// UCT and PUCT as pure functions.
struct SelectionRuleTests {
  @Test func `Scores are those of the formulas`() {
    let uct = SelectionRule(.uct, c: 1.5)
    #expect(
      abs(uct.exploration(P: 1, N: 4, parentVisits: 100) - 1.5 * (log(100) / 4).squareRoot()) < 1e-3
    )
    let puct = SelectionRule(.puct, c: 2)
    #expect(abs(puct.exploration(P: 0.3, N: 4, parentVisits: 100) - 2 * 0.3 * 10 / 5) < 1e-5)
    #expect(abs(puct.exploration(P: 0.3, N: 0, parentVisits: 100) - 6) < 1e-5)
  }
}
