import Foundation
import Testing

/// What `espalier lint`, `espalier why` and `espalier run --from` print, and with what exit status.
struct WhyCommandTests {
  @Test func `The page shows what the commands print`() throws {
    let page = try String(
      contentsOf: Program.repository.appending(path: "docs/why.md"), encoding: .utf8)
    let blocks = page.components(separatedBy: "\n```\n").enumerated()
      .filter { $0.offset % 2 == 1 }.map(\.element)
    try #require(!blocks.isEmpty)
    for block in blocks {
      let lines = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let command = lines[0].dropFirst(2).replacing("espalier ", with: "$E ")
      let run = try Program.bash(String(command), in: Program.repository)
      #expect(run.output.trimmed == String(lines[1]).trimmed, "\(command)\n\(run.errors)")
    }
  }

  @Test func `Breaches are printed in each format, and say no`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = try Program.run(["lint", "trace.jsonl"], in: folder)
    #expect(good.status == 0 && good.output.isEmpty && good.errors.isEmpty)
    let header =
      #"{"format":"espalier-trace","version":2,"problem":{"kind":"k","text":"t"},"#
      + #""strategy":{"name":"s"},"root":{"state":"0"}}"#
    let lines = [
      header, #"{"e":"expand","n":0,"c":[{"P":0.75},{"P":0.5}]}"#, #"{"e":"link","n":1,"to":1}"#,
    ]
    try (lines.joined(separator: "\n") + "\n").write(
      to: folder.appending(path: "bad.jsonl"), atomically: true, encoding: .utf8)
    let table = try Program.run(["lint", "bad.jsonl"], in: folder)
    #expect(table.status == 1)
    #expect(
      table.output == """
        law     event  node  what
        priors      1     0  the priors of the children of node 0 sum to 1.25
        links       2     1  node 1 is linked to itself

        """)
    let objects = try Program.run(
      ["lint", "bad.jsonl", "trace.jsonl", "--format", "jsonl"], in: folder)
    #expect(objects.status == 1)
    #expect(objects.objects.map { $0["law"] as? String } == ["priors", "links"])
    #expect(objects.objects.allSatisfy { $0["trace"] as? String == "bad.jsonl" })
    let missing = try Program.run(["lint", "missing.jsonl", "bad.jsonl"], in: folder)
    #expect(missing.status == 65 && missing.output.contains("priors"))
  }

  @Test func `A fork with nothing changed is the original, byte for byte`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let original = try Data(contentsOf: folder.appending(path: "trace.jsonl"))
    for moment in ["0", "50%", "end"] {
      let run = try Program.run(
        ["run", "--headless", "--from", "trace.jsonl@\(moment)", "--record", "fork.jsonl"],
        in: folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.objects.first?["solved"] as? Bool == true)
      #expect(try Data(contentsOf: folder.appending(path: "fork.jsonl")) == original)
      #expect(try Data(contentsOf: folder.appending(path: "trace.jsonl")) == original)
    }
  }

  @Test func `A fork with another strategy begins at the node, and a foreign trace cannot go on`()
    throws
  {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(
      [
        "run", "--headless", "--from", "trace.jsonl@20", "--strategy", "astar", "--model",
        "heuristic", "--record", "fork.jsonl",
      ], in: folder)
    #expect(run.status == 0 || run.status == 1, "\(run.errors)")
    #expect((run.objects.first?["id"] as? String)?.contains("from node") == true)
    let header =
      #"{"format":"espalier-trace","version":2,"problem":{"kind":"countdown","text":"1 2 → 3"},"#
      + #""strategy":{"name":"s"},"root":{"state":"1 2"}}"#
    try (header + "\n").write(
      to: folder.appending(path: "foreign.jsonl"), atomically: true, encoding: .utf8)
    let foreign = try Program.run(["run", "--headless", "--from", "foreign.jsonl@0"], in: folder)
    #expect(foreign.status == 65)
    #expect(foreign.errors.contains("the trace does not say which model was asked"))
    let twice = try Program.run(
      ["run", "--headless", "--from", "trace.jsonl@9", "--problem", "1 2 → 3"], in: folder)
    #expect(twice.status == 64)
    #expect(twice.errors.contains("leave out --problem and --problems"))
    let timed = try Program.run(
      ["run", "--headless", "--from", "trace.jsonl@9", "--timings"], in: folder)
    #expect(timed.status == 64)
    #expect(timed.errors.contains("--timings: the events up to the moment are made again"))
  }

  @Test func `A fork of a search over a slow model is answered from what was kept`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try Program.run(
      [
        "run", "--headless", "--problem", "question-1", "--strategy", "astar", "--answers", "kept",
        "--proposals", "6", "--answer-by", "vote", "--record", "trace.jsonl",
      ], in: folder)
    #expect(first.status == 0, "\(first.errors)")
    let kept = try Data(contentsOf: folder.appending(path: "kept"))
    let fork = try Program.run(
      [
        "run", "--headless", "--from", "trace.jsonl@50%", "--answers", "kept",
        "--record", "fork.jsonl",
      ], in: folder)
    #expect(fork.status == 0, "\(fork.errors)")
    #expect(try Data(contentsOf: folder.appending(path: "kept")) == kept)
    #expect(
      try Data(contentsOf: folder.appending(path: "fork.jsonl"))
        == Data(contentsOf: folder.appending(path: "trace.jsonl")))
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
