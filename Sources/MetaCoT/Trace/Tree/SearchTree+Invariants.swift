extension SearchTree {
  /// What is wrong with the arena, one sentence each; empty if nothing is. For tests.
  ///
  /// Complexity: O((nodes + events) · depth).
  func brokenInvariants() -> [String] {
    var broken: [String] = []
    func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
      if !condition { broken.append(message()) }
    }
    expect(records.count == statuses.count, "as many statuses as records")
    expect(records.count == values.count, "as many values as records")
    expect(
      statistics.isEmpty || records.count == statistics.count, "as many statistics as records")
    expect(statistics.count == history.touchedIn.count, "touches are known where statistics are")
    expect(records.count == links.count, "as many links as records")
    expect((0...events.count).contains(now), "now \(now) lies within the events")
    expect((1...records.count).contains(nodeCount), "nodeCount \(nodeCount) lies within the nodes")
    expect(history.reached >= now, "what was applied is known")
    expect(
      history.boundaries.count == history.reached / history.interval + 1,
      "a boundary every interval")
    expect(
      history.marks.prefix { $0.event < now }.count == counters.marks,
      "the marks before now have been applied")
    expect(
      events[..<now].reduce(1) { $0 + ($1.kind == .expand ? Int($1.count) : 0) } == nodeCount,
      "nodeCount is what the events created")
    expect(
      statuses[..<nodeCount].count { $0.isDisjoint(with: .settled) } == frontierCount,
      "frontierCount is the number of open nodes")
    for (node, record) in records.enumerated() {
      expect(record.parent < node, "node \(node) comes after its parent")
      expect(
        statistics.isEmpty || statistics[node].parent == record.parent,
        "node \(node) has one parent")
      expect(record.same < node, "node \(node) comes after its equal")
      if record.parent >= 0 {
        expect(
          links[node].depth == links[Int(record.parent)].depth + 1,
          "node \(node) is one step below its parent")
      }
      if node >= nodeCount {
        let born = record.V == record.V ? record.V : .nan
        expect(
          N(NodeID(node)) == 0 && Q(NodeID(node)) == nil && statuses[node].isEmpty
            && values[node].bitPattern == born.bitPattern,
          "node \(node), which is not there yet, is as it will be born")
      }
    }
    var listed = 1
    for node in 0..<NodeID(nodeCount) {
      var before = node
      for child in children(of: node) {
        expect(parent(child) == node, "node \(child) is a child of its parent")
        expect(child > before, "the children of \(node) ascend")
        before = child
        listed += 1
      }
    }
    expect(listed == nodeCount, "every node is a child once")
    return broken
  }
}
