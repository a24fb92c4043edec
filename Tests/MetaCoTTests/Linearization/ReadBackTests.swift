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
