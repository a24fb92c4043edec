import Foundation
import Testing

/// What is printed where there is no screen.
@Suite struct PlainTextTests {
  @Test func `Two searches are compared, a figure a line`() throws {
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
  func `No control sequence comes out of a trace`(command: [String]) throws {
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

  @Test func `What a trace does not say is a dash`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let header = """
      {"format":"espalier-trace","version":2,"problem":{"kind":"math","text":"p"},\
      "strategy":{"name":"tot"},"root":{"state":"s"}}
      {"e":"select","n":0}
      {"e":"expand","n":0,"c":[{"a":"x","s":"t"}]}

      """
    let files = [
      "goal.jsonl": "{\"e\":\"goal\",\"n\":1}\n{\"e\":\"end\",\"solved\":true,\"goal\":1}\n",
      "inf.jsonl": "{\"e\":\"end\",\"solved\":true,\"cost\":\"inf\",\"seconds\":1e19}\n",
      "cost.jsonl": """
      {"e":"goal","n":1,"v":16777217}
      {"e":"end","solved":true,"goal":1,"cost":16777217,"modelCalls":9}

      """,
      "goal-cost.jsonl": "{\"e\":\"goal\",\"n\":1,\"v\":180}\n{\"e\":\"end\",\"solved\":true}\n",
    ]
    for (name, lines) in files {
      try Data((header + lines).utf8).write(to: folder.appendingPathComponent(name))
    }
    let stated = try Program.run(["replay", "--plain", "goal-cost.jsonl"], in: folder)
    #expect(stated.output.contains("\ncost: 180\n"), "\(stated.output)")
    let missing = try Program.run(["replay", "--plain", "goal.jsonl"], in: folder)
    #expect(missing.status == 0, "\(missing.errors)")
    #expect(
      missing.output.hasSuffix(
        "solved: yes\ncost: –\nexpansions: –\nmodel calls: –\nnodes: –\nstopped: –\n"))
    let infinite = try Program.run(["replay", "--plain", "inf.jsonl"], in: folder)
    #expect(infinite.status == 0, "\(infinite.errors)")
    #expect(infinite.output.contains("cost: ∞\n"))
    let compared = try Program.run(
      ["compare", "--plain", "goal.jsonl", "cost.jsonl"], in: folder)
    #expect(compared.status == 0, "\(compared.errors)")
    let lines = compared.output.split(separator: "\n")
    #expect(lines.contains("cost: –, 16777217"))
    #expect(lines.contains("model calls: –, 9"))
    #expect(lines.contains("left: goal.jsonl, –"))
  }

  private static let header = """
    {"format":"espalier-trace","version":2,"problem":{"kind":"math","text":"p"},\
    "strategy":{"name":"tot"},"model":{"name":"m"},"root":{"state":"s","h":2}}
    {"e":"select","n":0}
    {"e":"expand","n":0,"c":[{"a":"x","s":"t","h":1,"V":0.5}]}

    """

  /// All commands use what there is before a wrong line, and say what is wrong.
  @Test(arguments: [["replay", "--plain"], ["linearize"], ["compare", "--plain", "good.jsonl"]])
  func `A wrong line is told after what comes before it`(command: [String]) throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = Self.header + "{\"e\":\"note\",\"n\":1,\"text\":\"seen\"}\n"
    let files = [
      "good.jsonl": good,
      "wrong.jsonl": good + "{\"e\":\"select\",\"n\":7}\n",
      "nan.jsonl": good
        + "{\"e\":\"evaluate\",\"n\":1,\"v\":NaN}\n{\"e\":\"end\",\"solved\":false}\n",
      "cut.jsonl": good + "{\"e\":\"sel",
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let whole = try Program.run(command + ["good.jsonl"], in: folder)
    #expect(whole.status == 0 && whole.errors.isEmpty, "\(whole.errors)")
    for (name, status, remark) in [
      ("wrong.jsonl", 1, "\"n\" is 7, but there are only nodes 0 to 1 here"),
      ("nan.jsonl", 0, "NaN is not a JSON number: write null; the line was read so"),
      ("cut.jsonl", 0, "the file is cut off here; the 3 events before it are whole"),
    ] {
      let run = try Program.run(command + [name], in: folder)
      #expect((run.status == 0) == (status == 0), "\(command) \(name)")
      #expect(run.errors.contains("\(name):5: \(remark)\n"), "\(run.errors)")
      let beginning = whole.output.replacing("right: good.jsonl", with: "right: \(name)")
      #expect(run.output.hasPrefix(beginning) || name == "nan.jsonl", "\(run.output)")
    }
    let nan = try Program.run(command + ["nan.jsonl"], in: folder)
    for (command, more) in [
      ("query", ["N >= 0"]), ("why", []), ("export", []), ("plot", []),
    ] {
      let run = try Program.run([command, "nan.jsonl"] + more, in: folder)
      #expect(run.errors.contains("nan.jsonl:5: NaN is not"), "\(command): \(run.errors)")
    }
    #expect(nan.output.contains(command[0] == "compare" ? "solved: –, no" : "without a solution"))
  }

  @Test func `Nothing is invented of a foreign search`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let other = Self.header.replacing("\"text\":\"p\"", with: "\"text\":\"another\"")
    for (name, text) in [("a.jsonl", Self.header), ("b.jsonl", Self.header), ("c.jsonl", other)] {
      let end =
        name == "b.jsonl" ? "{\"e\":\"goal\",\"n\":1}\n{\"e\":\"end\",\"solved\":true}\n" : ""
      try Data((text + end).utf8).write(to: folder.appendingPathComponent(name))
    }
    let one = try Program.run(["compare", "--plain", "a.jsonl", "b.jsonl"], in: folder)
    #expect(
      one.output == """
        left: a.jsonl, m
        right: b.jsonl, m
        solved: –, yes
        cost: –, –
        expansions: 1, 1
        model calls: –, –
        backtracks: 0, 0
        nodes: 2, 2
        winning step seen at event: 2, 2
        winning step expanded at event: –, –
        winning step preferred at event: –, –
        divergences: 0
        differences: 0

        """)
    let two = try Program.run(["compare", "--plain", "b.jsonl", "c.jsonl"], in: folder)
    #expect(
      two.output.contains(
        "\nthe problems are different (p; another): no figure is better than the other\n"))
    #expect(!two.output.contains("is better)"))
  }
}
