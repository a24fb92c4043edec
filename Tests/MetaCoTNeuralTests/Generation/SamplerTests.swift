import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural

/// What is drawn from logits, and how often.
@Suite struct SamplerTests {
  /// Probabilities 0.4, 0.1, 0.3, 0.15, 0.05.
  static let logits: [Float] = [0.4, 0.1, 0.3, 0.15, 0.05].map { log($0) + 3 }

  /// How often each token is drawn, in 20,000 draws.
  private func shares(_ sampling: Sampling, _ logits: [Float] = logits) -> [Double] {
    let sampler = Sampler(sampling, vocabulary: logits.count)
    var random = SeededRandom(seed: 5)
    var counts = Array(repeating: 0, count: logits.count)
    for _ in 0..<20_000 { counts[Int(sampler.draw(logits, using: &random))] += 1 }
    return counts.map { Double($0) / 20_000 }
  }

  private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).allSatisfy { ($1 == 0) == ($0 == 0) && abs($0 - $1) < 0.02 }
  }

  @Test func `Without temperature it is the most probable token, the first of equals`() {
    #expect(shares(Sampling()) == [1, 0, 0, 0, 0])
    #expect(shares(Sampling(), [0, 2, 2, -1]) == [0, 1, 0, 0])
    #expect(shares(Sampling(temperature: 5, topK: 1)) == [1, 0, 0, 0, 0])
  }

  @Test func `At temperature 1 tokens come as often as they are probable`() {
    #expect(isClose(shares(Sampling(temperature: 1)), [0.4, 0.1, 0.3, 0.15, 0.05]))
    // Squares of them.
    let sum = 0.16 + 0.01 + 0.09 + 0.0225 + 0.0025
    #expect(
      isClose(
        shares(Sampling(temperature: 0.5)), [0.16, 0.01, 0.09, 0.0225, 0.0025].map { $0 / sum }))
  }

  @Test func `A temperature near 0 or of infinite logits draws a token`() {
    #expect(shares(Sampling(temperature: 1e-30)) == [1, 0, 0, 0, 0])
    #expect(shares(Sampling(temperature: 1), [-.infinity, 2, -.infinity]) == [0, 1, 0])
  }

  @Test(arguments: [
    Sampling(), .init(temperature: 1), .init(temperature: 1, topP: 0.5),
    .init(temperature: 1, topK: 2),
  ])
  func `Logits that are no numbers draw a token`(_ sampling: Sampling) {
    #expect(shares(sampling, [.nan, .nan, .nan]).reduce(0, +) == 1)
    #expect(shares(sampling, [1, .nan, .infinity]).reduce(0, +) == 1)
  }

  @Test func `Top-k leaves k tokens`() {
    let shares = shares(Sampling(temperature: 1, topK: 2))
    #expect(isClose(shares, [0.4 / 0.7, 0, 0.3 / 0.7, 0, 0]))
    #expect(
      isClose(
        self.shares(Sampling(temperature: 1, topK: 9)), [0.4, 0.1, 0.3, 0.15, 0.05]))
  }

  @Test func `Top-p leaves the fewest tokens that have this probability`() {
    #expect(shares(Sampling(temperature: 1, topP: 0.3)) == [1, 0, 0, 0, 0])
    #expect(shares(Sampling(temperature: 1, topP: 0)) == [1, 0, 0, 0, 0])
    #expect(isClose(shares(Sampling(temperature: 1, topP: 0.6)), [4.0 / 7, 0, 3.0 / 7, 0, 0]))
    let sum = 0.85
    #expect(
      isClose(
        shares(Sampling(temperature: 1, topP: 0.8)), [0.4 / sum, 0, 0.3 / sum, 0.15 / sum, 0]))
    // Of the two that top-k leaves, one has more than half.
    #expect(shares(Sampling(temperature: 1, topK: 2, topP: 0.5)) == [1, 0, 0, 0, 0])
  }

  @Test func `Top-p is a share of all tokens, also of those that are too improbable to be sorted`()
  {
    let rest = (1 - 0.85 - 0.06) / 510
    let logits: [Float] = ([0.85, 0.06] + Array(repeating: rest, count: 510)).map { Float(log($0)) }
    let shares = shares(Sampling(temperature: 1, topP: 0.9), logits)
    #expect(isClose(shares, [0.85 / 0.91, 0.06 / 0.91] + Array(repeating: 0, count: 510)))
  }

  @Test func `Same seed, same tokens`() {
    let sampler = Sampler(Sampling(temperature: 1, topP: 0.9), vocabulary: 5)
    func tokens(_ seed: UInt64) -> [Int32] {
      var random = SeededRandom(seed: seed)
      return (0..<50).map { _ in sampler.draw(Self.logits, using: &random) }
    }
    #expect(tokens(1) == tokens(1))
    #expect(tokens(1) != tokens(2))
  }
}
