import MetaCoT
import Testing

struct LongChainTextTests {
  /// The text of a chain grows with its length, not with the square of it, and is read back.
  @Test func `Stream of search of a long chain is linear`() throws {
    let (short, long) = (size(of: 1000), size(of: 4000))
    #expect(Double(long) < 4.2 * Double(short))
    let tree = chain(of: 400)
    let text = wholeText(of: tree, "stream-of-search")
    let (_, events) = try StreamOfSearchReader.read(text, header: tree.header)
    var back = SearchTree(header: tree.header)
    back.append(events)
    #expect(back.records.count == tree.records.count)
    #expect(
      (0..<NodeID(tree.records.count)).allSatisfy { back.parent($0) == tree.parent($0) })
    #expect(wholeText(of: back, "stream-of-search") == text)
  }

  private func size(of length: Int) -> Int {
    wholeText(of: chain(of: length), "stream-of-search").utf8.count
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
