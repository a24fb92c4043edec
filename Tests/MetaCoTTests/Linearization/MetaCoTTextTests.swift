import MetaCoT
import Testing

/// Windows of text, neighbours, and what is said of a node.
@Suite struct MetaCoTTextTests {
  private let trees = SyntheticSearch.Texts.allCases.flatMap { texts in
    (0..<6 as Range<UInt64>).map { SyntheticSearch(texts, seed: $0, length: 80).tree }
  }

  @Test(
    "a window ends at its event and has as many lines as asked for", arguments: Linearizers.names)
  func windows(_ linearizer: String) {
    for tree in trees {
      let text = MetaCoTText(Linearizers.named(linearizer)!, header: tree.header)
      let all = allPieces(of: tree, linearizer)
      for event in stride(from: -1, to: tree.events.count + 3, by: 7) {
        let upTo = all.filter { $0.event <= event }
        let window = text.fragments(endingAt: event, lines: 6, in: tree)
        #expect(window == Array(upTo.suffix(window.count)))
        let lines = window.map(\.lineCount).reduce(0, +)
        #expect(lines >= 6 || window.count == upTo.count)
        #expect(lines - (window.first?.lineCount ?? 0) < 6)
        let from = all.filter { $0.event >= event }
        let ahead = text.fragments(from: event, lines: 6, upTo: .max, in: tree)
        #expect(ahead == Array(from.prefix(ahead.count)))
      }
    }
  }

  @Test("the neighbours of an event are those with text", arguments: Linearizers.names)
  func neighbours(_ linearizer: String) {
    for tree in trees {
      let text = MetaCoTText(Linearizers.named(linearizer)!, header: tree.header)
      let events = allPieces(of: tree, linearizer).map(\.event)
      for event in stride(from: 0, to: tree.events.count, by: 3) {
        #expect(text.event(before: event, in: tree) == events.last { $0 < event })
        #expect(text.event(after: event, upTo: .max, in: tree) == events.first { $0 > event })
      }
      #expect(text.event(before: -1, in: tree) == -1)
    }
  }

  @Test("the events about a node are found while events arrive")
  func aboutNodes() throws {
    let search = try SearchFixture.others[0].begin()
    var tree = SearchTree(header: search.header)
    var text = MetaCoTText(Linearizers.all[0], header: search.header)
    var goesOn = true
    while goesOn {
      goesOn = search.advance(iterations: 3)
      var batch = EventBatch()
      search.takeEvents(into: &batch)
      tree.append(batch)
      for node in 0..<NodeID(tree.records.count) {
        let events = tree.events.indices.filter { speaks(tree.events[$0], of: node) }
        #expect(text.events(about: node, in: tree) == events)
      }
    }
    for node in 0..<NodeID(tree.records.count) {
      let last = tree.events.count / 2
      let spoken = text.events(about: node, in: tree).filter {
        $0 <= last && text.fragment(at: $0, in: tree) != nil
      }
      #expect(text.event(about: node, upTo: last, in: tree) == spoken.last ?? -1)
      let fragments = text.fragments(about: node, upTo: last, limit: 2, in: tree)
      #expect(fragments.map(\.event) == spoken.suffix(2))
    }
  }

  private func speaks(_ event: Event, of node: NodeID) -> Bool {
    switch event.kind {
    case .modelCall, .end: false
    case .expand:
      event.node == node || event.other <= node && node < event.other + NodeID(event.count)
    default: event.node == node
    }
  }

  @Test func aByteSpeaksOfItsSpansNode() {
    var fragment = TextFragment(event: 3, node: 7)
    fragment.append("Try ")
    fragment.append("6 × 4 = 24", .step, node: 9)
    fragment.append(".\nIt")
    #expect(fragment.node(at: 0) == 7)
    #expect(fragment.node(at: 4) == 9)
    #expect(fragment.node(at: 14) == 9)
    #expect(fragment.node(at: 15) == 7)
    #expect(fragment.lineCount == 2)
  }
}
