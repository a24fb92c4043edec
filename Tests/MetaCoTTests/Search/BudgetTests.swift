import Foundation
import Testing

@testable import MetaCoT

/// What a budget says, and that it is kept.
@Suite struct BudgetTests {
  @Test(arguments: ["20,000", "20,000 calls", "1,000,000", "500,100 calls", "1.5", "-1", "1e400 s"])
  func `What could be read in two ways is refused`(text: String) {
    #expect(throws: SearchError.self) { try Budget(text: text) }
  }

  @Test func `A comma and a blank part two limits`() throws {
    #expect(try Budget(text: "20_000, 500 calls") == Budget(expansions: 20_000, modelCalls: 500))
    #expect(try Budget(text: "2 s,512 MB") == Budget(seconds: 2, memory: 512_000_000))
    #expect(try Budget(text: "99999999 GB").memory == 99_999_999_000_000_000)
  }

  @Test(
    arguments: [
      ("10, 200", "10 expansions"), ("200, 10", "10 expansions"), ("5 s, 100 ms", "0.1 s"),
      ("1 GB, 20 MB", "20 MB"), ("7 calls, 6 calls, 9 tokens, 8 tokens", "6 calls, 8 tokens"),
    ])
  func `Of two limits of a kind the lower one counts`(text: String, limits: String) throws {
    #expect(try Budget(text: text).description == limits)
  }

  @Test func `Every reason to stop is in the documentation`() throws {
    let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
    let page = try String(
      contentsOf: root.appending(path: "docs/search.md"), encoding: .utf8)
    for reason in StopReason.allCases { #expect(page.contains("`\(reason.rawValue)`")) }
  }

  @Test func `What B raises is what is limited`() {
    #expect(Budget(expansions: 1, modelCalls: 1).raisable == .expansions)
    #expect(Budget(modelCalls: 1, tokens: 1).raisable == .calls)
    #expect(Budget(tokens: 1, seconds: 1).raisable == .tokens)
    #expect(Budget(seconds: 1, memory: 1).raisable == nil)
  }

  private func configuration(
    _ problem: String, strategy: TraceHeader.Choice, memory: Int
  ) throws -> SearchConfiguration {
    SearchConfiguration(
      problem: try ProblemRegistry.problem(text: problem), strategy: strategy,
      model: .init("heuristic"), budget: Budget(memory: memory), until: .tree)
  }

  @Test func `A search that only memory limits ends when it has stopped to grow`() throws {
    let outcome = try Search.run(
      configuration(
        "2 3 4 → 14", strategy: .init("mcts", parameters: ["solver": "off"]), memory: 1 << 40))
    #expect(outcome.stopped == "no growth")
    #expect(try #require(outcome.expansions) < 500_000)
  }

  /// The events of a search that is watched are held by who watches it.
  @Test func `What is drawn counts as memory`() throws {
    func nodes(pausesAtLimits: Bool) throws -> Int {
      let search = try Search(
        configuration("3 7 8 11 25 50 → 952", strategy: .init("breadth-first"), memory: 4_000_000),
        pausesAtLimits: pausesAtLimits)
      var batch = EventBatch()
      for _ in 0..<2000 where search.advance(iterations: 64) && search.status.pausedAtLimit == nil {
        search.takeEvents(into: &batch)
        batch.removeAll()
      }
      return search.status.nodes
    }
    let (watched, alone) = (try nodes(pausesAtLimits: true), try nodes(pausesAtLimits: false))
    #expect(watched < alone / 2, "\(watched) of \(alone)")
  }
}
