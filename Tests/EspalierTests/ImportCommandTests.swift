import Foundation
import Testing

/// What `espalier import` and `espalier behaviours` print of other programs' files.
struct ImportCommandTests {
  private let trees = """
    {"text":"a","value":1,"children":[{"text":"b","value":0.5}]}
    {"text":"c","children":[{"text":"d"},{"text":"e"}]}

    """

  @Test func `Searches are listed, written and opened`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(trees.utf8).write(to: folder.appending(path: "trees.json"))
    let list = try Program.run(["import", "trees.json"], in: folder)
    #expect(
      list.output == """
        trees.json#1: nested-json, 2 nodes, 1 event, no verdict
        trees.json#2: nested-json, 3 nodes, 1 event, no verdict

        """)
    let written = try Program.run(["import", "trees.json", "--out", "out"], in: folder)
    #expect(written.status == 0)
    let validated = try Program.run(
      ["validate", "out/trees-1.jsonl", "out/trees-2.jsonl", "trees.json"], in: folder)
    #expect(validated.status == 0 && validated.output.split(separator: "\n").count == 4)
    let plain = try Program.run(["replay", "trees.json#2", "--plain"], in: folder)
    #expect(plain.status == 0 && plain.output.contains("e"))
    let unknown = try Program.run(["replay", "trees.json#3", "--plain"], in: folder)
    #expect(unknown.status != 0)
    #expect(unknown.errors.contains("there is no search \"3\" in this file; there are 1, 2"))
  }

  @Test func `Behaviours are counted by right and wrong`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let texts = """
      {"question":"q","reasoning_content":"First, 1 + 1 = 2. Wait, let me check.","is_correct":true}
      {"question":"q","reasoning_content":"It is 1 + 1 = 3.","is_correct":false}

      """
    try Data(texts.utf8).write(to: folder.appending(path: "r.jsonl"))
    let table = try Program.run(["behaviours", "r.jsonl"], in: folder)
    let rows = table.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.first?.map(String.init) == ["all", "right", "wrong"])
    #expect(rows.first { $0.first == "texts" }?.map(String.init) == ["texts", "2", "1", "1"])
    // Of the eleven pieces of the wrong one.
    #expect(
      rows.first { $0.first == "tokens" }?.map(String.init) == ["tokens", "≈28", "≈17", "≈11"])
    #expect(rows.first { $0.first == "wrong" }?.suffix(2).map(String.init) == ["0.00", "90.91"])
    #expect(table.output.contains("\nper 1000 tokens (≈)\n"))
    #expect(
      table.output.contains(
        "\n≈ for 2 of 2 texts no count of tokens is stated; counted instead are the pieces "))
    let json = try Program.run(["behaviours", "r.jsonl", "--json"], in: folder)
    #expect(json.output.split(separator: "\n").count == 2)
    #expect(json.output.contains("\"backtracking\":1"))
    #expect(json.output.contains("\"tokens\":11,\"tokensAreStated\":false"))
  }

  /// Tokens that a file states are those that count, and no estimate is taken for one.
  @Test func `Behaviours are counted by the tokens that are stated`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let stated = """
      {"question":"q","reasoning_content":"It is 1 + 1 = 3.","usage":{"completion_tokens":50}}
      {"question":"q","reasoning_content":"Wait, 1 + 1 = 3.","num_tokens":200}

      """
    try Data(stated.utf8).write(to: folder.appending(path: "stated.jsonl"))
    func rows(_ file: String) throws -> [[String]] {
      try Program.run(["behaviours", file], in: folder).output.split(separator: "\n").map {
        $0.split(separator: " ").map(String.init)
      }
    }
    let all = try rows("stated.jsonl")
    #expect(all.contains(["tokens", "250"]) && all.contains(["per", "1000", "tokens"]))
    #expect(all.contains(["wrong", "sum", "12.50", "±", "14.70"]))
    #expect(!all.joined().contains { $0.contains("≈") })
    try Data((stated + #"{"question":"q","reasoning_content":"So 2."}"# + "\n").utf8)
      .write(to: folder.appending(path: "mixed.jsonl"))
    let mixed = try rows("mixed.jsonl")
    #expect(mixed.contains(["tokens", "≈254"]))
    #expect(mixed.last?.prefix(6) == ["≈", "for", "1", "of", "3", "texts"])
  }

  /// Sentences that were measured one by one are one text each, in their order, in every wrapper.
  @Test func `Behaviours of measured sentences are counted`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let sentences = [
      #"{"chunk":"Wait, let me check: 1 + 2 = 4.","chunk_idx":1,"depends_on":["0"],"accuracy":0.5}"#,
      #"{"chunk":"First, 1 + 1 = 2.","chunk_idx":0,"depends_on":[],"function_tags":["a"]}"#,
      #"{"chunk":"So 3.","chunk_idx":2,"depends_on":["1"],"accuracy":1}"#,
    ]
    let list = "[\(sentences.joined(separator: ","))]"
    let files = [
      "list.json": (list, 1), "lines.jsonl": (sentences.joined(separator: "\n") + "\n", 1),
      "record.json": (#"{"problem":{"problem":"q"},"is_correct":false,"chunks":\#(list)}"#, 1),
      "records.jsonl": (
        """
        {"problem":"q","solution":"Not this.","is_correct":true,"num_tokens":100,"chunks":\(list)}
        {"problem":"q","is_correct":false,"chunks_labeled":\(list)}
        {"question":"q","reasoning_content":"So 3.","is_correct":false}

        """, 3
      ),
    ]
    for (name, (text, _)) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    for (name, (_, count)) in files {
      let read = try Program.run(["behaviours", name, "--json"], in: folder)
      let lines = read.output.split(separator: "\n")
      #expect(read.status == 0 && lines.count == count, "\(name): \(read.errors)")
      let first = lines.first ?? ""
      for part in [
        #""sentences":3"#, #""verification":1"#, #""backtracking":1"#, #""subgoal":1"#,
        #""wrong sum":1"#, #""return to an earlier place":1"#,
      ] {
        #expect(first.contains(part), "\(name): \(part)")
      }
      #expect(first.contains(#""right":"#) == name.hasPrefix("record"))
    }
    let table = try Program.run(["behaviours", "records.jsonl"], in: folder).output
    let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(rows.first { $0.first == "texts" } == ["texts", "3", "1", "2"])
    #expect(rows.first { $0.first == "tokens" }?[2] == "100")
    #expect(rows.first { $0.prefix(2) == ["wrong", "sum"] }?.contains("10.00") == true)
  }

  @Test func `Behaviours of lines are those of the list, and half a line is counted`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let records = (1...9).map {
      #"{"question":"q","reasoning_content":"First, 1 + \#($0) = 5. Wait, let me check. So \#($0) it is.","is_correct":\#($0 == 4)}"#
    }
    try Data((records.joined(separator: "\n") + "\n{\"question\":\"q\",\"reas").utf8)
      .write(to: folder.appending(path: "lines.jsonl"))
    try Data("[\(records.joined(separator: ","))]".utf8).write(
      to: folder.appending(path: "list.json"))
    let lines = try Program.run(["behaviours", "lines.jsonl"], in: folder)
    let list = try Program.run(["behaviours", "list.json"], in: folder)
    #expect(lines.status == 0 && lines.output == list.output && list.errors == "")
    #expect(
      lines.errors == "lines.jsonl: skipped 1 unreadable line or figure: line 10\n")
    let rows = lines.output.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(rows.first { $0.first == "texts" } == ["texts", "9", "1", "8"])
    // Twenty-three pieces each; the sums of all but one are wrong.
    #expect(
      rows.first { $0.prefix(2) == ["wrong", "sum"] }
        == ["wrong", "sum", "38.65", "±", "9.47", "0.00", "43.48", "±", "0.00"])
    let none = try Program.run(["behaviours", "nothing.jsonl"], in: folder)
    #expect(none.status == 65 && none.errors.contains("nothing.jsonl"))
  }

  @Test func `A folder that cannot be made is a fault of output`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(trees.utf8).write(to: folder.appending(path: "trees.json"))
    let result = try Program.run(["import", "trees.json", "--out", "trees.json"], in: folder)
    #expect(result.status == 74)
    #expect(result.errors == "Error: trees.json: the folder cannot be made: File exists\n")
    // A file that cannot be read does not keep others from being read.
    let some = try Program.run(["import", "missing.json", "trees.json"], in: folder)
    #expect(some.status == 1 && some.output.split(separator: "\n").count == 2)
  }

  /// A file of another program comes through a pipe as well: as standard input, from a command, by a name.
  @Test(arguments: [
    "validate", "lint", "linearize", "query", "export --format csv", "import", "replay --plain",
    "behaviours",
  ])
  func `Files come through pipes`(command: String) throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let one = #"{"prompt":"Why?","reasoning_content":"I count. Wait, I count again."}"#
    let texts = [
      "one.json": one,
      "list.json": "[\n  \(one),\n  \(one.replacing("again", with: "anew"))\n]\n",
      "lines.jsonl": "\(one)\n\(one.replacing("again", with: "anew"))\n",
    ]
    for (name, text) in texts {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      let query = command == "query" ? "'depth > 0'" : ""
      let direct = try Program.bash("$E \(command) \(name) \(query)", in: folder)
      #expect(direct.status == 0 && direct.output.isEmpty == (command == "lint"))
      for pipe in [
        "cat \(name) | $E \(command) - \(query)", "$E \(command) <(cat \(name)) \(query)",
        "cat \(name) | $E \(command) /dev/stdin \(query)",
      ] {
        let piped = try Program.bash(pipe, in: folder)
        func words(_ text: String) -> String {
          text.replacing(
            #/(standard input|/dev/stdin|/dev/fd/\d+|-(?=[#:])|one\.json|list\.json|lines\.jsonl)/#
          ) { _ in "FILE" }
        }
        #expect(piped.status == direct.status, "\(pipe): \(piped.errors)")
        #expect(words(piped.output) == words(direct.output), "\(pipe): \(piped.errors)")
      }
      guard name != "one.json", !["validate", "lint", "import", "behaviours"].contains(command)
      else { continue }
      let pick = "$E \(command) --pick 2"
      let second = try Program.bash("\(pick) \(name) \(query)", in: folder)
      let piped = try Program.bash("cat \(name) | \(pick) - \(query)", in: folder)
      #expect(piped.status == 0 && piped.output == second.output, "\(piped.errors)")
    }
  }
}
