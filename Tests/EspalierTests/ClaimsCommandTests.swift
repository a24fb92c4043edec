import Foundation
import Testing

/// `espalier claims`: arms against each other.
@Suite struct ClaimsCommandTests {
  private static let arguments = [
    "claims", "--problems", "set.jsonl", "--arm", "answer=answer pocket",
    "--arm", "best of N=best-of pocket", "--arm", "votes=majority pocket",
    "--arm", "in context=search pocket", "--arm", "A*=astar pocket",
    "--arm", "symbolic=astar heuristic", "--tokens", "60 200 600", "--expansions", "3 100",
  ]

  private func folder() throws -> URL {
    let folder = try Program.temporaryFolder()
    let texts = ["4 5 6 10 → 24", "3 7 8 11 → 100", "2 9 17 → 35", "1 5 11 25 → 81"]
    let lines = texts.enumerated().map {
      "{\"id\":\"p\($0.offset)\",\"kind\":\"countdown\",\"text\":\"\($0.element)\"}\n"
    }
    try Data(lines.joined().utf8).write(to: folder.appendingPathComponent("set.jsonl"))
    return folder
  }

  @Test func `Arms are compared on the same texts, the same way every time`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try Program.run(Self.arguments + ["--out", "results"], in: folder)
    #expect(first.status == 0, "\(first.errors)")
    for word in [
      "4 problems", "under the largest budget", "more than answer, paired", "how it ends",
      "left unsolved",
    ] {
      #expect(first.output.contains(word), "\(first.output)")
    }
    let again = try Program.run(Self.arguments + ["--jobs", "1", "--json"], in: folder)
    let kept = try Data(contentsOf: folder.appendingPathComponent("results/arms.json"))
    #expect(Data(again.output.utf8) == kept)
    let attempts = try String(
      contentsOf: folder.appendingPathComponent("results/attempts.jsonl"), encoding: .utf8)
    // Four problems, four sources: solutions, searches, and a strategy with either model.
    #expect(attempts.split(separator: "\n").count == 16)
    let plot = try String(
      contentsOf: folder.appendingPathComponent("results/curve.svg"), encoding: .utf8)
    #expect(plot.contains("best of N") && !plot.contains("symbolic"))
  }

  @Test(arguments: [
    ("nothing", "NAME=METHOD MODEL"), ("a=serch pocket", "serch"),
    ("a=search", "NAME=METHOD MODEL"),
    ("a=search heuristic", "cannot write"), ("a=answer nowhere", "nowhere"),
  ])
  func `An arm that makes no sense is refused`(arm: String, word: String) throws {
    let run = try Program.run(["claims", "--problem", "4 5 6 10 → 24", "--arm", arm])
    #expect(run.status != 0 && run.output.isEmpty)
    #expect(run.errors.contains(word), "\(run.errors)")
  }
}
