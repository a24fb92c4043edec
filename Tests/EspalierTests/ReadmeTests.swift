import Foundation
import Testing

/// What the README shows is what the program does.
@Suite(.enabled(if: Tmux.isAvailable, Tmux.missing))
struct ReadmeTests {
  private static func readme() throws -> String {
    try String(contentsOf: Program.repository.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func `The picture is the screen`() throws {
    let readme = try Self.readme()
    let blocks = readme.components(separatedBy: "\n```\n")
    try #require(blocks.count == 3)
    let trace = Program.repository.appending(path: "SampleTraces/24-depth-first.jsonl").path
    let tmux = try Tmux(width: 110, height: 30)
    let program = try Tmux.program("espalier")
    _ = try tmux.start("\(program) replay \(trace) --at end", ready: "? help")
    let screen = try tmux.wait(for: "event 252 of 252")
    #expect(Self.lines(of: screen) == Self.lines(of: blocks[1]))
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }

  @Test func `The search in context goes back and solves`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let readme = try Self.readme()
    let line = try #require(readme.split(separator: "\n").first { $0.contains("in-context") })
    let problem = try #require(line.split(separator: "'").dropFirst().first)
    let run = try Program.run(
      [
        "run", "--headless", "--problem", String(problem), "--strategy", "in-context", "--record",
        "t.jsonl",
      ], in: folder)
    #expect(run.status == 0)
    let trace = try String(contentsOf: folder.appending(path: "t.jsonl"), encoding: .utf8)
    #expect(trace.components(separatedBy: "\"e\":\"backtrack\"").count > 2)
  }

  @Test func `Every link leads to a file`() throws {
    for match in try Self.readme().matches(of: #/\]\(([^)#:]+)\)/#) {
      let file = Program.repository.appending(path: String(match.1))
      #expect(FileManager.default.fileExists(atPath: file.path), "\(match.1)")
    }
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
