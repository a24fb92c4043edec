import Testing

@testable import MetaCoT

@Suite struct NodeQueryTests {
  /// A root with three children, of which the second has one.
  private static let tree: SearchTree = {
    var header = TraceHeader(
      problem: .init(kind: "k", text: "t"), strategy: .init("s"), model: nil,
      root: .init(state: "start", V: 0.5))
    header.metrics = [.init(key: "r", name: "mean reward")]
    var tree = SearchTree(header: header)
    var batch = EventBatch()
    for (parent, P, step) in [
      (0, 0.5, "4 × 6"), (0, 0.3, "4 + 6"), (0, 0.2, "6 − 4"), (2, 1, "10"),
    ]
      as [(NodeID, Float, String)]
    {
      var record = NodeRecord(parent: parent)
      record.P = P
      batch.append(record, step: step, state: "after \(step)")
    }
    batch.events = [
      Event(.expand, 0, other: 1, count: 3), Event(.evaluate, 1, value: 0.3),
      Event(.backup, 1, value: 0.3), Event(.evaluate, 2, value: 0.8), Event(.backup, 2, value: 0.8),
      Event(.prune, 3, reason: .duplicate), Event(.expand, 2, other: 4, count: 1),
      Event(.goal, 4, value: 1), Event(.backup, 4, value: 1),
      Event(.evaluate, 1, value: 0.1, reason: .deadEnd),
    ]
    batch.figures = [FigureRecord(event: 3, node: 2, field: .metric(0), value: 7)]
    tree.append(batch)
    return tree
  }()

  private func nodes(_ text: String, at moment: Int? = nil) throws -> [NodeID] {
    var tree = Self.tree
    if let moment { tree.seek(to: moment) }
    var answers = QueryAnswers()
    return answers.nodes(try NodeQuery(text, metrics: tree.metrics), in: tree)
  }

  @Test(
    arguments: [
      ("N > 1", [0, 2]), ("N >= 1 and V < 0.5", [1]), ("P = 0.3", [2]), ("P = 3e-1", [2]),
      ("Q > V", [0, 1, 2]), ("depth = 2 or depth = 0", [0, 4]),
      ("depth = 1 and not (P <= 0.3)", [1]), ("not depth = 1 and N > 0", [0, 4]),
      ("children > 0", [0, 2]), ("children = 3", [0]), ("2 < children", [0]),
      ("children < 2.5", [1, 2, 3, 4]), ("children > -1 and children <= 1", [1, 2, 3, 4]),
      ("node != 0 and node < 2", [1]), ("status = goal", [4]),
      ("status = dead end", [1]), ("status = \"dead end\" or status = pruned", [1, 3]),
      ("why = duplicate", [3]), ("why != duplicate", [1]), ("step ~ \"[46] [×+]\"", [1, 2]),
      ("state = \"after 10\"", [4]), ("has V and not has P", [0]),
      ("\"mean reward\" > 6.5", [2]), ("r = 7", [2]), ("rank = 1 and depth = 1", [2]),
      ("0 < depth and 1 > 0", [1, 2, 3, 4]), ("U > 0", []), ("V != 0.8", [0, 1]),
    ] as [(String, [NodeID])])
  func `Holds of the nodes that it says`(_ text: String, _ expected: [NodeID]) throws {
    #expect(try nodes(text) == expected, "\(text)")
  }

  @Test func `Speaks of the moment, and reasons go back with it`() throws {
    #expect(try nodes("why = duplicate", at: 5) == [])
    #expect(try nodes("N = 1", at: 3) == [0, 1])
    #expect(try nodes("status = goal", at: 7) == [])
    var answers = QueryAnswers()
    var tree = Self.tree
    let query = try NodeQuery("why = dead end")
    #expect(answers.nodes(query, in: tree) == [1])
    tree.seek(to: 4)
    #expect(answers.nodes(query, in: tree) == [])
  }

  @Test(arguments: [
    ("N >", 3, "expected a figure, such as N, Q, V or depth, or a number"),
    ("N > ten", 4, "there is no figure “ten”"),
    ("n > 10", 0, "there is no figure “n”: did you mean “N”?"),
    ("N > 10 V < 1", 7, "expected “and” or “or” before “V”"),
    ("(N > 10", 7, "expected “)”"), ("N ~ 3", 2, "“~” seeks in step, state, status or why"),
    ("step > 3", 5, "texts are compared with =, != or ~"),
    ("step ~ \"(\"", 7, "“(” is not a regular expression: missing ): ("),
    ("status = gaol", 9, "no status “gaol”: there are goal, forbidden"),
    ("N = 1.2.3", 4, "“1.2.3” is not a number"), ("", 0, "expected a figure"),
    ("N = \"1", 4, "expected a figure"), ("N & 3", 2, "expected =, !=, <, <=, > or >="),
    ("× N = 3", 0, "expected a figure"), ("has why", 4, "“why” is a text"),
  ])
  func `An error points at the character`(_ text: String, _ offset: Int, _ message: String) {
    do {
      _ = try NodeQuery(text)
      Issue.record("“\(text)” was read")
    } catch {
      #expect(error.offset == offset, "\(text): \(error)")
      #expect(error.message.hasPrefix(message), "\(text): \(error.message)")
      #expect(error.illustrated.hasPrefix("\(text)\n\(String(repeating: " ", count: offset))^ "))
    }
  }

