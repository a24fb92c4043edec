import MetaCoT
import Testing

/// Models that are no entry of the registry.
@Suite struct LoadedModelTests {
  /// Values every state alike; cannot be used on mazes.
  struct Constant: InlineModel {
    var value: Float
    var hasPolicy: Bool { false }
    var givesCostsToGo: Bool { false }
    var isDeterministic: Bool { true }
    func evaluate<P: EnumerableProblem>(
      _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
    ) {
      for index in batch.values.indices { batch.values[index] = value }
    }
    func refusal(of problem: any Problem) -> String? {
      type(of: problem).kind == "maze" ? "it has never seen a maze" : nil
    }
  }

  static func configuration(_ problem: String) throws -> SearchConfiguration {
    SearchConfiguration(
      problem: try ProblemRegistry.problem(text: problem), strategy: .init("mcts"),
      model: .init("constant"), loadedModel: Constant(value: 0.25),
      budget: Budget(expansions: 50))
  }

  @Test func `A loaded model is asked, and named in the trace`() throws {
    let search = try Search(Self.configuration("4 5 6 10 → 24"))
    let header = search.header
    #expect(header.model?.name == "constant")
    search.advance(iterations: 2)
    var events = EventBatch()
    search.takeEvents(into: &events)
    #expect(events.events.contains { $0.kind == .evaluate && $0.value == 0.25 })
  }

  @Test func `A model that refuses a problem says why`() throws {
    let configuration = try Self.configuration("S..\n.#.\n..G")
    #expect(
      throws: SearchError.unsuitableModel("constant", reason: "it has never seen a maze")
    ) {
      _ = try Search(configuration)
    }
  }
}
