import MetaCoT
import Testing

/// Tokens are charged to the node that they were computed for.
@Suite struct TokensOfLeavesTests {
  /// Takes a token a character of a state.
  struct Reader: InlineModel {
    var hasPolicy: Bool { false }
    var givesCostsToGo: Bool { false }
    var isDeterministic: Bool { true }
    func evaluate<P: EnumerableProblem>(
      _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
    ) {
      for (index, state) in batch.states.enumerated() {
        if batch.wants.contains(.values) { batch.values[index] = 0.5 }
        batch.spend(batch.problem.text(of: state).count, on: index)
      }
    }
  }

  @Test(arguments: [1, 8]) func `Also of leaves that are evaluated together`(batch: Int) throws {
    let search = try Search(
      SearchConfiguration(
        problem: try ProblemRegistry.problem(text: "4 5 6 10 → 23"),
        strategy: .init("mcts", parameters: ["batch": JSONValue(Double(batch))]),
        model: .init("reader"),
        loadedModel: Reader(), budget: Budget(expansions: 60)))
    var tree = SearchTree(header: search.header)
    let outcome = search.run { tree.append($0) }
    let calls = tree.events.filter { $0.kind == .modelCall }
    #expect(!calls.isEmpty)
    for call in calls { #expect(Int(saturating: call.value) == tree.state(call.node).count) }
    #expect(tree.tokens == outcome.tokens)
    #expect(tree.modelCalls == outcome.modelCalls)
  }
}
