import Foundation
import Testing

/// What `espalier query` prints, and with what exit status.
struct QueryCommandTests {
  @Test func `Nodes that match are printed, in each format`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let question = "N >= 1 and depth = 1"
    let table = try Program.run(["query", "trace.jsonl", question], in: folder)
    #expect(table.status == 0)
    let lines = table.output.split(separator: "\n")
    #expect(lines.count > 2)
    #expect(lines[0].contains("node") && lines[0].contains("status"))
    let objects = try Program.run(
      ["query", "trace.jsonl", question, "--format", "jsonl"], in: folder)
    let parsed = try objects.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(parsed.count == lines.count - 1)
    #expect(parsed.allSatisfy { ($0["N"] as? Int ?? 0) >= 1 && $0["depth"] as? Int == 1 })
    let values = try Program.run(["query", "trace.jsonl", question, "--format", "csv"], in: folder)
    #expect(values.output.split(separator: "\r\n").count == lines.count)
    let early = try Program.run(
      ["query", "trace.jsonl", "depth >= 0", "--at", "0", "--format", "csv"], in: folder)
    #expect(early.output.split(separator: "\r\n").count == 2)
    let late = try Program.run(["query", "trace.jsonl", "N > 1", "--at", "99999999"], in: folder)
    #expect(late.status != 0 && late.errors.contains("there is no event 99999999: it has"))
  }

  @Test func `The status tells whether anything matches, and errors their place`() throws {
    let folder = try Program.folderWithTrace()
    defer { try? FileManager.default.removeItem(at: folder) }
    let none = try Program.run(["query", "trace.jsonl", "N > 1000000"], in: folder)
    #expect(none.status == 1)
    #expect(none.output.isEmpty && none.errors.isEmpty)
    let wrong = try Program.run(["query", "trace.jsonl", "N > 3 and V <"], in: folder)
    #expect(wrong.status == 64)
    #expect(
      wrong.errors
        == "N > 3 and V <\n             ^ expected a figure, such as N, Q, V or depth, or a number\n"
    )
    let changes = try Program.run(["query", "trace.jsonl", "changes(N)"], in: folder)
    #expect(changes.status == 64)
    #expect(changes.errors.contains("changes(…) speaks of events, not of nodes at a moment"))
  }
}
