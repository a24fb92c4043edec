import Foundation
import Testing

/// What `espalier validate` says, and with what exit status.
struct ValidateCommandTests {
  private let header = """
    {"format":"espalier-trace","version":1,"problem":{"kind":"k","text":"t"},\
    "strategy":{"name":"s"},"model":{"name":"m"},"root":{"state":"0"}}

    """

  @Test func `A recorded search is good`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["trace.jsonl", "trace.jsonl.zst"] {
      let run = try Program.run(
        ["run", "--headless", "--problem", "4 5 6 10 → 24", "--record", name], in: folder)
      #expect(run.status == 0)
      let result = try Program.run(["validate", name], in: folder)
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("\(name): "))
      #expect(result.output.hasSuffix(" nodes, solved\n"))
      #expect(result.errors.isEmpty)
    }
  }

  @Test func `The first wrong line is named`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = header + "{\"e\":\"select\",\"n\":0}\n"
    let files = [
      "good.jsonl": good,
      "wrong.jsonl": good + "{\"e\":\"select\",\"n\":7}\n{\"e\":\"nonsense\"}\n",
      "cut.jsonl": good + "{\"e\":\"sel",
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let result = try Program.run(
      ["validate", "good.jsonl", "wrong.jsonl", "cut.jsonl", "absent.jsonl"], in: folder)
    #expect(result.status == 1)
    #expect(result.output == "good.jsonl: 1 event, 1 node, no end yet\n")
    #expect(
      result.errors == """
        wrong.jsonl:3: "n" is 7, but there is only node 0, the root
        cut.jsonl:3: the file is cut off here; the event before it is whole
        absent.jsonl: the trace cannot be opened: No such file or directory

        """)
  }

  @Test func `Standard input is read`() throws {
    let result = try Program.run(["validate", "-"], input: header)
    #expect(result.status == 0)
    #expect(result.output == "standard input: 0 events, 1 node, no end yet\n")
  }

  @Test func `What is not known is counted and sanitised`() throws {
    let body = #"{"e":"\u001b]52;c;SEFDS0VE\u0007\u009b2J\u202eevil"}"# + "\n"
    let result = try Program.run(["validate", "-"], input: header + body)
    #expect(result.status == 0)
    #expect(
      result.output
        == "standard input: 1 event, 1 node, no end yet; 1 unknown event "
        + "(\\u001b]52;c;SEFDS0VE\\u0007\\u009b2J\\u202eevil)\n")
  }

  @Test func `Contradictions are named`() throws {
    let body = """
      {"e":"select","n":0}
      {"e":"expand","n":0,"c":[{"a":"4 + 5 = 9"}]}
      {"e":"end","solved":true,"goal":1,"nodes":77,"stopped":"goal"}

      """
    let result = try Program.run(["validate", "-"], input: header + body)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.errors == """
        standard input:4: the end says that it is solved, but there is no goal event
        standard input:4: the end says that there are 77 nodes, but there are 2

        """)
  }

  @Test func `What is left out of another program's file is said`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = """
      version: 1.4.0
      events:
        - {type: source, id: 1}
        - {type: generating, id: 2, pId: 1
        - {type: generating, id: 3, pId: 1}

      """
    try Data(text.utf8).write(to: folder.appending(path: "cut.yaml"))
    let result = try Program.run(["validate", "cut.yaml"], in: folder)
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.errors == "cut.yaml: skipped 1 unreadable line or figure: line 5\n")
    let piped = try Program.run(["validate", "-"], input: text)
    #expect(piped.status == 1)
    #expect(piped.errors == "standard input: skipped 1 unreadable line or figure: line 5\n")
  }
}
