import TestSupport
import Testing

@testable import MetaCoT
@testable import MetaCoTEvaluation

/// What is made of several sampled answers.
struct SamplingMethodTests {
  /// Answers as a short text: upper case is right, the digit the score, in tenths, and the
  /// log-probability; `-` is none.
  private func samples(_ text: String) -> [SampledAnswer] {
    text.split(separator: " ").map { word in
      let letter = word.first!
      let digit = word.dropFirst().first.flatMap(\.wholeNumberValue)
      return SampledAnswer(
        answer: letter == "-" ? nil : letter.lowercased(), isCorrect: letter.isUppercase,
        score: digit.map { Double($0) / 10 }, logProbability: digit.map { Double($0) - 10 })
    }
  }

  @Test func `pass@k is the share of all choices of k that hold a right answer`() {
    for n in 1...9 {
      for c in 0...n {
        var hits = Array(repeating: 0.0, count: n + 1)
        var all = hits
        for choice in 1..<(1 << n) {
          all[choice.nonzeroBitCount] += 1
          // The right ones are the lowest bits.
          if choice & ((1 << c) - 1) != 0 { hits[choice.nonzeroBitCount] += 1 }
        }
        for k in 1...n {
          let estimate = SamplingMethod.passAtK(samples: n, correct: c, k: k)
          #expect(abs(estimate - hits[k] / all[k]) < 1e-12, "\(n) \(c) \(k)")
        }
      }
    }
  }

  @Test func `The estimate looks at all samples, the outcome at the first`() {
    let four = samples("a b C d")
    #expect(SamplingMethod.pass.solvedShare(four, count: 1) == 0.25)
    #expect(SamplingMethod.pass.isSolved(four, count: 2) == false)
    #expect(SamplingMethod.pass.isSolved(four, count: 3) == true)
  }

  @Test func `The majority wins, and of equals the first`() {
    #expect(SamplingMethod.majority.isSolved(samples("x A x A A"), count: 5) == true)
    #expect(SamplingMethod.majority.isSolved(samples("x A x A A"), count: 3) == false)
    #expect(SamplingMethod.majority.isSolved(samples("A x x A"), count: 4) == true)
    #expect(SamplingMethod.majority.isSolved(samples("x A A x"), count: 4) == false)
    #expect(SamplingMethod.majority.isSolved(samples("- - - A"), count: 4) == true)
    #expect(SamplingMethod.majority.isSolved(samples("- -"), count: 2) == false)
  }

  @Test func `Scores weigh votes`() {
    #expect(SamplingMethod.weightedVote.isSolved(samples("x3 x3 A7"), count: 3) == true)
    #expect(SamplingMethod.weightedVote.isSolved(samples("x4 x4 A7"), count: 3) == false)
    #expect(SamplingMethod.weightedVote.isSolved(samples("x2 A1 A1"), count: 3) == false)
    #expect(SamplingMethod.weightedVote.isSolved(samples("x A"), count: 2) == nil)
  }

  @Test func `The best sample is chosen, and of equals the first`() {
    for method in [SamplingMethod.bestScore, .bestProbability] {
      #expect(method.isSolved(samples("x3 A7 y5"), count: 3) == true)
      #expect(method.isSolved(samples("x3 A7 y8"), count: 3) == false)
      #expect(method.isSolved(samples("x3 A7 y8"), count: 2) == true)
      #expect(method.isSolved(samples("x7 A7"), count: 2) == false)
      #expect(method.isSolved(samples("-9 A1"), count: 2) == true)
      #expect(method.isSolved(samples("x A1"), count: 2) == true)
      #expect(method.isSolved(samples("x A"), count: 2) == nil)
    }
  }

  @Test func `Walks are repeatable, and a right answer is one the verifier takes`() throws {
    let problem = ProblemFixtures.countdown("4 5 6 10 → 24")
    for name in ["heuristic", "uniform", "rollout"] {
      let walks = PolicySampler(try ModelRegistry.entry(name).model())
      let samples = try walks.samples(of: problem, count: 200, seed: 3)
      #expect(try walks.samples(of: problem, count: 200, seed: 3) == samples)
      #expect(try walks.samples(of: problem, count: 200, seed: 4) != samples)
      #expect(samples.contains(where: \.isCorrect) && !samples.allSatisfy(\.isCorrect))
      for sample in samples {
        let answer = try #require(sample.answer)
        #expect(problem.verify(answer).isAccepted == sample.isCorrect)
        #expect(sample.expansions == 3 && sample.modelCalls == 3)
        #expect(try #require(sample.logProbability) < 0)
        #expect((0...1).contains(try #require(sample.score)))
      }
    }
  }

  @Test func `Without a policy every line of play is as probable as its choices say`() throws {
    let problem = ProblemFixtures.countdown("2 3 → 6")
    let walks = PolicySampler(try ModelRegistry.entry("uniform").model())
    let samples = try walks.samples(of: problem, count: 4000, seed: 1)
    let probability = try #require(samples.first?.logProbability)
    #expect(samples.allSatisfy { $0.logProbability == probability })
    var steps = 0
    func count<P: EnumerableProblem>(_ problem: P) {
      var codes: [StepCode] = []
      problem.appendSteps(from: problem.start, to: &codes)
      steps = codes.count
    }
    count(problem)
    let share = Double(samples.count { $0.isCorrect }) / 4000
    #expect(WilsonInterval(share: share, of: 4000).range.contains(1 / Double(steps)))
  }

  @Test func `A walk that is too long comes to no answer`() throws {
    let walks = PolicySampler(try ModelRegistry.entry("uniform").model(), depth: 2)
    let samples = try walks.samples(of: ProblemFixtures.countdown(), count: 20, seed: 1)
    #expect(samples.allSatisfy { $0.answer == nil && !$0.isCorrect && $0.expansions == 2 })
  }
}
