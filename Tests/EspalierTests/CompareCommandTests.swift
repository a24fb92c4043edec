import Foundation
import Testing

/// `espalier compare` over a whole problem set.
@Suite struct CompareCommandTests {
  private static let arguments = [
    "compare", "--problems", "set.jsonl", "--strategy", "mcts:select=puct", "--against", "astar",
    "--model", "heuristic", "--budget", "300",
  ]

  private func folder() throws -> URL {
    let folder = try Program.temporaryFolder()
    let problems = try Program.run(
      ["problems", "generate", "countdown", "--count", "4", "--seed", "7"])
    try Data(problems.output.utf8).write(to: folder.appendingPathComponent("set.jsonl"))
    return folder
  }

  @Test func `A table by problem, and what it comes to`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(Self.arguments + ["--plain"], in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(3) == ["4 problems of set.jsonl", "1: mcts:select=puct", "2: astar"])
    #expect(lines[3].hasPrefix("problem        result  solved1  solved2  "))
    #expect(lines[4].hasPrefix("countdown-7-1  loss    yes      yes "))
    #expect(run.output.contains("\nby expansions: 0 wins of mcts:select=puct, 0 ties, 4 losses; "))
  }

  @Test func `The same as JSON and as comma-separated values, with as many jobs as one likes`()
    throws
  {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let csv = try Program.run(Self.arguments + ["--csv", "--jobs", "3"], in: folder)
    let rows = csv.output.split(whereSeparator: \.isNewline)
    #expect(rows.count == 5 && rows[0].hasPrefix("problem,result,solved1,solved2,cost1,cost2,"))
    #expect(rows[1].hasPrefix("countdown-7-1,loss,yes,yes,"))
    let json = try Program.run(Self.arguments + ["--json", "--by", "calls"], in: folder)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let summary = try #require(object["summary"] as? [String: Any])
    #expect(summary["by"] as? String == "calls" && summary["wins"] as? Int == 4)
    #expect((object["problems"] as? [Any])?.count == 4)
  }

  @Test func `Two models are compared as two strategies are`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(
      [
        "compare", "--problems", "set.jsonl", "--strategy", "best-first", "--model", "heuristic",
        "--against-model", "uniform", "--plain",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\n1: heuristic\n2: uniform\n"))
  }

  @Test func `Both texts as a diff`() throws {
    let run = try Program.run([
      "compare", "--texts", "thought", "--problem", "4 5 6 10 → 24", "--model", "heuristic",
      "--strategy", "breadth-first", "--against", "best-first",
    ])
    let marks = Set(run.output.split(separator: "\n").map { $0.prefix(2) })
    #expect(run.status == 0 && marks == ["= ", "1 ", "2 "], "\(marks) \(run.errors)")
    #expect(run.errors.contains(" equal, ") && run.errors.contains(" only 2"))
    let unknown = try Program.run(["compare", "a", "b", "--texts", "verse"])
    #expect(unknown.status == 64 && unknown.errors.contains("one of 'thought', "))
  }

  @Test func `Up to four searches stand against each other`() throws {
    let problem = ["compare", "--problem", "4 5 6 10 → 24", "--model", "heuristic", "--plain"]
    let three =
      problem + ["--strategy", "astar", "--against", "breadth-first", "--against", "mcts"]
    let run = try Program.run(three)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(4) == [
        "1: astar, heuristic", "2: breadth-first, heuristic", "3: mcts, heuristic",
        "solved: yes, yes, yes",
      ])
    #expect(lines.contains("1 and 2:") && lines.contains("1 and 3:"))
    let five = try Program.run(problem + (0..<4).flatMap { _ in ["--against", "mcts"] })
    #expect(five.status == 64 && five.errors.contains("5 searches are too many: up to 4"))
    let texts = try Program.run(three + ["--texts", "thought"])
    #expect(texts.status == 64 && texts.errors.contains("are for two searches, and these are 3"))
    let uneven = try Program.run(
      three + [
        "--against", "beam", "--against-model", "uniform",
        "--against-model", "oracle",
      ])
    #expect(uneven.status == 64 && uneven.errors.contains("equally often, or one of them once"))
  }

  @Test(arguments: [
    (["--merge", "x.jsonl"], "--merge and --texts are for two searches"),
    (["--against", "beam"], "over --problems two ways are compared"),
    (["--csv", "--json"], "give --json or --csv, not both"),
    (["--problem", "1 2 → 3", "--csv"], "--json, --csv and --jobs are for a comparison over"),
  ])
  func `What does not go together is refused`(_ more: [String], _ sentence: String) throws {
    let run = try Program.run(Self.arguments + more)
    #expect(run.status == 64 && run.errors.contains(sentence), "\(run.errors)")
  }
}
