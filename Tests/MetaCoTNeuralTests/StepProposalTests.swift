import MetaCoT
import Testing

@testable import MetaCoTNeural

/// A network that proposes steps by writing them.
@Suite struct StepProposalTests {
  @Test func `Priors are shares, and every legal step keeps a little`() {
    let proposals = StepProposals(
      ["b", "?", "b", "c", "?", "!"], legal: ["a", "b", "c", "d"])
    #expect(proposals.priors == [0.0625, 0.5625, 0.3125, 0.0625])
    #expect(proposals.illegal == ["?", "!"])
    let none = StepProposals(["?"], legal: ["a", "b"])
    #expect(none.priors == [0.5, 0.5])
  }

  let problem = try! Countdown<WholeNumber>(text: "4 5 6 10 → 24")

  private func figures(
    _ model: NeuralModel, from first: Int = 0
  ) -> EvaluationBatch<Countdown<WholeNumber>> {
    let family = NeuralModelTests().family().dropFirst(first).prefix(4)
    var batch = EvaluationBatch(problem: problem)
    batch.begin([.values, .priors])
    for (state, steps) in family { batch.append(state, steps: steps) }
    var random = SeededRandom(seed: 1)
    do {
      try model.evaluate(&batch, random: &random)
    } catch { Issue.record(error) }
    return batch
  }

  @Test func `Priors sum to one, and what is not a legal step is given back`() {
    let model = NeuralModel(NeuralModelTests.network, proposals: 6)
    let batch = figures(model)
    for range in batch.ranges {
      #expect(abs(batch.priors[range].reduce(0, +) - 1) < 1e-5)
      #expect(batch.priors[range].allSatisfy { $0 > 0 })
    }
    #expect(!batch.illegalSteps.isEmpty)
    let legal = Set(
      zip(batch.states, batch.ranges).flatMap { state, range in
        batch.steps[range].map { problem.text(of: $0, from: state) }
      })
    for (state, text) in batch.illegalSteps {
      #expect(batch.states.indices.contains(state))
      #expect(!legal.contains(text))
      #expect(!text.contains("\n"))
    }
    let ranked = figures(NeuralModel(NeuralModelTests.network))
    for (value, known) in zip(ranked.values, batch.values) { #expect(abs(value - known) < 1e-5) }
    #expect(batch.tokens > 0)
    #expect(ranked.illegalSteps.isEmpty)
  }

  @Test func `It does not matter what was asked before`() {
    let shared = NeuralModel(NeuralModelTests.network, proposals: 5)
    _ = figures(shared, from: 3)
    let (asked, fresh) = (
      figures(shared), figures(NeuralModel(NeuralModelTests.network, proposals: 5))
    )
    #expect(asked.priors == fresh.priors)
    #expect(asked.tokens == fresh.tokens)
    for state in asked.states.indices {
      func rejected(_ batch: EvaluationBatch<Countdown<WholeNumber>>) -> [String] {
        batch.illegalSteps.filter { $0.state == state }.map(\.text)
      }
      #expect(rejected(asked) == rejected(fresh))
    }
  }

  @Test func `A search records each illegal step as a mistake of the node`() throws {
    func tree(_ model: NeuralModel) throws -> SearchTree {
      let search = try Search(
        SearchConfiguration(
          problem: problem, strategy: .init("mcts", parameters: ["select": 1]),
          model: .init("random"), loadedModel: model, budget: Budget(expansions: 12)))
      var tree = SearchTree(header: search.header)
      _ = search.run { tree.append($0) }
      return tree
    }
    let model = NeuralModel(NeuralModelTests.network, proposals: 4)
    let (first, again) = (try tree(model), try tree(model))
    #expect(first.events == again.events)
    #expect(first.notes == again.notes)
    let mistakes = first.events.filter { $0.kind == .mistake }
    #expect(!mistakes.isEmpty)
    var seen: Set<String> = []
    for mistake in mistakes {
      #expect(mistake.reason == .illegal)
      #expect(first.status(mistake.node).contains(.mistaken))
      #expect(seen.insert("\(mistake.node) \(first.notes[Int(mistake.other)])").inserted)
    }
    #expect(
      try !tree(NeuralModel(NeuralModelTests.network)).events.contains { $0.kind == .mistake })
  }
}
