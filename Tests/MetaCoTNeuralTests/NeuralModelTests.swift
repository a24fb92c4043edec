import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural

/// A network as policy and value.
@Suite struct NeuralModelTests {
  static let network = Checkpoint(
    weights: randomised(), card: .init(name: "random", kinds: ["countdown"], discount: 0.9))

  static func randomised() -> Weights {
    let shape = TransformerShape(
      vocabulary: 512, width: 32, layers: 2, heads: 4, keyValueHeads: 2, feedForward: 48,
      context: 100)
    let weights = Weights.initial(shape, seed: 3)
    var random = SeededRandom(seed: 4)
    for index in weights.all!.indices { weights.all![index] += 0.2 * (random.unit() - 0.5) }
    return weights
  }

  let problem = try! Countdown<WholeNumber>(text: "4 5 6 10 → 24")

  /// The problem's start and the states after each of its steps, with their steps.
  func family() -> [(CountdownState<WholeNumber>, [StepCode])] {
    func steps(_ state: CountdownState<WholeNumber>) -> [StepCode] {
      var steps: [StepCode] = []
      problem.appendSteps(from: state, to: &steps)
      return steps
    }
    let states =
      [problem.start] + steps(problem.start).map { problem.apply($0, to: problem.start) }
    return states.map { ($0, steps($0)) }
  }

  func figures(
    _ model: NeuralModel, _ states: [(CountdownState<WholeNumber>, [StepCode])]
  ) -> EvaluationBatch<Countdown<WholeNumber>> {
    var batch = EvaluationBatch(problem: problem)
    batch.begin([.values, .costsToGo, .priors])
    for (state, steps) in states { batch.append(state, steps: steps) }
    var random = SeededRandom(seed: 1)
    do {
      try model.evaluate(&batch, random: &random)
    } catch { Issue.record(error) }
    return batch
  }

  @Test func `Priors are what the network would write if held to legal steps`() throws {
    let (state, steps) = family()[3]
    let found = figures(NeuralModel(Self.network), [(state, steps)])
    let tokenizer = Self.network.tokenizer
    let prompt =
      [tokenizer.beginning]
      + tokenizer.encode(
        WalkLinearizer.prompt(for: problem.text, .solve)
          + WalkLinearizer.line(at: problem.text(of: state)))
    let texts = steps.map { tokenizer.encode(" \(problem.text(of: $0, from: state))\n") }
    for (number, text) in texts.enumerated() {
      var expected = 1.0
      for place in text.indices {
        let legal = Set(
          texts.filter { $0.starts(with: text[..<place]) && place < $0.count }.map { $0[place] })
        guard legal.count > 1 else { continue }
        let decoder = Decoder(Transformer(Self.network.weights))
        decoder.append(prompt + text[..<place], below: -1)
        let logits = decoder.logits([prompt.count + place - 1])
        let sum = legal.reduce(0.0) { $0 + exp(Double(logits[Int($1)])) }
        expected *= exp(Double(logits[Int(text[place])])) / sum
      }
      #expect(abs(Double(found.priors[number]) - expected) < 1e-4)
    }
    #expect(abs(found.priors.reduce(0, +) - 1) < 1e-4)
  }

  @Test func `A state's figures do not depend on what it is asked together with`() {
    let states = family()
    let together = figures(NeuralModel(Self.network), states)
    for (index, state) in states.enumerated() {
      let alone = figures(NeuralModel(Self.network), [state])
      #expect(alone.values[0] == together.values[index])
      #expect(alone.priors == Array(together.priors[together.ranges[index]]))
    }
  }

  @Test func `What is known is not computed again`() {
    let weights = Self.randomised()
    let model = NeuralModel(Checkpoint(weights: weights, card: .init(name: "random")))
    let first = figures(model, family())
    weights.all!.update(repeating: 0)
    let second = figures(model, family())
    #expect(first.tokens > 0)
    #expect(second.tokens == first.tokens)
    #expect(first.values == second.values)
    #expect(first.priors == second.priors)
  }

  @Test func `The cost to go is the number of steps that a discounted value tells of`() {
    let found = figures(NeuralModel(Self.network), family())
    let ranked = zip(found.values, found.costsToGo).sorted { $0.0 > $1.0 }
    for (value, cost) in ranked {
      // Whole steps, within half a step of what the value says, and at least one.
      let told = log(value) / log(0.9)
      #expect(cost == cost.rounded() && cost >= 1)
      #expect(abs(told - cost) <= 0.5 + 1e-4 || told < 0.5 && cost == 1)
    }
    #expect(zip(ranked, ranked.dropFirst()).allSatisfy { $0.1 <= $1.1 })
  }

  @Test func `Kinds it was not trained on, and long texts, are refused`() throws {
    let model = NeuralModel(Self.network)
    #expect(model.refusal(of: problem) == nil)
    let maze = try ProblemRegistry.kind(named: "maze").generate(seed: 1)
    #expect(model.refusal(of: maze)?.contains("not on maze") == true)
    let long = try Countdown<WholeNumber>(
      text: (1...8).map { "\(1000 + $0)" }.joined(separator: " ") + " → 24")
    #expect(model.refusal(of: long)?.contains("room for 36") == true)
  }

  @Test func `A state and a step for which there is no room are an error, and the next are not`()
    throws
  {
    let problem = try Countdown<WholeNumber>(
      text: (1...6).map { "\(1000 + $0)" }.joined(separator: " ") + " → 24")
    var shape = Self.network.shape
    shape.context =
      PrefixCachedEvaluator.prompt(of: problem.text, Self.network.tokenizer).count
      + NeuralModel.branchTokens - 40
    let model = NeuralModel(
      Checkpoint(
        weights: .initial(shape, seed: 3), card: .init(name: "narrow", kinds: ["countdown"])))
    var steps: [StepCode] = []
    problem.appendSteps(from: problem.start, to: &steps)
    var batch = EvaluationBatch(problem: problem)
    var random = SeededRandom(seed: 1)
    batch.begin([.values, .priors])
    batch.append(problem.start, steps: steps)
    #expect(throws: ModelError.self) { try model.evaluate(&batch, random: &random) }
    let short = try Countdown<WholeNumber>(text: "4 5 → 9")
    var other = EvaluationBatch(problem: short)
    other.begin(.values)
    other.append(short.start)
    try model.evaluate(&other, random: &random)
    #expect((0...1).contains(other.values[0]))
  }

  @Test func `Searches guided by a network are the same, byte for byte`() throws {
    func events(_ strategy: String, _ model: NeuralModel) throws -> [Event] {
      let search = try Search(
        SearchConfiguration(
          problem: problem, strategy: .init(strategy), model: .init("random"), loadedModel: model,
          budget: Budget(expansions: 40)))
      var events: [Event] = []
      _ = search.run { events += $0.events }
      return events
    }
    let shared = NeuralModel(Self.network)
    for strategy in ["mcts", "astar", "best-first", "astar"] {
      #expect(try events(strategy, shared) == events(strategy, NeuralModel(Self.network)))
    }
  }
}
