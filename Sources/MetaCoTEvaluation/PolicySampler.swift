import MetaCoT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Samples answers by walking: from the start, step by step, each drawn from a model's policy
/// (uniformly where it has none), until there are no steps left. So every model of a search can be
/// sampled too, and the two compared.
///
/// The score of a walk is the least V of the states that it went through before its last: a process
/// reward is as good as its weakest step (Wang et al. 2024, *Math-Shepherd*). The last state is left
/// out, since a model may know there what only the verifier should.
public struct PolicySampler: AnswerSampler {
  private let model: any Model
  private let depth: Int

  /// Walks of at most `depth` steps; those that would be longer come to no answer.
  public init(_ model: any Model, depth: Int = 100) {
    self.model = model
    self.depth = depth
  }

  /// Walks so many times, one after the other, with the random numbers of one sequence.
  public func samples(
    of problem: any Problem, count: Int, seed: UInt64
  ) throws(SearchError) -> [SampledAnswer] {
    if let reason = model.refusal(of: problem) {
      throw .unsuitableModel("\(type(of: model))", reason: reason)
    }
    guard let problem = problem as? any EnumerableProblem, let model = model as? any InlineModel
    else {
      throw .unsuitableModel(
        "\(type(of: model))", reason: "steps are drawn here only from those that a problem lists")
    }
    return walks(on: problem, model, count: count, seed: seed)
  }

  private func walks<P: EnumerableProblem>(
    on problem: P, _ model: some InlineModel, count: Int, seed: UInt64
  ) -> [SampledAnswer] {
    var random = SeededRandom(seed: seed)
    var batch = EvaluationBatch(problem: problem)
    return (0..<count).map { _ in walk(on: problem, model, &batch, &random) }
  }

  private func walk<P: EnumerableProblem>(
    on problem: P, _ model: some InlineModel, _ batch: inout EvaluationBatch<P>,
    _ random: inout SeededRandom
  ) -> SampledAnswer {
    var state = problem.start
    var taken: [StepCode] = []
    var legal: [StepCode] = []
    var logProbability = 0.0
    var score = 1.0
    var tokens = 0
    while true {
      legal.removeAll(keepingCapacity: true)
      problem.appendSteps(from: state, to: &legal)
      guard !legal.isEmpty, taken.count < depth else { break }
      batch.begin(model.hasPolicy ? [.values, .priors] : .values)
      batch.append(state, steps: legal)
      do throws(ModelError) {
        try model.evaluate(&batch, random: &random)
      } catch {
        // Without an answer the walk ends where it is.
        legal = [0]
        break
      }
      tokens += batch.tokens
      score = min(score, Double(batch.values[0]))
      let priors = batch.priors
      let choice = random.draw(from: priors.indices) { priors[$0] } ?? 0
      logProbability += log(Double(priors[choice]))
      taken.append(legal[choice])
      state = problem.apply(legal[choice], to: state)
    }
    let answer = legal.isEmpty ? problem.answer(taken) : nil
    return SampledAnswer(
      answer: answer, isCorrect: answer.map { problem.verify($0).isAccepted } ?? false,
      score: score, logProbability: logProbability, expansions: taken.count,
      modelCalls: taken.count, tokens: tokens)
  }
}
