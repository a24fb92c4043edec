import Foundation
import Testing

@testable import MetaCoT

/// From the line grammars the tree can be read back, and is the same tree.
@Suite struct ReadBackTests {
  @Test(arguments: SyntheticSearch.Texts.allCases)
  func `Stream of search reads back`(_ texts: SyntheticSearch.Texts) throws {
    for seed in 0..<25 as Range<UInt64> {
      let tree = SyntheticSearch(texts, seed: seed).tree
      let text = wholeText(of: tree, "stream-of-search")
      let read = try StreamOfSearchReader.read(text, header: tree.header)
      expectSameTree(read, tree, costs: false, "seed \(seed)\n\(text)")
    }
  }

  @Test(arguments: SyntheticSearch.Texts.allCases)
  func `Searchformer reads back`(_ texts: SyntheticSearch.Texts) throws {
    for seed in 0..<25 as Range<UInt64> {
      let tree = SyntheticSearch(texts, seed: seed).tree
      let text = wholeText(of: tree, "searchformer")
      let read = try SearchformerReader.read(text, header: tree.header)
      expectSameTree(read, tree, costs: true, "seed \(seed)\n\(text)")
    }
  }

  /// Of a problem that is not known, a walk gives back every node that the search came to, also where steps
  /// and states are alike.
  @Test(arguments: [SyntheticSearch.Texts.plain, .hostile])
  func `Walk reads back`(_ texts: SyntheticSearch.Texts) throws {
    for seed in 0..<25 as Range<UInt64> {
      let tree = SyntheticSearch(texts, seed: seed).tree
      let text = wholeText(of: tree, "walk")
      // Nothing to walk to gives no walk.
      guard text.contains(" => ") else { continue }
      expectVisited(try WalkReader.read(text), tree, "seed \(seed)\n\(text)")
    }
  }

  /// The steps of other programs' searches come back as they are told, and their states.
  @Test(
    .enabled(if: ImportFixture.isThere),
    arguments: [
      "tree-of-thoughts-game24.json", "tree-of-thoughts-crosswords.json", "llm-reasoners.json",
      "treequest.json", "prm800k.jsonl", "r1-distill-think.json", "mini-swe-agent.traj.json",
      "searchformer-events.json",
    ])
  func `Walks of other programs' searches`(_ sample: String) throws {
    for tree in try ImportFixture.trees(sample) {
      let text = wholeText(of: tree, "walk")
      let copy = try ImportFixture.tree(text, "linearized")
      expectVisited(copy, tree, "\(sample)\n\(text)")
      guard sample == "tree-of-thoughts-game24.json" else { continue }
      #expect(copy.records.count == tree.records.count)
      #expect(copy.header.problem.text == tree.header.problem.text)
      #expect(copy.mistakes.isEmpty)
    }
  }

  @Test(
    arguments: [
      ("a: y => c", 4, "write \"STATE again\""), ("c again: y => d", 4, "was not reached"),
      ("b again #2: y => d", 4, "by step 2"), ("b: y", 4, "does not say where it leads"),
      ("b", 4, "no line of a walk"),
    ])
  func `A wrong line of a walk is named`(_ line: String, number: Int, what: String) {
    let text = "Why?\nsearch\na: x => b\n" + line
    let error = #expect(throws: TextTreeError.self) { try WalkReader.read(text) }
    #expect(error?.line == number)
    #expect(error?.problem.contains(what) == true, "\(error.map { "\($0)" } ?? "")")
  }

