import Foundation
import MetaCoT
import Testing

@testable import MetaCoTEvaluation

/// Laws through points of which the law is known.
struct PowerLawTests {
  private static let places = [32.0, 64, 128, 256, 512, 1024, 2048, 4096]

  @Test func `Points on a law give that law, without an error`() throws {
    let law = try #require(PowerLaw(Self.places.map { ($0, 3 / $0.squareRoot()) }))
    #expect(abs(law.exponent + 0.5) < 1e-12)
    #expect(abs(law.coefficient - 3) < 1e-10)
    #expect(law.exponentError < 1e-10 && law.residual < 1e-10)
    #expect(abs(law.value(at: 100) - 0.3) < 1e-10)
    #expect(law.points == 8)
  }

  /// The error is what the exponent scatters by where points are off by chance.
  @Test func `The standard error is the scatter of the exponent`() throws {
    var random = SeededRandom(seed: 7)
    func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double(random.unit()) } }
    var (exponents, errors): ([Double], [Double]) = ([], [])
    for _ in 0..<2000 {
      let points = Self.places.map { x in
        (x: x, y: 2 * pow(x, -0.3) * exp(0.1 * normal()))
      }
      let law = try #require(PowerLaw(points))
      exponents.append(law.exponent)
      errors.append(law.exponentError * law.exponentError)
    }
    let mean = exponents.reduce(0, +) / 2000
    let variance = exponents.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1999
    #expect(abs(mean + 0.3) < 0.005)
    #expect(abs(errors.reduce(0, +) / 2000 / variance - 1) < 0.1)
  }

  @Test func `Too few points have no law`() {
    #expect(PowerLaw([(1, 1), (2, 2)]) == nil)
    #expect(PowerLaw([(1, 1), (2, 2), (3, 0)]) == nil)
    #expect(PowerLaw([(2, 1), (2, 2), (2, 3)]) == nil)
  }

  /// The interval covers the true difference about as often as it says.
  @Test(arguments: [(0.1, 0.3), (0.0, 0.05), (0.5, 0.5)])
  func `A paired interval covers the difference`(onlyFirst: Double, onlySecond: Double) {
    var random = SeededRandom(seed: 11)
    var covered = 0
    for _ in 0..<1000 {
      let draws = (0..<120).map { _ in Double(random.unit()) }
      let interval = PairedDifference(
        draws.map { $0 < onlyFirst }, draws.map { $0 >= 1 - onlySecond })
      if (interval.lower...interval.upper).contains(onlyFirst - onlySecond) { covered += 1 }
    }
    #expect(covered > 930, "\(covered)")
  }
}
