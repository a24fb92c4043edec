import Foundation
import MetaCoTEvaluation
import MetaCoTNeural
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What `espalier eval` prints and keeps, and how it goes on where it was cut off.
@Suite struct EvalCommandTests {
  private static let arguments = [
    "eval", "--problems", "set.jsonl", "--strategy", "astar", "--strategy", "mcts:select=puct",
    "--model", "heuristic", "--model", "uniform", "--budget", "10 30,100", "--samples", "1 4",
  ]

  /// A folder with a problem set of so many problems.
  private func folder(count: Int = 4) throws -> URL {
    let folder = try Program.temporaryFolder()
    let problems = try Program.run(
      ["problems", "generate", "countdown", "--count", "\(count)", "--seed", "7"])
    try Data(problems.output.utf8).write(to: folder.appendingPathComponent("set.jsonl"))
    return folder
  }

  private func text(_ name: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func withoutSeconds(_ text: String) -> String {
    text.replacing(#/"seconds"\s*:\s*[0-9.e\-]+/#, with: "")
  }

  @Test func `A table and its files`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(Self.arguments + ["--out", "out"], in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0] == "4 problems of set.jsonl")
    #expect(lines[1].hasPrefix("                  solved "))
    #expect(lines[2] == "astar heuristic")
    #expect(lines[3].hasPrefix("  10 expansions   100.0%  51.0%–100.0%  "))
    #expect(run.output.contains("\nmajority uniform\n"))
    #expect(run.output.contains("\nmcts:select=puct uniform@100\n  astar heuristic@100   "))
    #expect(!run.output.contains("─"), "the curve is for terminals")
    let results = try text("out/results.jsonl", in: folder).split(separator: "\n")
    #expect(results.count == 80)
    for line in results {
      _ = try JSONDecoder().decode(EvaluationRecord.self, from: Data(line.utf8))
    }
    let table = try Data(contentsOf: folder.appendingPathComponent("out/table.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: table) as? [String: Any])
    #expect((object["cells"] as? [Any])?.count == 32)
    let json = try Program.run(Self.arguments + ["--out", "out", "--json"], in: folder)
    #expect(Data(json.output.utf8) == table)
    let curve = try text("out/curve.svg", in: folder)
    #expect(XMLParser(data: Data(curve.utf8)).parse())
    #expect(curve.contains(">mcts:select=puct uniform</text>"))
  }

  @Test func `The built-in problems are those that the models can take`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(["eval", "--budget", "1", "--out", "out"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.errors.contains("built-in problems that are left out: question-1, "), "\(run.errors)")
    #expect(run.errors.contains("proposed by a model that writes"), "\(run.errors)")
    let plan = try text("out/eval.json", in: folder)
    #expect(plan.contains("countdown-1") && !plan.contains("question-1"))
    let scripted = try Program.run(
      ["eval", "--model", "scripted", "--strategy", "astar", "--budget", "1"], in: folder)
    #expect(scripted.status == 0 && scripted.errors.contains("left out: countdown-1, "))
  }

  @Test func `A problem that cannot be measured is named before anything is`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = [
      #"{"id":"a","kind":"countdown","text":"4 5 6 10 → 24"}"#,
      #"{"id":"b","kind":"question","text":"What is 2 + 3? [5]"}"#,
    ]
    for lines in [lines, lines.reversed()] {
      try Data((lines.joined(separator: "\n") + "\n").utf8)
        .write(to: folder.appending(path: "set.jsonl"))
      let run = try Program.run(
        ["eval", "--problems", "set.jsonl", "--budget", "5", "--out", "out"], in: folder)
      #expect(run.status == 64)
      #expect(
        run.errors.contains("the problem b: the model heuristic cannot be used"), "\(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out").path))
    }
  }

  @Test func `What was cut off goes on`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = Self.arguments + ["--jobs", "1", "--out"]
    #expect(try Program.run(arguments + ["whole"], in: folder).status == 0)
    let whole = try text("whole/results.jsonl", in: folder)
    let files = ["results.jsonl", "table.json", "eval.json", "curve.svg"]
    // In a line, in a piece of work, after one, before all.
    let cuts = [whole.utf8.count / 2, 7 * whole.utf8.count / 9, 0, 40]
    let lines = whole.split(separator: "\n")
    let places = cuts + [lines.prefix(3).joined(separator: "\n").utf8.count + 1]
    for cut in places {
      let name = "cut-\(cut)"
      let path = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      try Data(text("whole/eval.json", in: folder).utf8)
        .write(to: path.appendingPathComponent("eval.json"))
      let kept = Data(whole.utf8.prefix(cut))
      try kept.write(to: path.appendingPathComponent("results.jsonl"))
      #expect(try Program.run(arguments + [name], in: folder).status == 0)
      for file in files {
        let (again, first) = try (
          text("\(name)/\(file)", in: folder), text("whole/\(file)", in: folder)
        )
        #expect(withoutSeconds(again) == withoutSeconds(first), "\(name)/\(file)")
      }
      // What was measured is not measured again: not even its seconds differ.
      let whole = whole.utf8.prefix(cut).split(separator: UInt8(ascii: "\n"))
      let again = try text("\(name)/results.jsonl", in: folder).utf8
        .split(separator: UInt8(ascii: "\n"))
      let certain = max(0, whole.count - 5)
      #expect(zip(whole.prefix(certain), again).allSatisfy { $0.elementsEqual($1) })
    }
  }

  @Test func `Several jobs measure the same`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for jobs in ["1", "4"] {
      let run = try Program.run(
        Self.arguments + ["--jobs", jobs, "--out", jobs], in: folder)
      #expect(run.status == 0)
    }
    let lines = try ["1", "4"].map { jobs in
      withoutSeconds(try text("\(jobs)/results.jsonl", in: folder))
        .split(separator: "\n").sorted()
    }
    #expect(lines[0] == lines[1])
    let tables = try ["1", "4"].map { try withoutSeconds(text("\($0)/table.json", in: folder)) }
    #expect(tables[0] == tables[1])
  }

  @Test func `Another plan or another file is refused`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = Self.arguments + ["--out", "out"]
    #expect(try Program.run(arguments, in: folder).status == 0)
    let before = try text("out/results.jsonl", in: folder)
    let other = try Program.run(arguments + ["--seeds", "2"], in: folder)
    #expect(other.status == 65 && other.output.isEmpty)
    #expect(
      other.errors.contains("out/eval.json: “seeds.2” was absent and is now 2; "), "\(other.errors)"
    )
    try Data((before + "nonsense\n").utf8)
      .write(to: folder.appendingPathComponent("out/results.jsonl"))
    let damaged = try Program.run(arguments, in: folder)
    #expect(damaged.status == 65)
    #expect(damaged.errors.contains("out/results.jsonl:81: this is not a measurement of the plan"))
    let full = try Program.run(Self.arguments + ["--out", "."], in: folder)
    #expect(full.status == 65 && full.errors.contains("there are other files in this folder"))
  }

  @Test func `A checkpoint is a model until it is trained on`() throws {
    let folder = try folder(count: 2)
    defer { try? FileManager.default.removeItem(at: folder) }
    let shape = TransformerShape(
      vocabulary: 520, width: 16, layers: 1, heads: 2, keyValueHeads: 1, feedForward: 24,
      context: 256, ropeTheta: 5_000, normEpsilon: 1e-6, tiesEmbeddings: true)
    func save(seed: UInt64) throws {
      try Checkpoint(
        weights: .initial(shape, seed: seed), card: .init(name: "twig", kinds: ["countdown"])
      ).save(to: folder.appendingPathComponent("twig").path)
    }
    try save(seed: 1)
    let arguments = [
      "eval", "--problems", "set.jsonl", "--strategy", "mcts:select=puct", "--model", "./twig",
      "--budget", "5", "--samples", "2", "--out", "out",
    ]
    let run = try Program.run(arguments, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\nmcts:select=puct ./twig\n  5 expansions  "))
    #expect(run.output.contains("\nbest-score ./twig\n  2 samples     "))
    #expect(run.output.contains("calls  tokens  seconds\n"))
    #expect(try Program.run(arguments, in: folder).output == run.output)
    let writing = try Program.run(
      [
        "eval", "--problems", "set.jsonl", "--strategy", "in-context", "--strategy", "astar",
        "--model", "./twig", "--budget", "8 16 tokens", "--x", "tokens",
      ], in: folder)
    #expect(writing.output.contains("\nin-context ./twig\n  8 tokens  "), "\(writing.errors)")
    try save(seed: 2)
    let other = try Program.run(arguments, in: folder)
    #expect(other.status == 65)
    #expect(other.errors.contains("out/eval.json: “checkpoints../twig” was "), "\(other.errors)")
    let maze = try Program.run(
      ["eval", "--problem", "S..\n.#.\n..G", "--model", "./twig"], in: folder)
    #expect(maze.status == 65)
    #expect(maze.errors.contains("cannot be used on the problem"), "\(maze.errors)")
  }

  @Test func `Two cells are compared`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.run(
      Self.arguments + ["--compare", "astar uniform@30", "best-score heuristic@4"], in: folder)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").suffix(2)
    #expect(lines.first == "astar uniform@30")
    #expect(lines.last?.hasPrefix("  best-score heuristic@4  ") == true)
    let unknown = try Program.run(
      Self.arguments + ["--compare", "astar uniform@31", "astar uniform@30"], in: folder)
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("no cell is called 'astar uniform@31'"))
  }

  @Test func `Learned problems are refused`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let settings = DataSettings(
      sources: [.generated(kind: "countdown", count: 60, parameters: [:])], seed: 3,
      strategies: [.init(name: "astar", choice: .init("astar"))], budget: "50")
    let data = folder.appendingPathComponent("data").path
    _ = try DataSetBuilder(settings, sets: [], folder: data).run(jobs: 2)
    let set = try DataSet.open(data)
    for (part, isLearned) in [(DataSplit.heldOut, false), (.train, true)] {
      let lines = try set.problems(of: part).items.prefix(3).map(\.jsonLine)
      guard !lines.isEmpty else { continue }
      try Data(lines.joined(separator: "\n").utf8)
        .write(to: folder.appendingPathComponent("part.jsonl"))
      let run = try Program.run(
        ["eval", "--problems", "part.jsonl", "--budget", "10", "--check-unseen", "data"],
        in: folder)
      #expect(run.status == (isLearned ? 65 : 0))
      if isLearned {
        #expect(run.errors.contains("data: 3 of 3 problems are in the training part"))
      } else {
        #expect(run.output.contains(", all proved unseen in data, "))
      }
    }
  }

  @Test(arguments: [
    (["--strategy", "mtcs"], "mcts"), (["--model", "oracle"], "heuristic"),
    (["--budget", "many"], "100 1000 calls"), (["--budget", "0"], "whole numbers from 1"),
    (["--samples", "x"], "4 16 64"), (["--jobs", "0"], "--jobs"), (["--seeds", "0"], "--seeds"),
    (["--strategy", "astar", "--strategy", "astar"], "twice"), (["--x", "time"], "seconds"),
    (["--compare", "astar heuristic@10"], "two cells"),
    (["--strategy", "mcts", "--budget", "100 tokens"], "expansions or calls"),
    (["--budget", "3 10", "--budget", "30 calls"], "all of expansions, of calls or of tokens"),
    (["--strategy", "in-context", "--model", "heuristic"], "it cannot write"),
  ])
  func `Bad use says what would be right`(arguments: [String], word: String) throws {
    let run = try Program.run(["eval", "--problem", "4 5 6 10 → 24"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(word), "\(run.errors)")
  }
}
