import Foundation
import MetaCoT
import MetaCoTNeural
import Testing

/// That no problem is in two parts of a data set, and that this can be proved.
@Suite struct DataSplitTests {
  /// The hash as docs/training.md describes it.
  private static let hashing = """
    def canonical_hash(text):
        mask = (1 << 64) - 1
        h = 0xCBF29CE484222325
        for byte in text.encode():
            h = (h ^ byte) * 0x100000001B3 & mask
        h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9 & mask
        h = (h ^ h >> 27) * 0x94D049BB133111EB & mask
        return h ^ h >> 31
    """

  @Test func `The hash is the same for ever`() throws {
    let problem = try ProblemRegistry.problem(text: "4 5 6 10 → 24")
    #expect(problem.canonicalHash == 0x5836_3714_B118_EE1D)
  }

  @Test(arguments: [
    ("countdown", "10 6 5 4 → 24"), ("countdown", "4 5 6 10 -> 24 (any)"), ("24", "6 5 4 10"),
  ])
  func `The same problem in other words has the same hash`(kind: String, text: String) throws {
    let problem = try ProblemRegistry.problem(text: "4 5 6 10 → 24")
    let other = try ProblemRegistry.kind(named: kind).make(text)
    #expect(other.canonicalHash == problem.canonicalHash)
  }

  @Test func `Other problems have other hashes`() throws {
    let texts = ["4 5 6 10 → 24", "4 5 6 10 → 25", "4 5 61 0 → 24", "S.\n.G", "1 2 5 3 4 8 6 7 0"]
    let hashes = try texts.map { try ProblemRegistry.problem(text: $0).canonicalHash }
    #expect(Set(hashes).count == texts.count)
    let puzzle = try ProblemRegistry.problem(text: "1 2 5 3 4 8 6 7 0 (linear-conflict)")
    #expect(puzzle.canonicalHash == hashes.last)
  }

  @Test func `Parts have their shares`() throws {
    let data = try DataSetFixtures {
      $0.sources = [.generated(kind: "countdown", count: 1500, parameters: [:])]
      $0.budget = "1"
    }.make()
    let counts = try data.verify()
    #expect(counts.values.reduce(0, +) == 1500)
    #expect((240...360).contains(counts[.heldOut]!))
    #expect((105...195).contains(counts[.test]!))
    for split in DataSplit.allCases {
      #expect(counts[split] == data.statistics.making.problems[split.rawValue])
    }
  }

  @Test func `A problem in two parts is found`() throws {
    let data = DataSetFixtures()
    let made = try data.make()
    let train = made.path(of: .train, shard: 0)
    let test = try String(contentsOfFile: made.path(of: .test, shard: 0), encoding: .utf8)
    var lines = try String(contentsOfFile: train, encoding: .utf8).split(separator: "\n")
    lines[4] = test.split(separator: "\n")[0]
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: train))
    let error = #expect(throws: FileError.self) { try made.verify() }
    #expect(error?.line == 5)
    #expect(error?.message.contains("belongs to test-") == true, "\(String(describing: error))")
  }

  @Test func `A record that is missing is found`() throws {
    let made = try DataSetFixtures().make()
    let path = made.path(of: .train, shard: 1)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let rest = text[text.index(after: text.firstIndex(of: "\n")!)...]
    try Data(rest.utf8).write(to: URL(filePath: path))
    #expect(throws: FileError.self) { try made.verify() }
    try Data((rest + rest.prefix { $0 != "\n" } + "\n").utf8).write(to: URL(filePath: path))
    let error = #expect(throws: FileError.self) { try made.verify() }
    #expect(error?.message.contains("another record") == true)
  }

  @Test func `Problems learned are found in any order`() throws {
    let made = try DataSetFixtures().make()
    let learned = try made.problems(of: .train)
    let test = try made.problems(of: .test)
    #expect(learned.items.count == made.statistics.making.problems["train"])
    #expect(try made.exposure(of: test).learned.isEmpty)
    #expect(try made.exposure(of: made.problems(of: .heldOut)).learned.isEmpty)
    let words = learned.items[7].problem.text.split(separator: " ")
    let turned = (words.prefix(3).reversed() + words.suffix(2)).joined(separator: " ")
    let set = ProblemSet(
      name: "mixed",
      items: test.items + [.init(id: "turned", problem: try ProblemRegistry.problem(text: turned))])
    #expect(try made.exposure(of: set).learned.map(\.id) == ["turned"])
  }

  @Test(.enabled(if: Python.isThere, Python.noPython))
  func `Python reads the lines and finds the same parts`() throws {
    for format in DataSettings.Format.allCases {
      let data = DataSetFixtures {
        $0.format = format
        if format == .chat { $0.style = "thought" }
      }
      let made = try data.make()
      let records = try made.records
      let program =
        Self.hashing + """

          import glob, json, sys
          count = 0
          for part in ["train", "held-out", "test"]:
              files = sorted(glob.glob(sys.argv[1] + "/" + part + "-*.jsonl"))
              assert len(files) == 3
              for shard, file in enumerate(files):
                  for line in open(file, encoding="utf-8"):
                      record = json.loads(line)
                      numbers, target = record["problem"].split(" → ")
                      h = canonical_hash(" ".join(sorted(numbers.split(), key=int)) + " → " + target)
                      place = (h >> 32) / 2**32
                      assert part == ("test" if place < 0.1 else "held-out" if place < 0.1 + 0.2 else "train")
                      assert shard == h % 2**32 % 3
                      if "messages" in record:
                          user, assistant = record["messages"]
                          assert user["role"] == "user" and record["problem"] in user["content"]
                          assert assistant["role"] == "assistant" and assistant["content"]
                      else:
                          assert record["prompt"] and record["completion"]
                      count += 1
          print(count)
          """
      let output = try Python.run(program, [data.folder])
      #expect(String(decoding: output, as: UTF8.self) == "\(records.count)\n")
    }
  }
}
