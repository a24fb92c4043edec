import Testing

@testable import MetaCoT
@testable import MetaCoTEvaluation

/// Intervals of shares and medians, against published figures and the definition.
struct IntervalTests {
  /// The examples of Newcombe (1998), *Two-sided confidence intervals for the single proportion*.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func `The score interval is Wilson's`(solved: Int, count: Int, lower: Double, upper: Double) {
    let interval = WilsonInterval(share: Double(solved) / Double(count), of: count)
    #expect(abs(interval.lower - lower) < 5e-5)
    #expect(abs(interval.upper - upper) < 5e-5)
    let mirrored = WilsonInterval(share: 1 - Double(solved) / Double(count), of: count)
    #expect(abs(mirrored.lower - (1 - interval.upper)) < 1e-12)
    #expect(abs(mirrored.upper - (1 - interval.lower)) < 1e-12)
  }

  /// The bounds are the shares from which the observed one is just z standard errors away.
  @Test func `Its bounds solve the equation that defines them`() {
    let z = WilsonInterval.standardQuantile
    for count in [1, 7, 100, 12_345] {
      for share in [0.1, 0.25, 0.5, 0.93] {
        let interval = WilsonInterval(share: share, of: count)
        #expect(interval.range.contains(share))
        for bound in [interval.lower, interval.upper] {
          let error = (bound * (1 - bound) / Double(count)).squareRoot()
          #expect(abs(abs(share - bound) - z * error) < 1e-12)
        }
      }
    }
  }

  @Test func `Nothing was tried, so nothing is known`() {
    #expect(WilsonInterval(share: 0, of: 0).range == 0...1)
  }

  @Test func `A median stands in the middle, and may be infinite`() {
    #expect(Median(of: []) == nil)
    #expect(Median(of: [3])?.value == 3)
    #expect(Median(of: [4, 1, 3, 2])?.value == 2.5)
    #expect(Median(of: [4, 1, .infinity])?.value == 4)
    #expect(Median(of: [4, .infinity, .infinity])?.value == .infinity)
    #expect(Median(of: [1, 2, 3, 4, 5])?.interval == nil)
  }

  /// Ranks from tables of the sign test: for 10 figures the second smallest and largest, for 20 the
  /// sixth, for 100 the fortieth.
  @Test(arguments: [(6, 1), (10, 2), (20, 6), (50, 18), (100, 40)])
  func `Its interval lies between order statistics`(count: Int, rank: Int) throws {
    var random = SeededRandom(seed: 5)
    let figures = (1...count).map(Double.init).shuffled(using: &random)
    let interval = try #require(Median(of: figures)?.interval)
    #expect(interval == Double(rank)...Double(count + 1 - rank))
  }
}
