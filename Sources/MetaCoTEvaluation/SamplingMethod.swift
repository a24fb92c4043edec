/// A way to come from N sampled answers to one, or to none but the question whether a right one is
/// among them.
///
/// No choice looks at which answers are right, and none draws lots: of equals, the answer that was
/// sampled first is taken. Samples without an answer have no vote and are not chosen.
public enum SamplingMethod: String, Codable, Sendable, CaseIterable {
  /// The probability that a right answer is among k samples (Chen et al. 2021, *Evaluating large
  /// language models trained on code*): what an oracle would choose.
  case pass = "pass@k"
  /// The answer that was sampled most often: self-consistency (Wang et al. 2022).
  case majority
  /// The answer whose samples have the highest sum of scores (Li et al. 2022, *Making large language
  /// models better reasoners with step-aware verifier*).
  case weightedVote = "weighted-vote"
  /// The sample with the highest score: best-of-N by a reward model (Cobbe et al. 2021).
  case bestScore = "best-score"
  /// The sample with the highest log-probability: best-of-N without a judge.
  case bestProbability = "best-probability"

  /// How probable it is that N samples are enough for a right answer, estimated from these samples,
  /// of which there are at least N: for pass@k the expectation over all choices of k samples, for
  /// the other methods 0 or 1, as the first N have it. Nil if the samples do not say what is chosen
  /// by.
  public func solvedShare(_ samples: [SampledAnswer], count: Int) -> Double? {
    guard self == .pass else { return isSolved(samples, count: count).map { $0 ? 1 : 0 } }
    return Self.passAtK(samples: samples.count, correct: samples.count { $0.isCorrect }, k: count)
  }

  /// Whether the first N samples give a right answer; for pass@k, whether there is one among them.
  /// Nil if the samples do not say what is chosen by.
  public func isSolved(_ samples: [SampledAnswer], count: Int) -> Bool? {
    precondition(count > 0 && samples.count >= count, "there are fewer samples than are judged")
    let first = samples.prefix(count)
    let hasScores = samples.contains { $0.score != nil }
    switch self {
    case .pass: return first.contains(where: \.isCorrect)
    case .majority: return Self.winner(of: first) { _ in 1 }?.isCorrect ?? false
    case .weightedVote:
      return hasScores ? Self.winner(of: first) { $0.score ?? 0 }?.isCorrect ?? false : nil
    case .bestScore: return hasScores ? Self.best(of: first, by: \.score)?.isCorrect ?? false : nil
    case .bestProbability:
      guard samples.contains(where: { $0.logProbability != nil }) else { return nil }
      return Self.best(of: first, by: \.logProbability)?.isCorrect ?? false
    }
  }

  /// The unbiased estimate of pass@k from n samples of which c are right (Chen et al. 2021): one
  /// minus the share of the choices of k samples that hold no right one,
  ///
  ///     1 − C(n − c, k) / C(n, k) = 1 − Π (1 − k / i) for i = n − c + 1 ... n
  ///
  /// - Complexity: O(c).
  public static func passAtK(samples n: Int, correct c: Int, k: Int) -> Double {
    precondition(0 <= c && c <= n && 1 <= k && k <= n, "k and the right ones are among the samples")
    guard n - c >= k else { return 1 }
    var allWrong = 1.0
    for i in n - c + 1..<n + 1 { allWrong *= 1 - Double(k) / Double(i) }
    return 1 - allWrong
  }

  /// The answer with the greatest sum of weights, as the first sample that gave it; nil if no sample
  /// has an answer.
  static func winner(
    of samples: ArraySlice<SampledAnswer>, weight: (SampledAnswer) -> Double
  ) -> SampledAnswer? {
    var votes: [(first: SampledAnswer, weight: Double)] = []
    var places: [String: Int] = [:]
    for sample in samples {
      guard let answer = sample.answer else { continue }
      if let place = places[answer] {
        votes[place].weight += weight(sample)
      } else {
        places[answer] = votes.count
        votes.append((sample, weight(sample)))
      }
    }
    guard var best = votes.first else { return nil }
    for vote in votes.dropFirst() where vote.weight > best.weight { best = vote }
    return best.first
  }

  /// The sample with an answer and the greatest figure; those without the figure come last.
  static func best(
    of samples: ArraySlice<SampledAnswer>, by figure: (SampledAnswer) -> Double?
  ) -> SampledAnswer? {
    var best: (sample: SampledAnswer, figure: Double)?
    for sample in samples where sample.answer != nil {
      let figure = figure(sample) ?? -.infinity
      if best.map({ figure > $0.figure }) ?? true { best = (sample, figure) }
    }
    return best?.sample
  }
}