  @Test func `Deep nesting is refused, not a crash`() {
    let text = String(repeating: "(", count: 100_000) + "N = 1"
    #expect(throws: QueryError.self) { try NodeQuery(text) }
  }

  @Test func `What is meant as a question is told from a pattern`() {
    for text in [
      "N > 10", "not (Q < 1)", "why = x", "N >", "has P", "\"mean reward\" = 1", "step ~ 4",
    ] {
      #expect(NodeQuery.isMeant(by: text, metrics: Self.tree.metrics), "\(text)")
    }
    for text in ["6 × 4", "(4|6)", "N", "nodes > 3", "4 = 4", "a.*b", "", "has beens"] {
      #expect(!NodeQuery.isMeant(by: text, metrics: Self.tree.metrics), "\(text)")
    }
  }

  @Test(arguments: [
    "depth > 1", "g >= 2 and h < 3", "P > 0.2 or depth = 2", "node > 30 and parent > 3",
    "changes(depth)",
    "state ~ 24", "depth > 1 and children > 0", "V > 0.5 and depth > 0",
  ])
  func `A watch stops where looking at all nodes before and after each event does`(_ text: String)
    throws
  {
    let query = try NodeQuery(text)
    var hits = 0
    for strategy in ["astar", "mcts"] {
      let search = try Search(
        SearchConfiguration(
          problem: try ProblemRegistry.problem(text: "4 5 6 10 → 24"),
          strategy: .init(
            strategy, parameters: strategy == "mcts" ? ["select": .text("puct")] : [:]),
          budget: Budget(expansions: 60), until: .tree))
      var tree = SearchTree(header: search.header)
      _ = search.run { tree.append($0) }
      var watch = Watch(query)
      watch.advance(in: tree)
      var past = tree
      past.seek(to: 0)
      // That a depth changes holds of a node where it is made: it had none before.
      func holding() -> Set<NodeID> {
        guard !query.asksChanges else { return Set(0..<NodeID(past.nodeCount)) }
        var answers = QueryAnswers()
        return Set(answers.nodes(query, in: past))
      }
      var expected: [Int32] = []
      var before = holding()
      for event in 0..<tree.events.count {
        past.stepForward()
        let after = holding()
        if !after.isSubset(of: before) { expected.append(Int32(event)) }
        before = after
      }
      #expect(watch.hits == expected)
      hits += expected.count
    }
    #expect(hits > 0)
  }

  @Test func `A watch stops where something becomes true`() throws {
    func hits(_ text: String) throws -> [(Int32, NodeID)] {
      var watch = Watch(try NodeQuery(text))
      watch.advance(in: Self.tree)
      return Array(zip(watch.hits, watch.nodes))
    }
    func check(_ text: String, _ expected: [(Int32, NodeID)]) throws {
      let found = try hits(text)
      #expect(found.elementsEqual(expected, by: ==), "\(text): \(found)")
    }
    try check("V > 0.5", [(3, 2)])
    try check("N = 2", [(4, 0), (8, 2)])
    try check("changes(N) and node = 0", [(2, 0), (4, 0), (8, 0)])
    try check("changes(V)", [(1, 1), (3, 2), (9, 1)])
    try check("status = goal", [(7, 4)])
    try check("depth = 2", [(6, 4)])
    try check("depth = 2 and not children > 0", [(6, 4)])
    try check("depth = 1 and children > 0", [(6, 2)])
    try check("N > 100", [])
  }

  @Test func `A question has a limited number of comparisons`() {
    let metrics: [TraceHeader.Metric] = []
    #expect(throws: Never.self) {
      try NodeQuery(
        Array(repeating: "N > 0", count: 1000).joined(separator: " and "), metrics: metrics)
    }
    for word in [" and ", " or "] {
      #expect {
        try NodeQuery(
          Array(repeating: "N > 0", count: 20_000).joined(separator: word), metrics: metrics)
      } throws: {
        "\($0)".contains("a question has at most 1000 comparisons")
      }
    }
  }
}
