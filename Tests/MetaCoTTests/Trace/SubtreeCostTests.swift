import Testing

@testable import MetaCoT

/// What a subtree has cost at a moment is what the events up to it tell of its nodes.
struct SubtreeCostTests {
  /// Counted plainly: every event, and every node above it.
  static func counted(_ tree: SearchTree) -> [ModelCost] {
    var costs = [ModelCost](repeating: ModelCost(), count: tree.nodeCount)
    for event in tree.events[..<tree.now] where event.kind == .modelCall {
      for node in tree.path(to: event.node) {
        costs[Int(node)].calls += tree.call(of: event)?.states ?? Int(event.count)
        costs[Int(node)].tokens +=
          tree.call(of: event)?.writtenTokens ?? Int(saturating: event.value)
        costs[Int(node)].latency += Int(tree.call(of: event)?.latency ?? 0)
        costs[Int(node)].nanodollars += Int(
          saturating: ((tree.call(of: event)?.money ?? 0) * 1e9).rounded())
      }
    }
    return costs
  }

  @Test(arguments: 0..<16)
  func `Costs follow the moment`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let trace = RandomTrace(seed: UInt64(seed), events: 900, deep: seed % 2 == 0)
    var tree = SearchTree(header: trace.header, interval: 64)
    tree.append(trace.batch.slice(0..<600))
    var costs = SubtreeCosts()
    var moment = 300
    for step in 0..<60 {
      if step == 30 { tree.append(trace.batch.slice(600..<trace.batch.events.count)) }
      let end = tree.events.count
      moment = random.below(4) == 0 ? random.below(end) : moment + random.below(41) - 20
      moment = max(0, min(end, moment))
      tree.seek(to: moment)
      costs.update(for: tree)
      let expected = Self.counted(tree)
      #expect((0..<NodeID(tree.nodeCount)).map { costs[$0] } == expected)
      #expect((0..<NodeID(tree.nodeCount)).map { tree.cost(of: $0) ?? ModelCost() } == expected)
      #expect(costs[0].tokens == tree.tokens)
      #expect(costs[0].calls == tree.modelCalls)
    }
  }

  @Test func `A few calls in a large tree are added one by one`() {
    var batch = EventBatch()
    let count = 4000
    batch.events.append(Event(.expand, 0, other: 1, count: count))
    for _ in 0..<count { batch.append(NodeRecord(parent: 0), step: "", state: "") }
    for node in [7, 7, 4000, 0] {
      batch.events.append(Event(.modelCall, NodeID(node), count: 2, value: 10))
    }
    var tree = SearchTree(header: RandomTrace(seed: 1, events: 0).header)
    tree.append(batch)
    var costs = SubtreeCosts()
    for moment in [5, 3, 4, 0, 1, 2, 5] {
      tree.seek(to: moment)
      costs.update(for: tree)
      #expect((0..<NodeID(tree.nodeCount)).map { costs[$0] } == Self.counted(tree))
    }
    #expect(costs[7].tokens == 20)
    #expect(costs[0].calls == 8)
  }

  @Test func `Figures that are no numbers of tokens cost nothing`() {
    var batch = EventBatch()
    for value in [Float.nan, .infinity, -3, 1e30, 5] {
      batch.events.append(Event(.modelCall, 0, count: 1, value: value))
    }
    var tree = SearchTree(header: RandomTrace(seed: 1, events: 0).header)
    tree.append(batch)
    var costs = SubtreeCosts()
    costs.update(for: tree)
    #expect(costs[0].tokens == 5)
    #expect(costs[0].calls == 5)
    #expect(tree.tokens == 5)
  }
}
