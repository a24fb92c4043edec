import Foundation
import Testing

/// What is printed where there is no screen.
@Suite struct PlainTextTests {
  @Test func twoSearchesAreComparedAFigureALine() throws {
    let run = try Program.run([
      "compare", "--plain", "--problem", "4 5 6 10 → 24", "--model", "heuristic",
      "--strategy", "breadth-first", "--against", "best-first",
    ])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(3) == [
        "left: breadth-first, heuristic", "right: best-first, heuristic",
        "solved: yes, yes",
      ])
    #expect(lines.contains { $0.hasPrefix("expansions: ") && $0.hasSuffix(" (right is better)") })
  }

  @Test(arguments: [["replay", "--plain"], ["compare", "--plain", "trace.jsonl"]])
  func noControlSequenceComesOutOfATrace(command: [String]) throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let trace = #"""
      {"format":"espalier-trace","version":1,"problem":{"kind":"countdown","text":"1 2 → 3"},\#
      "strategy":{"name":"astar"},"model":{"name":"a\u001b[31mb"},"root":{"state":"1 2"}}
      {"e":"note","n":0,"text":"c\u001b[31md"}

      """#
    try Data(trace.utf8).write(to: folder.appendingPathComponent("trace.jsonl"))
    let run = try Program.run(command + ["trace.jsonl"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("[31m") && !run.output.contains("\u{1B}"), "\(run.output)")
  }
}
