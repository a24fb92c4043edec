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

  @Test(arguments: ["breadth-first", "depth-first", "best-first", "mcts", "best-of-n"])
  func `What a model proposes is charged once`(strategy: String) async throws {
    let question = try #require(ProblemSet.builtIn.items.first { $0.id == "question-1" })
    let run = try await Recorded.waiting(
      for: SearchConfiguration(
        problem: question.problem, strategy: .init(strategy), model: .init("scripted"),
        budget: Budget(expansions: 20), until: .tree))
    #expect(run.outcome.modelCalls == run.tree.modelCalls)
    #expect(run.outcome.tokens == run.tree.tokens)
    guard strategy == "breadth-first" else { return }
    let called = run.batch.events.filter { $0.kind == .modelCall }.map(\.node)
    #expect(!called.isEmpty && Set(called).count == called.count)
  }
}
