import MetaCoT
import Testing

/// A walk is read while it is written, and every mistake in it is found.
@Suite struct WalkReaderTests {
  private static let prompt = "4 5 6 10 → 24\nsearch\n"
  private static let correct = """
    4 5 6 10: 10 − 4 = 6
    5 6 6: 0.5
    5 6 6: 6 × 5 = 30
    6 30: 30 ÷ 6 = 5
    5: dead end
    6 30 again: 30 − 6 = 24
    24: goal
    """

  @Test func `A correct walk has no mistakes`() throws {
    let tree = try read(Self.correct)
    #expect(tree.mistakes.isEmpty)
    #expect(tree.records.count == 5)
    #expect((0..<5).map { tree.state($0) } == ["4 5 6 10", "5 6 6", "6 30", "5", "24"])
    #expect(tree.V(1) == 0.5)
    #expect(tree.status(3).contains(.deadEnd))
    #expect(tree.status(4).contains(.goal))
    #expect(tree.backtracks.count == 1)
    #expect(tree.outcome?.solved == true)
    #expect(tree.outcome?.cost == 3)
    #expect(tree.outcome?.steps == ["10 − 4 = 6", "6 × 5 = 30", "30 − 6 = 24"])
    #expect(wholeText(of: tree, "walk") == Self.prompt + Self.correct)
  }

  @Test(arguments: 0..<20)
  func `However the text is cut into fragments, the events are the same`(_ seed: Int) throws {
    let problem = try ProblemRegistry.problem(text: "4 5 6 10 → 24").enumerable
    let text = Self.correct + "\n6 30 again: 30 + 6 = 37\n37: goal\n7 again: 1.0\nHello"
    var whole = WalkReader(problem: problem)
    whole.read(text)
    whole.finish(isCut: false)
    let expected = whole.takeEvents()
    var reader = WalkReader(problem: problem)
    var random = SeededRandom(seed: UInt64(seed))
    var tree = SearchTree(header: Self.header)
    var rest = text[...]
    while !rest.isEmpty {
      let count = 1 + random.below(5)
      reader.read(rest.prefix(count))
      rest = rest.dropFirst(count)
      tree.append(reader.takeEvents())
    }
    reader.finish(isCut: false)
    tree.append(reader.takeEvents())
    #expect(tree.allEvents.events == expected.events)
    #expect(tree.allEvents.notes == expected.notes)
  }

