import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural

/// What the stages minimise.
@Suite struct ObjectiveTests {
  @Test func `Advantages compare an answer with its neighbours`() {
    #expect(GRPOObjective.advantages([0.5, 0.5, 0.5]) == [0, 0, 0])
    let found = GRPOObjective.advantages([1, 0, 0, 0])
    #expect(abs(found.reduce(0, +)) < 1e-4)
    #expect(found[0] > 1.7 && found[1] < -0.5)
  }

  @Test func `A curriculum draws from what is neither always solved nor never`() {
    var curriculum = Curriculum(sources: 3)
    #expect(curriculum.weights == [1, 1, 1])
    for turn in 0..<400 {
      curriculum.learn(from: 0, isSolved: true)
      curriculum.learn(from: 1, isSolved: turn.isMultiple(of: 2))
      curriculum.learn(from: 2, isSolved: false)
    }
    #expect(curriculum.weights[0] == 0.1 && curriculum.weights[2] == 0.1)
    #expect(curriculum.weights[1] > 0.99)
  }

  @Test func `The slope of the clipped objective is that of finite differences`() {
    let answers = [
      GRPOObjective.Answer(
        prompt: [0, 4], tokens: [5, 6, 1], advantage: 0.8, written: [-1, -2, -0.5],
        base: [-1.2, -1.5, -0.4]),
      GRPOObjective.Answer(
        prompt: [0, 4], tokens: [7, 1], advantage: -1.1, written: [-0.7, -0.2],
        base: [-0.9, -0.3]),
    ]
    let (clip, weight) = (Float(0.2), Float(0.1))
    let batch = AnswerBatch(answers, clip: clip, divergenceWeight: weight, figures: [:])
    let taught = batch.objective()
    #expect(taught.targets == [-1, 5, 6, 1, -1, -1, 7, 1, -1])
    func objective(_ p: Double, _ advantage: Double, _ old: Double, _ base: Double) -> Double {
      let ratio = exp(p - old)
      let bounded = min(max(ratio, 0.8), 1.2)
      let distance = base - p
      return
        (-min(ratio * advantage, bounded * advantage)
        + 0.1 * (exp(distance) - distance - 1)) / 5
    }
    let places = [(1, 0, 0), (2, 0, 1), (3, 0, 2), (6, 1, 0), (7, 1, 1)]
    for (position, answer, token) in places {
      let (old, base) = (answers[answer].written[token], answers[answer].base[token])
      // Within the bounds, above and below them.
      for shift: Float in [-0.5, -0.1, 0, 0.1, 0.5] {
        let p = Double(old + shift)
        let advantage = Double(answers[answer].advantage)
        let expected =
          (objective(p + 1e-5, advantage, Double(old), Double(base))
            - objective(p - 1e-5, advantage, Double(old), Double(base))) / 2e-5
        let found = taught.loss(position, old + shift, 0).byLogProbability
        #expect(abs(Double(found) - expected) < 1e-3)
      }
    }
  }

  @Test func `Only completions are learned, and values where a state ends`() {
    let tokenizer = Tokenizer.puzzles
    var batch = ExampleBatch()
    batch.append(prompt: "1 2 → 3\nsolve\n", completion: "1 2: 2 + 1 = 3\n3: goal", tokenizer)
    let text = batch.sequences.tokens
    let learned = batch.targets.indices.filter { batch.targets[$0] >= 0 }
    #expect(tokenizer.decode(learned.map { batch.targets[$0] }) == "1 2: 2 + 1 = 3\n3: goal")
    #expect(batch.targets[learned.last!] == tokenizer.end)
    #expect(text.last == tokenizer.end)
    let before = batch.count
    batch.append(
      prompt: "1 2 → 3\nsolve\n",
      positions: [
        .init(state: "1 2", value: 0.9, step: "2 + 1 = 3"), .init(state: "2", value: 0, step: nil),
      ], tokenizer)
    let valued = (before..<batch.count).filter { !batch.values[$0].isNaN }
    #expect(valued.map { batch.values[$0] } == [0.9, 0])
    for place in valued {
      #expect(tokenizer.decode([batch.sequences.tokens[place]]) == ":")
    }
    let steps = (before..<batch.count).filter { batch.targets[$0] >= 0 }
    #expect(tokenizer.decode(steps.map { batch.targets[$0] }) == " 2 + 1 = 3\n")
    #expect(steps.first == valued.first)
  }

  @Test func `The learning rate grows, then follows a cosine`() {
    var settings = TrainingSettings()
    settings.steps = 100
    settings.warmup = 10
    settings.rate = 1
    #expect(settings.rate(at: 5) == 0.5)
    #expect(settings.rate(at: 10) == 1)
    #expect(abs(settings.rate(at: 55) - 0.55) < 1e-4)
    #expect(abs(settings.rate(at: 100) - 0.1) < 1e-6)
  }
}
