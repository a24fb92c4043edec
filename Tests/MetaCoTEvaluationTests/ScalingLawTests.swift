import MetaCoT
import Testing

@testable import MetaCoTEvaluation

@Suite struct ScalingLawTests {
  private static let sizes = [1e5, 1e6, 1e7]
  private static let amounts = [1e6, 4e6, 16e6]

  private func points(_ unsolved: (Double, Double) -> Double) -> [ScalingLaw.Point] {
    Self.sizes.flatMap { size in
      Self.amounts.map { .init(parameters: size, tokens: $0, unsolved: unsolved(size, $0)) }
    }
  }

  @Test func `A law without noise is found again`() throws {
    // x to the power of −1/2 and −1/4, of numbers whose roots are exact enough.
    let law = try #require(
      ScalingLaw(points { 3 / $0.squareRoot() / $1.squareRoot().squareRoot() }))
    #expect(abs(law.size.value + 0.5) < 1e-9 && abs(law.training.value + 0.25) < 1e-9)
    #expect(abs(law.coefficient - 3) < 1e-6 && law.residual < 1e-9)
    #expect(law.size.error < 1e-9 && law.points == 9)
  }

  @Test func `Errors are those of least squares`() throws {
    // A figure that nothing explains: the errors are s·√(1/Σ(x − x̄)²), as the two variables are independent.
    var random = SeededRandom(seed: 5)
    let noisy = points { _, _ in 0.5 + 0.1 * Double(random.unit()) }
    let law = try #require(ScalingLaw(noisy))
    let ones = try #require(PowerLaw(noisy.map { ($0.parameters, $0.unsolved) }))
    #expect(abs(law.size.value - ones.exponent) < 1e-9)
    let ratio = law.size.error / ones.exponentError
    #expect(abs(ratio - law.residual / ones.residual) < 1e-9)
  }

  @Test func `What cannot be told apart has no law`() {
    #expect(ScalingLaw(Array(points { _, _ in 0.5 }.prefix(3))) == nil)
    let oneSize = Self.amounts.map { ScalingLaw.Point(parameters: 1e6, tokens: $0, unsolved: 0.5) }
    #expect(ScalingLaw(oneSize + oneSize) == nil)
    // More tokens wherever there are more parameters, in one proportion.
    let one = Self.sizes.map { ScalingLaw.Point(parameters: $0, tokens: 20 * $0, unsolved: 0.5) }
    #expect(ScalingLaw(one + one) == nil)
    // What is solved whole has no logarithm.
    #expect(ScalingLaw(points { _, _ in 0 }) == nil)
  }
}
