import MetaCoT
import Testing

/// A state that a node above has too is not searched twice on one path.
@Suite struct CycleTests {
  @Test(arguments: [0.0, 1.0])
  func `A cycle is pruned, and the way out found`(select: Double) throws {
    let maze = """
      S....
      .###.
      .....
      ####.
      ....G
      """
    let search = try Search(
      SearchConfiguration(
        problem: try ProblemRegistry.problem(.init(kind: "maze", text: maze)),
        strategy: .init("mcts", parameters: ["select": JSONValue(select)]),
        budget: Budget(expansions: 2000)))
    search.advance(iterations: 5000)
    let outcome = search.outcome
    #expect(outcome?.solved == true)
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    var tree = SearchTree(header: search.header)
    tree.append(batch)
    var cycles = 0
    for node in 1..<NodeID(tree.nodeCount) {
      let above = tree.path(to: node).dropLast().map { tree.state($0) }
      guard above.contains(tree.state(node)) else { continue }
      cycles += 1
      #expect(tree.children(of: node).isEmpty)
    }
    #expect(cycles > 0)
  }
}
