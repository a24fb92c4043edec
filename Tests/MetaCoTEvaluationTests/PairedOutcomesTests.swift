import MetaCoT
import Testing

@testable import MetaCoTEvaluation

/// Two ways over a set, problem by problem.
@Suite struct PairedOutcomesTests {
  private func run(_ solved: Bool, _ expansions: Int?) -> PairedOutcomes.Run {
    PairedOutcomes.Run(
      Outcome(solved: solved, expansions: expansions, stopped: "goal"), seconds: 1)
  }

  private func outcomes(
    _ rows: [(PairedOutcomes.Run, PairedOutcomes.Run)]
  ) -> PairedOutcomes {
    var outcomes = PairedOutcomes(
      problems: rows.indices.map { "p\($0)" }, cost: .expansions)
    for (place, row) in rows.enumerated() { outcomes.set(row.0, row.1, at: place) }
    return outcomes
  }

  @Test func `The one that solves wins, and of two that do the one that spends less`() {
    let all = outcomes([
      (run(true, 90), run(false, 10)), (run(false, 1), run(true, 80)),
      (run(true, 5), run(true, 7)), (run(true, 9), run(true, 8)), (run(true, 4), run(true, 4)),
      (run(false, 3), run(false, 4)), (run(true, nil), run(true, 4)),
    ])
    let verdicts = all.rows.map { $0?.verdict(by: .expansions) }
    #expect(verdicts == [.win, .loss, .win, .loss, .tie, .tie, .unknown])
    let summary = all.summary
    #expect((summary.wins, summary.ties, summary.losses, summary.unknown) == (2, 2, 2, 1))
    #expect(summary.winShare == 0.5)
    #expect(summary.first.solved == 5 && summary.second.solved == 5)
    #expect(summary.difference.test == SignTest(greater: 1, less: 1, equal: 5))
  }

  @Test func `The ratio is of problems that both solve`() {
    let all = outcomes([
      (run(true, 10), run(true, 20)), (run(true, 10), run(true, 40)),
      (run(true, 10), run(true, 30)), (run(false, 10), run(true, 9_000)),
    ])
    #expect(all.summary.medianRatio == 3)
    #expect(all.summary.ratioInterval == nil, "three are too few for an interval")
  }

  @Test func `What has not ended is in no figure`() {
    var all = PairedOutcomes(problems: ["a", "b"], cost: .tokens)
    #expect(all.summary.problems == 0 && all.summary.winShare == nil)
    all.set(run(true, 3), run(true, 3), at: 1)
    #expect(all.finishedCount == 1 && all.summary.problems == 1)
    #expect(all.summary.unknown == 1, "no tokens were counted")
    #expect(!all.countsTokens)
  }
}
