import CNeuralKernels
import MetaCoT

/// Draws tokens from logits. Not for several threads at once.
final class Sampler {
  private let sampling: Sampling
  private let vocabulary: Int
  private let probabilities = ScratchBuffer()
  private var candidates: [Int32] = []

  init(_ sampling: Sampling, vocabulary: Int) {
    self.sampling = sampling
    self.vocabulary = vocabulary
  }

  /// The next token, given the logits of all. Where these are no numbers, as with damaged weights, it
  /// is any token. Complexity: linear in the vocabulary; with `topK` or `topP` the tokens that may be
  /// drawn are sorted, too.
  func draw(_ logits: UnsafePointer<Float>, using random: inout SeededRandom) -> Int32 {
    let best = Self.mostProbable(logits, vocabulary)
    if sampling.temperature <= 0 || sampling.topK == 1 { return Int32(best) }
    let p = probabilities.buffer(vocabulary)
    let (top, scale) = (logits[best], 1 / sampling.temperature)
    // Not below e^−100, so that a temperature near zero makes no number that is none.
    for token in 0..<vocabulary { p[token] = max((logits[token] - top) * scale, -100) }
    nk_scaled_exp(p, nk_log_sum_exp(p, vocabulary), 1, vocabulary)
    let isFree = (sampling.topK == 0 || sampling.topK >= vocabulary) && sampling.topP >= 1
    let token =
      isFree
      ? random.draw(from: 0..<Int32(vocabulary)) { p[Int($0)] }
      : random.draw(from: nucleus(p)) { p[Int($0)] }
    return token ?? Int32(best)
  }

  /// The token of the greatest logit; of equal ones, the first.
  static func mostProbable(_ logits: UnsafePointer<Float>, _ count: Int) -> Int {
    var best = 0
    for token in 1..<count where logits[token] > logits[best] { best = token }
    return best
  }

  /// The tokens that may be drawn, the most probable first.
  private func nucleus(_ p: UnsafePointer<Float>) -> ArraySlice<Int32> {
    candidates.removeAll(keepingCapacity: true)
    // All tokens below this have less than 1 − topP together: none of them is needed.
    let least = sampling.topK == 0 ? (1 - sampling.topP) / Float(vocabulary) : 0
    for token in 0..<vocabulary where p[token] >= least { candidates.append(Int32(token)) }
    candidates.sort { (p[Int($0)], $1) > (p[Int($1)], $0) }
    if sampling.topK > 0 { candidates.removeLast(max(0, candidates.count - sampling.topK)) }
    guard sampling.topP < 1 else { return candidates[...] }
    // Of all tokens, those included that were not even sorted, or of those that top-k leaves.
    let whole: Float =
      sampling.topK == 0
      ? (0..<vocabulary).reduce(0) { $0 + p[$1] } : candidates.reduce(0) { $0 + p[Int($1)] }
    let goal = sampling.topP * whole
    var sum: Float = 0
    let end = candidates.firstIndex { token in
      sum += p[Int(token)]
      return sum >= goal
    }
    return end.map { candidates[...$0] } ?? candidates[...]
  }
}
