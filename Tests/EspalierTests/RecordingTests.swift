import Foundation
import MetaCoT
import Testing

@testable import espalier

/// `--record` into a folder: a file for every problem, whatever it is called.
@Suite struct RecordingTests {
  @Test func `Names are their own and can be turned back`() throws {
    let long = String(repeating: "é/", count: 200)
    let ids = [
      "a/b", "a b", "a:b", "A/B", "a%2Fb", "..", ".", "", "", "数学 1", long, long + "x", "a~1",
    ]
    let names = TraceDestination.names(of: ids)
    #expect(Set(names).count == ids.count)
    for (id, name) in zip(ids, names) {
      #expect(name.utf8.count <= 220 && !name.isEmpty && !name.hasPrefix("."), "\(name)")
      #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }, "\(name)")
      if !name.contains("~") { #expect(name.removingPercentEncoding == id) }
    }
    #expect(names[0] == "a%2Fb" && names[4] == "a%252Fb" && names[5] == "%2E.")
    #expect(names[10].removingPercentEncoding?.hasPrefix("é/é/") == true)
  }

  @Test func `As many files as problems`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ids = ["run 1/p", "run-1-p", "run?1:p", "..", String(repeating: "x", count: 400)]
    let lines = ids.map { #"{"id":"\#($0)","kind":"24","text":"4 5 6 10"}"# }
    try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: "set.jsonl"))
    let result = try Program.run(
      ["run", "--problems", "set.jsonl", "--model", "heuristic", "--record", "new/traces"],
      in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let traces = folder.appending(path: "new/traces")
    let names = try FileManager.default.contentsOfDirectory(atPath: traces.path)
    #expect(names.count == ids.count)
    let found = try names.map { name in
      try TraceReader(path: traces.appending(path: name).path).header.problem.id ?? ""
    }
    #expect(Set(found) == Set(ids))
  }

  @Test func `A trace that cannot be written costs itself alone`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = ["a", "b", "c"].map { #"{"id":"\#($0)","kind":"24","text":"4 5 6 10"}"# }
    try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: "set.jsonl"))
    // A folder stands where the file of b would.
    try FileManager.default.createDirectory(
      at: folder.appending(path: "t/b.jsonl"), withIntermediateDirectories: true)
    let result = try Program.run(
      ["run", "--problems", "set.jsonl", "--model", "heuristic", "--record", "t"], in: folder)
    #expect(result.status == ExitStatus.output.rawValue)
    #expect(result.objects.count == 3)
    #expect(result.errors.contains("1 trace could not be written; the first: t/b.jsonl"))
    for name in ["a", "c"] {
      let check = try Program.run(["validate", "t/\(name).jsonl"], in: folder)
      #expect(check.status == 0, "\(check.errors)")
    }
  }

  @Test func `Folders that are missing are made`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for path in ["x/y/z.jsonl", "x/y/"] {
      let result = try Program.run(
        ["run", "--problem", "4 5 6 10 → 24", "--model", "heuristic", "--record", path], in: folder)
      #expect(result.status == 0, "\(result.errors)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/x/y")
    #expect(names.sorted() == ["4%205%206%2010%20%E2%86%92%2024.jsonl", "z.jsonl"])
  }
}
