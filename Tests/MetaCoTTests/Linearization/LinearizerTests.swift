import Foundation
import MetaCoT
import Testing

/// What holds for every style and every search.
@Suite struct LinearizerTests {
  @Test(arguments: LinearizerRegistry.names)
  func `Spans are in order and at the borders of characters`(_ linearizer: String) throws {
    let searches = try (SearchFixture.all + SearchFixture.others).map { try $0.tree() }
    let madeUp = SyntheticSearch.Texts.allCases.flatMap { texts in
      (0..<10 as Range<UInt64>).map { SyntheticSearch(texts, seed: $0).tree }
    }
    for tree in searches + madeUp {
      let wrong = allPieces(of: tree, linearizer).first { !isSound($0, in: tree) }
      #expect(wrong == nil)
    }
  }

  /// A goal whose cost is not known is better than none, and worse than any other.
  @Test(
    arguments: [([.nan, 3, 2], 2), ([3, .nan], 0), ([.nan, .nan], 0), ([4, .nan, 1], 2)]
      as [([Float], Int)])
  func `The solution is the cheapest of known cost`(costs: [Float], best: Int) throws {
    var tree = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "corridor", text: "walk"), strategy: .init("depth-first"), model: nil,
        root: .init(state: "0")))
    var batch = EventBatch()
    batch.events.append(Event(.expand, 0, other: 1, count: costs.count))
    for (place, cost) in costs.enumerated() {
      batch.append(NodeRecord(parent: 0), step: "on", state: "\(place)")
      batch.events.append(Event(.goal, NodeID(place + 1), value: cost))
    }
    tree.append(batch)
    #expect(CoT.fragment(of: tree)?.node == NodeID(best + 1))
  }

  private func isSound(_ fragment: TextFragment, in tree: SearchTree) -> Bool {
    guard !fragment.text.isEmpty, !fragment.text.hasSuffix("\n") else { return false }
    let text = Array(fragment.text.utf8)
    // Whether a character of the text begins or ends at this offset.
    func isBorder(_ offset: Int) -> Bool {
      offset == text.count || offset < text.count && text[offset] & 0xC0 != 0x80
    }
    var end = 0
    for span in fragment.spans {
      guard span.range.lowerBound >= end, !span.range.isEmpty, isBorder(span.range.lowerBound),
        isBorder(span.range.upperBound), tree.records.indices.contains(Int(span.node))
      else { return false }
      end = span.range.upperBound
    }
    return true
  }

  @Test(arguments: LinearizerRegistry.names)
  func `Every backtrack appears, and says where it goes`(_ linearizer: String) throws {
    let searches = try (SearchFixture.all + SearchFixture.others).map { try $0.tree() }
    let madeUp = SyntheticSearch.Texts.allCases.flatMap { texts in
      (0..<10 as Range<UInt64>).map { SyntheticSearch(texts, seed: $0).tree }
    }
    var count = 0
    for tree in searches + madeUp {
      let writer = LinearizerRegistry.named(linearizer)!.init(header: tree.header)
      for event in tree.backtracks {
        let target = tree.events[Int(event)].other
        // The walk says it with the line that follows, which may go on from yet another node.
        let isWalk = linearizer == WalkLinearizer.name
        let after = (Int(event)..<tree.events.count).dropFirst()
        let said =
          isWalk ? after.first { writer.fragment(at: $0, in: tree) != nil } : Int(event)
        guard let said else { continue }
        let fragment = writer.fragment(at: said, in: tree)
        let isVisible = fragment?.spans.contains {
          $0.kind == .backtrack && (isWalk || $0.node == target)
        }
        if isVisible != true {
          Issue.record(
            "\(tree.header.strategy.name), event \(event): \(fragment?.text ?? "nothing")")
        }
        count += 1
      }
    }
    #expect(count > 300)
  }

  @Test(arguments: LinearizerRegistry.names)
  func `Text once written stays`(_ linearizer: String) throws {
    for some in SearchFixture.all + SearchFixture.others {
      let search = try some.begin()
      var tree = SearchTree(header: search.header)
      let writer = LinearizerRegistry.named(linearizer)!.init(header: search.header)
      var written = [writer.opening(of: tree)]
      var goesOn = true
      while goesOn {
        goesOn = search.advancePhase()
        let first = tree.events.count
        var batch = EventBatch()
        search.takeEvents(into: &batch)
        tree.append(batch)
        written += (first..<tree.events.count).compactMap { writer.fragment(at: $0, in: tree) }
      }
      #expect(written == allPieces(of: tree, linearizer), "\(some.testDescription)")
      // And wherever in time the tree is.
      tree.seek(to: tree.events.count / 3)
      #expect(written == allPieces(of: tree, linearizer), "\(some.testDescription)")
    }
  }

  @Test(arguments: SearchFixture.all + SearchFixture.others)
  func `Real searches read back`(_ search: SearchFixture) throws {
    let tree = try search.tree()
    let words = wholeText(of: tree, "stream-of-search")
    expectSameTree(
      try StreamOfSearchReader.read(words, header: tree.header), tree, costs: false, "\(words)")
    expectSameTree(try StreamOfSearchReader.read(words), tree, costs: false, "\(words)")
    let tokens = wholeText(of: tree, "searchformer")
    expectSameTree(
      try SearchformerReader.read(tokens, header: tree.header), tree, costs: true, "\(tokens)")
    expectSameTree(try SearchformerReader.read(tokens), tree, costs: true, "\(tokens)")
    let walk = wholeText(of: tree, "walk")
    expectSameVisits(try WalkReader.read(walk, header: tree.header), tree, "\(walk)")
  }

  @Test(arguments: 2..<5 as Range<UInt64>)
  func `More seeds read back`(_ seed: UInt64) throws {
    for kind in ProblemRegistry.kinds where kind.canGenerate {
      let problem = try kind.generate(seed: seed)
      for strategy in SearchFixture.strategies {
        let search = SearchFixture(
          strategy: .init(strategy), model: "heuristic",
          problem: .init(kind: kind.name, text: problem.text), expansions: 10, seed: seed)
        try `Real searches read back`(search)
      }
    }
  }
}

/// All fragments of a search in a style, the opening first.
func allPieces(of tree: SearchTree, _ linearizer: String) -> [TextFragment] {
  let writer = LinearizerRegistry.named(linearizer)!.init(header: tree.header)
  return (-1..<tree.events.count).compactMap { writer.text(at: $0, in: tree) }
}
