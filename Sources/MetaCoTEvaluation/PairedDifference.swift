/// By how much more problems one way solves than another, on the same problems, with the interval of
/// 95 % of Agresti and Min (2005, *Simple improved confidence intervals for comparing matched
/// proportions*): half a problem is added to each of the four groups, so that the interval is one
/// also where the ways hardly differ.
public struct PairedDifference: Codable, Sendable, Equatable {
  /// The difference of the shares.
  public var difference: Double
  /// The lower bound, at least −1.
  public var lower: Double
  /// The upper bound, at most 1.
  public var upper: Double
  /// Problems on which they differ, and how probable a division at least as uneven is by chance.
  public var test: SignTest

  /// Of problems in the same place of both lists, solved or not.
  public init(_ first: [Bool], _ second: [Bool]) {
    test = SignTest(first.map { $0 ? 1 : 0 }, second.map { $0 ? 1 : 0 })
    let count = Double(first.count)
    difference = count > 0 ? Double(test.greater - test.less) / count : 0
    let (b, c) = (Double(test.greater) + 0.5, Double(test.less) + 0.5)
    let adjusted = count + 2
    let centre = (b - c) / adjusted
    let variance = (b + c - (b - c) * (b - c) / adjusted) / (adjusted * adjusted)
    let spread = WilsonInterval.standardQuantile * variance.squareRoot()
    lower = max(-1, centre - spread)
    upper = min(1, centre + spread)
  }
}