  /// A search of another program: its second step is not in the words of the problem, all others are.
  private static func foreign(
    problem: String, model: String? = nil, steps: [(step: String, state: String)]
  ) -> SearchTree {
    var tree = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "24", text: problem), strategy: .init("tree-of-thoughts"),
        model: model.map { .init($0) }, root: .init(state: "4 5 6 10")))
    var batch = EventBatch()
    for (place, node) in steps.enumerated() {
      batch.events.append(Event(.expand, NodeID(place), other: NodeID(place + 1), count: 1))
      batch.append(NodeRecord(parent: NodeID(place)), step: node.step, state: node.state)
      batch.events.append(Event(.select, NodeID(place + 1)))
    }
    tree.append(batch)
    return tree
  }

  @Test func `A log whose first step is worded as ours is told in its own words`() throws {
    let steps = [
      ("10 − 4 = 6", "5 6 6"), ("6 * 5 = 30 (left: 6 30)", "6 30"), ("30 − 6 = 24", "24"),
    ]
    let tree = Self.foreign(problem: "4 5 6 10 → 24", steps: steps)
    let text = wholeText(of: tree, "walk")
    #expect(text.contains("4 5 6 10: 10 − 4 = 6 => 5 6 6"))
    let copy = try ImportFixture.tree(text + "\n", "linearized")
    expectVisited(copy, tree, "\(text)")
    #expect(copy.mistakes.isEmpty)
    #expect(copy.header.problem.text == "4 5 6 10 → 24")
    // So it stays when what was read is written once more.
    #expect(wholeText(of: copy, "walk") == text)
    // A model of ours has the problem's words, and a root that is none of its states has not.
    let ours = Self.foreign(
      problem: "4 5 6 10 → 24", model: "heuristic", steps: [steps[0]])
    #expect(!wholeText(of: ours, "walk").contains("=>"))
    let elsewhere = Self.foreign(
      problem: "4 5 6 11 → 24", model: "heuristic", steps: [steps[0]])
    #expect(wholeText(of: elsewhere, "walk").contains("=>"))
  }

  /// Lines of a problem that read as instructions are not what ends it.
  @Test(arguments: [
    "Find it.\nsearch\nthe list", "Find it.\nsearch", "search\nthe list", "Find it.\nsolve\na: b",
    "Find it.\nsearch\na: x => b", "\"quoted\"", "\"quoted\" is this", "\"quoted\"\nsearch\nb",
    "Find\r\nsearch\r\nit", "search", "",
  ])
  func `A walk of any problem text is read back`(problem: String) throws {
    for steps in [[("x", "b"), ("y", "c")], [("search", "solve"), ("a\nsearch\nb", "c")]] {
      let tree = Self.foreign(problem: problem, steps: steps)
      let text = wholeText(of: tree, "walk")
      let copy = try ImportFixture.tree(text + "\n", "linearized")
      #expect(copy.header.problem.text == problem)
      expectVisited(copy, tree, "\(text)")
      expectVisited(try WalkReader.read(text, header: tree.header), tree, "\(text)")
    }
  }

  /// Others write such a problem without quotes.
  @Test func `An instruction is followed by a walk`() throws {
    let text = "Find it:\nsearch\nthe list\nsearch\na: x => b\nb: goal\n"
    let copy = try ImportFixture.tree(text, "linearized")
    #expect(copy.header.problem.text == "Find it:\nsearch\nthe list")
    #expect(copy.nodeCount == 2 && copy.goals.count == 1)
    // A line of a walk that is none stays what is wrong, though an instruction comes after it.
    let two = "Why?\nsearch\na: x => b\nWho?\nsearch\nc: y => d\n"
    let error = #expect(throws: TextTreeError.self) { try WalkReader.read(two) }
    #expect(error?.line == 4)
  }

  @Test(arguments: [
    "INFO started\nsearch\nresult: found 3\n", "We\nsearch\nfor it.\n", "a\nsolve\nb: c => d\n",
    "create table t\ninsert into t\n", "create a folder\n", "start here\ncreate 0 0 c0 c2\n",
    "start 0 0 goal 1 1\n", "create 0\n\nthen rest\n",
  ])
  func `Other texts with words of ours are none of ours`(text: String) {
    let file = ForeignFile(name: "log.txt", bytes: Data(text.utf8))
    #expect(!LinearizedTexts.recognizes(file))
  }

  private func expectVisited(
    _ read: (header: TraceHeader, events: EventBatch), _ tree: SearchTree,
    _ comment: @autoclosure () -> Comment
  ) {
    var copy = SearchTree(header: read.header)
    copy.append(read.events)
    expectVisited(copy, tree, comment())
  }

  /// Checks that a tree has the nodes that a search came to, in that order, with their texts, and its goals.
  private func expectVisited(
    _ copy: SearchTree, _ tree: SearchTree, _ comment: @autoclosure () -> Comment
  ) {
    var places: [NodeID: NodeID] = [0: 0]
    var visited: [NodeID] = [0]
    for event in tree.events where [.select, .expand, .evaluate, .goal].contains(event.kind) {
      guard places[event.node] == nil else { continue }
      places[event.node] = NodeID(visited.count)
      visited.append(event.node)
    }
    #expect(copy.records.count == visited.count, comment())
    guard copy.records.count == visited.count else { return }
    let wrong = visited.indices.first { place in
      let (node, original) = (NodeID(place), visited[place])
      return copy.step(node) != tree.step(original) || copy.state(node) != tree.state(original)
        || place > 0 && copy.parent(node) != places[tree.parent(original)]
    }
    #expect(wrong == nil, comment())
    let goals = { (tree: SearchTree) in tree.goals.map { tree.events[Int($0)].node } }
    #expect(goals(copy) == goals(tree).compactMap { places[$0] }, comment())
  }
}

/// The whole text of a search in a style.
func wholeText(of tree: SearchTree, _ linearizer: String) -> String {
  allPieces(of: tree, linearizer).map(\.text).joined(separator: "\n")
}

/// Checks structure, order, texts, goals and, if asked, costs.
func expectSameTree(
  _ read: (header: TraceHeader, events: EventBatch), _ tree: SearchTree, costs: Bool,
  _ comment: @autoclosure () -> Comment
) {
  var copy = SearchTree(header: read.header)
  copy.append(read.events)
  #expect(copy.records.count == tree.records.count, comment())
  guard copy.records.count == tree.records.count else { return }
  let wrong = (0..<NodeID(tree.records.count)).first { node in
    copy.parent(node) != tree.parent(node) || copy.step(node) != tree.step(node)
      || copy.state(node) != tree.state(node)
      || costs && (copy.g(node) != tree.g(node) || copy.h(node) != tree.h(node))
  }
  #expect(wrong == nil, comment())
  let goals = { (tree: SearchTree) in tree.goals.map { tree.events[Int($0)].node } }
  #expect(goals(copy) == goals(tree), comment())
}
