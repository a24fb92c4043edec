import MetaCoT
import Testing

/// From the line grammars the tree can be read back, and is the same tree.
@Suite struct ReadBackTests {
  @Test(arguments: SyntheticSearch.Texts.allCases)
  func streamOfSearchReadsBack(_ texts: SyntheticSearch.Texts) throws {
    for seed in 0..<25 as Range<UInt64> {
      let tree = SyntheticSearch(texts, seed: seed).tree
      let text = wholeText(of: tree, "stream-of-search")
      let read = try StreamOfSearchReader.read(text, header: tree.header)
      expectSameTree(read, tree, costs: false, "seed \(seed)\n\(text)")
    }
  }

  @Test(arguments: SyntheticSearch.Texts.allCases)
  func searchformerReadsBack(_ texts: SyntheticSearch.Texts) throws {
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
  func walkReadsBack(_ texts: SyntheticSearch.Texts) throws {
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
    "walks of other programs' searches", .enabled(if: ImportFixture.isThere),
    arguments: [
      "tree-of-thoughts-game24.json", "tree-of-thoughts-crosswords.json", "llm-reasoners.json",
      "treequest.json", "prm800k.jsonl", "r1-distill-think.json", "mini-swe-agent.traj.json",
      "searchformer-events.json",
    ])
  func foreignWalksReadBack(_ sample: String) throws {
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
  func saysWhichLineOfAToldWalkIsWrong(_ line: String, number: Int, what: String) {
    let text = "Why?\nsearch\na: x => b\n" + line
    let error = #expect(throws: TextTreeError.self) { try WalkReader.read(text) }
    #expect(error?.line == number)
    #expect(error?.problem.contains(what) == true, "\(error.map { "\($0)" } ?? "")")
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
