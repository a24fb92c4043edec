import MetaCoT
import Testing

/// A search that waits at its limits can be given more, and goes on as if nothing had been.
@Suite struct HoldingTests {
  private func configuration(budget: Int) throws -> SearchConfiguration {
    SearchConfiguration(
      problem: try ProblemRegistry.problem(.init(kind: "countdown", text: "3 7 8 11 → 100")),
      strategy: .init("mcts"), budget: Budget(expansions: budget), until: .tree)
  }

  @Test(arguments: ["mcts", "astar", "best-first"])
  func `A search waits at the limit and goes on`(strategy: String) throws {
    var configuration = try configuration(budget: 10)
    configuration.strategy = .init(strategy)
    let search = try Search(configuration, pausesAtLimits: true)
    let goesOn = search.advance(iterations: 100)
    let held = search.status
    #expect(goesOn && held.pausedAtLimit == .expansions)
    search.steer(.raiseBudget(by: 5))
    search.advance(iterations: 100)
    let later = search.status
    #expect(later.expansions > held.expansions)
    search.stop()
    let outcome = search.outcome
    #expect(outcome?.stopped == "expansions")
  }

  @Test func `Raising the budget leaves the course as it was`() throws {
    var whole = EventBatch()
    let one = try Search(try configuration(budget: 15))
    one.advance(iterations: 100)
    one.takeEvents(into: &whole)
    var parts = EventBatch()
    let other = try Search(try configuration(budget: 10), pausesAtLimits: true)
    other.advance(iterations: 100)
    _ = other.steer(.raiseBudget(by: 5))
    other.advance(iterations: 100)
    other.stop()
    other.takeEvents(into: &parts)
    #expect(parts.events.filter { $0.kind != .steer } == whole.events)
  }
}