  @Test(arguments: [
    // Wrong arithmetic; a step that is none.
    ("4 5 6 10: 10 − 4 = 7\n5 6 7: 0.5", Event.Reason.illegal, "5 6 7"),
    ("4 5 6 10: fly away\n24: dead end", .illegal, "24"),
    // The step is right and the state is not.
    ("4 5 6 10: 10 − 4 = 6\n5 6 7: 7 − 6 = 1", .wrong, "5 6 7"),
    // A jump to a state that was never reached.
    ("4 5 6 10: 10 − 4 = 6\n6 30 again: 30 − 6 = 24", .unreached, "6 30"),
    ("4 5 6 10: 0.5\n6 30 again: 30 − 6 = 24", .unreached, "6 30"),
    // A goal that is none.
    ("4 5 6 10: 10 − 4 = 6\n5 6 6: goal", .rejected, "5 6 6"),
    ("4 5 6 10: goal", .rejected, "4 5 6 10"),
  ])
  func `A mistake is found, named and marked, and the text stays what was written`(
    _ text: String, reason: Event.Reason, state: String
  ) throws {
    let tree = try read(text)
    #expect(tree.mistakes.count == 1)
    let event = tree.events[Int(try #require(tree.mistakes.first))]
    #expect(event.reason == reason)
    #expect(tree.state(event.node) == state)
    #expect(tree.status(event.node).contains(.mistaken))
    #expect(!tree.notes[Int(event.other)].isEmpty)
    #expect(tree.outcome?.solved == false)
    #expect(wholeText(of: tree, "walk") == Self.prompt + text)
    let fragments = allPieces(of: tree, "walk").dropFirst()
    #expect(fragments.contains { $0.spans.contains { $0.kind == .mistake } })
  }

  @Test(arguments: [
    ("4 5 6 10: 10 − 4 = 6\nHello, world\n5 6 6: 0.5", Event.Reason.unreadable),
    ("4 5 6 10: 10 − 4 = 6\n5 6 6:\n5 6 6: 0.5", .unreadable),
    ("4 5 6 10: 10 − 4 = 6\n: 0.5\n5 6 6: 0.5", .unreadable),
    ("4 5 6 10: 10 − 4 = 6\n4 5 6 10: 6 − 4 = 2", .wrong),
  ])
  func `What cannot be read is marked and passed over`(_ text: String, reason: Event.Reason) throws
  {
    let tree = try read(text)
    #expect(tree.mistakes.map { tree.events[Int($0)].reason } == [reason])
    #expect(tree.events[Int(tree.mistakes[0])].node == 1)
    #expect(tree.records.count == (reason == .wrong ? 3 : 2))
    let own = try read(String(wholeText(of: tree, "walk").dropFirst(Self.prompt.count)))
    #expect(own.mistakes.isEmpty)
    #expect(own.records.count == tree.records.count)
  }

  @Test
  func `Below a mistake no goal counts, and beside it one does`() throws {
    let tree = try read(
      """
      4 5 6 10: 10 − 4 = 7
      5 6 7: 7 + 5 = 12
      6 12: 12 + 6 = 18
      18: dead end
      6 12 again: 12 × 6 = 72
      6 12 again: 12 + 12 = 24
      24: goal
      4 5 6 10 again: 10 − 4 = 6
      5 6 6: 6 × 5 = 30
      6 30: 30 − 6 = 24
      24: goal
      """)
    let reasons = tree.mistakes.map { tree.events[Int($0)].reason }
    #expect(reasons == [.illegal, .illegal, .rejected])
    #expect(tree.goals.count == 1)
    #expect(tree.outcome?.steps == ["10 − 4 = 6", "6 × 5 = 30", "30 − 6 = 24"])
  }

  @Test
  func `A step taken again goes to the node that is there, also to a wrong one`() throws {
    let tree = try read(
      """
      4 5 6 10: 10 − 4 = 6
      5 6 6: 0.5
      4 5 6 10 again: 10 − 4 = 6
      5 6 6: 6 + 6 = 13
      5 13: 0.1
      5 6 6 again: 6 + 6 = 13
      5 13: dead end
      """)
    #expect(tree.records.count == 3)
    #expect(tree.mistakes.count == 1)
  }

  @Test
  func `A dead end is a fact where no step can help, and else what the model thinks`() throws {
    let tree = try read(
      "4 5 6 10: 10 − 4 = 6\n5 6 6: 6 + 6 = 12\n5 12: dead end\n5 6 6 again: dead end")
    #expect(tree.status(2).contains(.deadEnd))
    #expect(!tree.status(1).contains(.deadEnd))
    #expect(tree.status(1).contains(.exhausted))
  }

  @Test(arguments: [
    ("4 5 6 10: 10 − 4 = 6\n5 6 6: 6 × 5 = 3", 2), ("4 5 6 10: 10 − 4 = 6\n", 2),
    ("4 5 6 10: 10 − 4 = 7\n", 2), ("", 1),
  ])
  func `A text that is cut off is read so far`(_ text: String, nodes: Int) throws {
    var reader = WalkReader(problem: try ProblemRegistry.problem(text: "4 5 6 10 → 24").enumerable)
    reader.read(text)
    reader.finish(isCut: true)
    let events = reader.takeEvents()
    #expect(events.events.last?.kind == .mistake)
    #expect(events.events.last?.reason == .unfinished)
    #expect(reader.nodeCount == nodes)
    #expect(reader.best == nil)
  }

  @Test func `The end says what came out`() throws {
    #expect(try read("4 5 6 10: no way").outcome?.stopped == "exhausted")
    #expect(try read("4 5 6 10: 0.5").outcome?.stopped == "end of text")
    #expect(try read(Self.correct).outcome?.stopped == "goal")
  }

  /// Others write the numbers of a state in another order, and those that are added or multiplied.
  @Test func `Another order is no mistake`() throws {
    let text = """
      34 80 8 38 → 78
      search
      34 80 8 38: 38 − 34 = 4
      80 8 4: 8 ÷ 4 = 2
      80 2: 2 + 80 = 82
      82: dead end
      80 2 again: 80 − 2 = 78
      78: goal
      """
    let (header, events) = try WalkReader.read(text)
    #expect(header.problem.text == "34 80 8 38 → 78")
    #expect(events.outcome?.solved == true)
    #expect(!events.events.contains { $0.kind == .mistake })
    let wrong = try WalkReader.read(text.replacing("80 − 2 = 78", with: "2 − 80 = 78"))
    #expect(wrong.events.outcome?.solved == false)
  }

  @Test(
    arguments: [
      ("4 5 6 10: 0.5", 1), ("Why?\nsearch\n", 1), ("S.\n.x\nsearch\n", 2),
      ("0 0\nsearch\n0 0: to 1 0\n", 1),
    ])
  func `A text without its prompt is an error`(_ text: String, line: Int) {
    let error = #expect(throws: TextTreeError.self) { try WalkReader.read(text) }
    #expect(error?.line == line)
  }

  @Test(arguments: [
    "a: b", "goal again", "0.5", "dead end", " x", "two\nlines", "\"", "", "again", "-0.5",
    "a again #7", "a => b",
  ])
  func `Texts that look like grammar are quoted, and read back`(_ hostile: String) throws {
    // A foreign trace: the style writes it, whatever the texts are.
    var batch = EventBatch()
    batch.events.append(Event(.expand, 0, other: 1, count: 1))
    batch.append(NodeRecord(parent: 0), step: hostile, state: hostile)
    batch.events.append(Event(.select, 1))
    batch.events.append(Event(.evaluate, 1, value: 0.25))
    let header = TraceHeader(
      problem: .init(kind: "essay", text: "Why?"), strategy: .init("x"), model: .init("y"),
      root: .init(state: hostile))
    var tree = SearchTree(header: header)
    tree.append(batch)
    let lines = wholeText(of: tree, "walk").split(separator: "\n")
    #expect(lines.count == 4)
    let isQuoted = !["again", "0.5", "-0.5", "dead end", "a => b"].contains(hostile)
    #expect(lines[2].hasPrefix("\"") == isQuoted)
    #expect(lines[2].hasSuffix("\"") == isQuoted)
    #expect(lines[2].contains("\": ") == isQuoted)
    let isPlain = ["a: b", "goal again", "again", "a again #7"].contains(hostile)
    #expect(lines[2].contains("\" => ") != isPlain)
    #expect(lines[3].hasSuffix(": 0.3"))
    expectSameTree(try WalkReader.read(wholeText(of: tree, "walk")), tree, costs: false, "\(lines)")
  }

  // MARK: Reading

  private static let header = TraceHeader(
    problem: .init(kind: "countdown", text: "4 5 6 10 → 24"), strategy: .init("walk"),
    model: .init("text"), root: .init(state: "4 5 6 10"))

  private func read(_ text: String) throws -> SearchTree {
    let read = try WalkReader.read(Self.prompt + text)
    #expect(read.header == Self.header)
    var tree = SearchTree(header: read.header)
    tree.append(read.events)
    return tree
  }
}

/// Checks that what was read is what the search visited: the same paths in the same order, where
/// steps with equal texts from one node are one, and the same goals.
func expectSameVisits(
  _ read: (header: TraceHeader, events: EventBatch), _ tree: SearchTree,
  _ comment: @autoclosure () -> Comment
) {
  var copy = SearchTree(header: read.header)
  copy.append(read.events)
  #expect(copy.mistakes.isEmpty, comment())
  func path(_ node: NodeID, in tree: SearchTree) -> String {
    tree.path(to: node).dropFirst().map { "\(tree.step($0)) → \(tree.state($0))" }
      .joined(separator: "\n")
  }
  var seen: Set<String> = [""]
  var visits = [""]
  for event in tree.events {
    switch event.kind {
    case .select, .expand, .evaluate, .goal:
      let path = path(event.node, in: tree)
      if seen.insert(path).inserted { visits.append(path) }
    default: break
    }
  }
  let again = (0..<NodeID(copy.records.count)).map { path($0, in: copy) }
  #expect(again == visits, comment())
  func goals(_ tree: SearchTree) -> [String] {
    var seen: Set<String> = []
    return tree.goals.map { path(tree.events[Int($0)].node, in: tree) }
      .filter { seen.insert($0).inserted }
  }
  #expect(goals(copy) == goals(tree), comment())
}
