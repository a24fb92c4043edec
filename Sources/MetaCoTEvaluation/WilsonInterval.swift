/// The score interval of a share, such as the share of problems that were solved (Wilson 1927,
/// *Probable inference, the law of succession, and statistical inference*).
///
/// For a share p of n independent trials and the normal quantile z:
///
///     (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
///
/// Unlike p ± z·√(p(1 − p)/n) it never leaves 0...1, and it is an interval also where p is 0 or 1.
public struct WilsonInterval: Codable, Sendable, Equatable {
  /// The lower bound, at least 0.
  public var lower: Double
  /// The upper bound, at most 1.
  public var upper: Double

  /// The quantile of the normal distribution that leaves 2.5 % above it: intervals of 95 %.
  public static let standardQuantile = 1.959_963_984_540_054

  /// The interval of the mean of `count` independent numbers in 0...1. Where they are all 0 or 1
  /// the mean is a share; else the interval is on the safe side, since no distribution on 0...1 with
  /// mean p has a greater variance than p(1 − p). Without trials it is 0...1.
  public init(share: Double, of count: Int, quantile z: Double = standardQuantile) {
    guard count > 0 else {
      (lower, upper) = (0, 1)
      return
    }
    let n = Double(count)
    let scale = 1 + z * z / n
    let centre = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    lower = max(0, (centre - spread) / scale)
    upper = min(1, (centre + spread) / scale)
  }

  /// From bound to bound.
  public var range: ClosedRange<Double> { lower...max(lower, upper) }
}
