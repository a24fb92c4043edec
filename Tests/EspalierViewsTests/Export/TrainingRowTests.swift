import Foundation
import MetaCoT
import Testing

@testable import EspalierViews

/// Rows to train on, under the names that TRL expects.
struct TrainingRowTests {
  /// 24 from 4, 6, 2: the first step is right, the second of three leads nowhere, the third nobody
  /// knows.
  private static func tree() throws -> SearchTree {
    let lines = """
      {"format":"espalier-trace","version":2,"problem":{"kind":"text","text":"Make 24."},"strategy":{"name":"by-hand"},"root":{"state":"4 6"}}
      {"e":"expand","n":0,"id":1,"c":[{"a":"4 × 6","s":"24"},{"a":"4 + 6","s":"10"},{"a":"6 − 4","s":"2"}]}
      {"e":"expand","n":2,"id":4,"c":[{"a":"10 × 2","s":"20"}]}
      {"e":"evaluate","n":4,"v":0,"why":"dead end"}
      {"e":"prune","n":2,"why":"exhausted"}
      {"e":"expand","n":1,"id":5,"c":[{"a":"say 24","s":"done"}]}
      {"e":"goal","n":5,"v":2}
      {"e":"end","n":0,"solved":true,"answer":"4 * 6","goal":5,"cost":2}

      """
    let reader = try TraceReader(bytes: Array(lines.utf8), name: "trace")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    return tree
  }

  private func rows(_ format: TreeExport.Format, _ tree: SearchTree) throws -> [[String: Any]] {
    let text = TreeExport(tree, drawing: OutlineDrawing.self, title: "t").file(format)
    return try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `A search as chat messages`() throws {
    let rows = try rows(.sft, Self.tree())
    let messages = try #require(rows.first?["messages"] as? [[String: String]])
    #expect(
      rows.count == 1 && rows[0].count == 1 && messages.map { $0["role"] } == ["user", "assistant"])
    #expect(messages[0]["content"] == "Make 24.")
    let content = try #require(messages[1]["content"])
    #expect(content.hasPrefix("<think>\n") && content.hasSuffix("\n</think>\n\n4 * 6"))
    #expect(content.contains("10 × 2: nothing leads on from there."))
  }

  @Test func `A good and a bad branch as a pair`() throws {
    let rows = try rows(.dpo, Self.tree())
    #expect(rows.count == 1 && Set(rows[0].keys) == ["prompt", "chosen", "rejected"])
    func content(_ key: String) -> String? {
      (rows[0][key] as? [[String: String]])?.first?["content"]
    }
    #expect(content("prompt") == "Make 24.")
    #expect(content("chosen") == "4 × 6\nsay 24" && content("rejected") == "4 + 6\n10 × 2")
  }

  @Test func `Steps with labels`() throws {
    let rows = try rows(.prm, Self.tree())
    #expect(rows.allSatisfy { Set($0.keys) == ["prompt", "completions", "labels"] })
    #expect(rows.map { $0["completions"] as? [String] } == [["4 × 6", "say 24"], ["4 + 6"]])
    #expect(rows.map { $0["labels"] as? [Bool] } == [[true, true], [false]])
  }

  @Test func `Every row of a real search keeps its promises`() throws {
    let tree = RecordedSearchFixture.mcts()
    for row in try rows(.prm, tree) {
      let labels = try #require(row["labels"] as? [Bool])
      #expect(labels.count == (row["completions"] as? [String])?.count)
      #expect(labels.dropLast().allSatisfy { $0 })
    }
    for row in try rows(.dpo, tree) {
      func content(_ key: String) -> String? {
        (row[key] as? [[String: String]])?.first?["content"]
      }
      #expect(content("chosen") != content("rejected"))
    }
  }

  /// A way of `depth` steps, beside each of which there is one that leads nowhere.
  private static func comb(_ depth: Int) throws -> SearchTree {
    var lines = """
      {"format":"espalier-trace","version":2,"problem":{"kind":"text","text":"Q"},"strategy":{"name":"s"},"root":{"state":"Q"}}

      """
    var node = 0
    for step in 0..<depth {
      let next = 2 * step + 1
      lines += """
        {"e":"expand","n":\(node),"id":\(next),"c":[{"a":"on","s":""},{"a":"off","s":""}]}
        {"e":"evaluate","n":\(next + 1),"v":0,"why":"dead end"}

        """
      node = next
    }
    lines += #"{"e":"goal","n":\#(node),"v":1}\#n"#
    let reader = try TraceReader(bytes: Array(lines.utf8), name: "trace")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    return tree
  }

  /// The steps that are written: each row repeats those before its last, but no more than a bound.
  @Test(arguments: [50, 1000, 1500, 3000])
  func `Rows of a deep tree are not as large as its square`(depth: Int) throws {
    let tree = try Self.comb(depth)
    let deepest = min(depth, TrainingRow.mostSteps)
    let prm = try rows(.prm, tree).map { ($0["completions"] as? [String] ?? []).count }
    // A wrong way at every depth, and the right one.
    #expect(prm.sorted() == (Array(1...deepest) + [deepest]).sorted())
    let dpo = try rows(.dpo, tree)
    func steps(_ row: [String: Any], _ key: String) -> Int {
      let content = (row[key] as? [[String: String]])?.first?["content"] ?? ""
      return content.split(separator: "\n").count
    }
    #expect(dpo.count == deepest)
    #expect(dpo.allSatisfy { steps($0, "chosen") == deepest })
    #expect(dpo.map { steps($0, "rejected") } == Array(1...deepest))
  }

  @Test func `Without goals, values decide`() throws {
    let lines = """
      {"format":"espalier-trace","version":2,"problem":{"kind":"text","text":"Q"},"strategy":{"name":"s"},"order":"unknown","root":{"state":"Q"}}
      {"e":"expand","n":0,"id":1,"c":[{"a":"good","V":1},{"a":"bad","V":0},{"a":"open"}]}

      """
    let reader = try TraceReader(bytes: Array(lines.utf8), name: "trace")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    #expect(try rows(.prm, tree).map { $0["labels"] as? [Bool] } == [[true], [false]])
    #expect(try rows(.dpo, tree).count == 1)
  }
}
