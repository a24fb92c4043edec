import Foundation
import MetaCoT
import Testing

@testable import espalier

/// What `espalier run --headless` promises to scripts.
@Suite struct HeadlessTests {
  @Test func `There is one object a problem`() throws {
    let result = try Program.run(["run", "--headless", "--problem", "4 5 6 10 → 24"])
    #expect(result.status == 0)
    let report = try #require(result.objects.first)
    #expect(
      Set(report.keys) == [
        "id", "solved", "answer", "steps", "cost", "expansions", "modelCalls", "tokens", "nodes",
        "seconds", "stopped",
      ])
    let answer = try #require(report["answer"] as? String)
    let problem = try ProblemRegistry.problem(.init(kind: "countdown", text: "4 5 6 10 → 24"))
    #expect(problem.verify(answer).isAccepted)
    #expect((report["steps"] as? [String])?.count == 3)
  }

  @Test func `Without a terminal it is headless by itself`() throws {
    let result = try Program.run(["run", "--problem", "4 5 6 10 → 24", "--strategy", "astar"])
    #expect(result.status == 0)
    #expect(result.objects.count == 1)
  }

  @Test func `Parts of a set are the set between them`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = (1...7).map { #"{"id":"p\#($0)","kind":"countdown","text":"4 6 → 24"}"# }
    try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: "set.jsonl"))
    func ids(_ shard: String) throws -> [String] {
      try Program.run(
        ["run", "--headless", "--problems", "set.jsonl", "--strategy", "astar", "--shard", shard],
        in: folder
      ).objects.compactMap { $0["id"] as? String }.sorted()
    }
    #expect(try ids("1/3") == ["p1", "p4", "p7"])
    #expect(try ids("2/3") == ["p2", "p5"])
    #expect(try ids("3/3") == ["p3", "p6"])
    for wrong in ["0/3", "4/3", "1", "a/b"] {
      let result = try Program.run(
        ["run", "--headless", "--problems", "set.jsonl", "--shard", wrong], in: folder)
      #expect(result.status == 64)
    }
  }

  @Test func `Unsolved is exit status one`() throws {
    let result = try Program.run(["run", "--headless", "--problem", "1 1 1 1 → 999"])
    #expect(result.status == 1)
    #expect(result.objects.first?["solved"] as? Bool == false)
    #expect(result.objects.first?["stopped"] as? String == "exhausted")
    #expect(result.objects.first?["answer"] is NSNull)
  }

  @Test(arguments: [
    (["run", "--headless", "--strategy", "mtcs"], "mcts"),
    (["run", "--headless", "--strategy", "mcts:c=-1"], "c"),
    (["run", "--headless", "--model", "oracle"], "heuristic"),
    (["run", "--headless", "--budget", "many"], "20000"),
    (["run", "--headless", "--jobs", "0"], "--jobs"),
    (["run", "--headless", "--problem", "four"], "→"),
  ])
  func `Bad use says what would be right`(arguments: [String], word: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 64)
    #expect(result.errors.contains(word), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `The same command makes the same trace`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for strategy in ["mcts", "astar", "best-of-n"] {
      for name in ["a", "b"] {
        _ = try Program.run(
          [
            "run", "--headless", "--problem", "3 7 8 11 → 100", "--strategy", strategy, "--seed",
            "7", "--budget", "300", "--record", "\(name).jsonl",
          ], in: folder)
      }
      let a = try Data(contentsOf: folder.appendingPathComponent("a.jsonl"))
      let b = try Data(contentsOf: folder.appendingPathComponent("b.jsonl"))
      #expect(a == b && a.count > 1000, "\(strategy)")
    }
  }

  @Test func `The median of an even number lies between the two in the middle`() {
    func text(_ expansions: [Int]) -> String {
      SummaryTable(
        reports: expansions.map {
          SearchReport(id: "\($0)", outcome: Outcome(expansions: $0, stopped: nil), seconds: 0)
        }, skipped: 0, seconds: 0
      ).text
    }
    #expect(text([1, 8, 2, 3]).contains("median 2.5, mean 3.5, most 8"))
    #expect(text([1, 3, 8, 5]).contains("median 4, mean"))
    #expect(text([1_000_000, 3_000_000]).contains("median 2000000, mean"))
  }

  /// A file that may not grow further is like a disk that is full.
  @Test func `Where answers have no room, no half line stays`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let search = "$E run --headless --problem question-1 --strategy astar --answers kept"
    _ = try Program.bash("trap '' XFSZ; ulimit -f 1; \(search)", in: folder)
    let kept = try Data(contentsOf: folder.appending(path: "kept"))
    #expect((1...1024).contains(kept.count) && kept.last == UInt8(ascii: "\n"))
    let again = try Program.bash(search, in: folder)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Data(contentsOf: folder.appending(path: "kept")).starts(with: kept))
  }

  @Test func `Answers are kept and used again`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let search = [
      "run", "--headless", "--problem", "question-1", "--strategy", "astar", "--answers", "kept",
    ]
    let first = try Program.run(search + ["--record", "a.jsonl"], in: folder)
    #expect(first.status == 0, "\(first.errors)")
    let kept = try Data(contentsOf: folder.appending(path: "kept"))
    #expect(!kept.isEmpty)
    let again = try Program.run(search + ["--record", "b.jsonl"], in: folder)
    #expect(again.status == 0)
    #expect(try Data(contentsOf: folder.appending(path: "kept")) == kept)
    #expect(
      try Data(contentsOf: folder.appending(path: "a.jsonl"))
        == Data(contentsOf: folder.appending(path: "b.jsonl")))
    let inline = try Program.run(
      ["run", "--headless", "--problem", "4 5 6 10", "--model", "heuristic", "--answers", "other"],
      in: folder)
    #expect(inline.status == 64)
    #expect(inline.errors.contains("--answers keeps what slow models say, and it answers at once"))
  }

  @Test func `A set runs whole`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = [
      #"{"id":"one","kind":"countdown","text":"1 2 3 → 6"}"#,
      #"{"id":"two","kind":"24","text":"3 3 8 8"}"#,
    ]
    let file = folder.appendingPathComponent("set.jsonl")
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    let result = try Program.run(
      ["run", "--problems", file.path, "--jobs", "2", "--record", "traces"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.objects.map { $0["id"] as? String } == ["one", "two"])
    #expect(result.errors.contains("solved"))
    for id in ["one", "two"] {
      let trace = folder.appendingPathComponent("traces/\(id).jsonl").path
      #expect(FileManager.default.fileExists(atPath: trace))
    }
  }

  @Test func `A bad line names its place`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = [#"{"id":"one","kind":"countdown","text":"1 2 3 → 6"}"#, "{broken"]
    let file = folder.appendingPathComponent("set.jsonl")
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    let strict = try Program.run(["run", "--problems", file.path])
    #expect(strict.status == 65)
    #expect(strict.errors.contains("set.jsonl:2"), "\(strict.errors)")
    let lenient = try Program.run(["run", "--problems", file.path, "--skip-invalid"])
    #expect(lenient.status == 0)
    #expect(lenient.objects.count == 1)
    #expect(lenient.errors.contains("1"))
  }
}
