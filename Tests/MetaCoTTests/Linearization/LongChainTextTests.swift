import MetaCoT
import Testing

struct LongChainTextTests {
  /// The text of a chain grows with its length, not with the square of it, and is read back.
  @Test func streamOfSearchOfALongChainIsLinear() throws {
    let (short, long) = (try size(of: 1000), try size(of: 4000))
    #expect(Double(long) < 4.2 * Double(short))
    let tree = chain(of: 400)
    let text = try whole(tree)
    let (_, events) = try StreamOfSearchReader.read(text, header: tree.header)
    var back = SearchTree(header: tree.header)
    back.append(events)
    #expect(back.records.count == tree.records.count)
    #expect(
      (0..<NodeID(tree.records.count)).allSatisfy { back.parent($0) == tree.parent($0) })
    #expect(try whole(back) == text)
  }

  private func size(of length: Int) throws -> Int { try whole(chain(of: length)).utf8.count }

  private func whole(_ tree: SearchTree) throws -> String {
    let text = MetaCoTText(
      try #require(Linearizers.named("stream-of-search")), header: tree.header)
    return text.fragments(from: -1, lines: .max, upTo: .max, in: tree).map(\.text)
      .joined(separator: "\n")
  }

  private func chain(of length: Int) -> SearchTree {
    var tree = SearchTree(
      header: TraceHeader(
        problem: .init(kind: "corridor", text: "walk"), strategy: .init("depth-first"), model: nil,
        root: .init(state: "0")))
    var batch = EventBatch()
    for node in 0..<NodeID(length) {
      batch.append(NodeRecord(parent: node), step: "on", state: "\(node + 1)")
      batch.events.append(Event(.select, node))
      batch.events.append(Event(.expand, node, other: node + 1, count: 1))
    }
    batch.events.append(Event(.end, 0))
    batch.outcome = Outcome(nodes: length + 1, stopped: "exhausted")
    tree.append(batch)
    return tree
  }
}
