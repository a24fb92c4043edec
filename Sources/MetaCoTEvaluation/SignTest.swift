#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The exact two-sided sign test of paired figures: does one of two ways do better more often than
/// chance would have it?
///
/// Pairs that are equal say nothing. If neither way is better, the others fall either side like
/// coins, so that with b of n = b + c on one side
///
///     p = min(1, 2 · Σ C(n, i) / 2ⁿ for i = 0 ... min(b, c))
///
/// On pairs of solved and not solved this is McNemar's test in its exact form (McNemar 1947). It
/// asks nothing of the figures but their order, so unsolved problems may count as infinitely
/// expensive. A p-value is one test's: of twenty rows without any difference one has p < 0.05.
public struct SignTest: Codable, Sendable, Equatable {
  /// Pairs in which the first figure is greater.
  public var greater: Int
  /// Pairs in which it is less.
  public var less: Int
  /// Pairs in which both are equal.
  public var equal: Int
  /// How probable a division at least as uneven is, if neither way is better.
  public var pValue: Double

  /// The test of so many pairs.
  public init(greater: Int, less: Int, equal: Int = 0) {
    self.greater = greater
    self.less = less
    self.equal = equal
    pValue = min(1, 2 * Self.probability(ofAtMost: min(greater, less), of: greater + less))
  }

  /// The test of two lists of figures, of which those in the same place are a pair.
  public init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "figures come in pairs")
    var (greater, less) = (0, 0)
    for (a, b) in zip(first, second) {
      if a > b { greater += 1 }
      if a < b { less += 1 }
    }
    self.init(greater: greater, less: less, equal: first.count - greater - less)
  }

  /// The probability of at most `most` heads of `count` fair coins. Logarithms keep it above 0 for
  /// thousands of coins.
  static func probability(ofAtMost most: Int, of count: Int) -> Double {
    guard most >= 0 else { return 0 }
    var logTerm = -Double(count) * log(2)
    var sum = 0.0
    for heads in 0...min(most, count) {
      sum += exp(logTerm)
      logTerm += log(Double(count - heads) / Double(heads + 1))
    }
    return min(1, sum)
  }
}
