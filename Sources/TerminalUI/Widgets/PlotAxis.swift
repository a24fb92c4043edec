import Foundation

/// One of the two axes of a plot: what it measures, how its values are spread out, and where its
/// ticks stand. The same for a plot on the screen and for one in a file.
package struct PlotAxis: Sendable, Equatable {
  /// What the numbers on an axis are.
  package enum Unit: Sendable, Equatable {
    /// Any numbers.
    case number
    /// Whole numbers: no tick stands between two of them.
    case count
    /// Shares in 0...1, which labels give in percent.
    case share
  }

  /// A value with a label.
  package struct Tick: Sendable, Equatable {
    /// The value.
    package var value: Double
    /// How it is written, such as `1.5k` or `3e-4`.
    package var label: String
  }

  /// What is measured, in a word or two, such as `loss` or `expansions`; may be empty.
  package var title: String
  /// Whether equal ratios, not equal differences, take equal room. Values that are not above 0 have
  /// no place then.
  package var isLogarithmic: Bool
  /// The values from end to end; nil fits the axis to what is plotted.
  package var range: ClosedRange<Double>?
  /// What the numbers are.
  package var unit: Unit

  /// An axis.
  package init(
    _ title: String = "", isLogarithmic: Bool = false, range: ClosedRange<Double>? = nil,
    unit: Unit = .number
  ) {
    self.title = title
    self.isLogarithmic = isLogarithmic
    self.range = range
    self.unit = unit
  }

  /// Whether a value has a place on the axis at all.
  func takes(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }

  /// From end to end: `range`, or what holds the values; never empty. A bound of `range` that has
  /// no place on a logarithmic axis is passed over.
  package func extent(of values: some Sequence<Double>) -> ClosedRange<Double> {
    if let range, range.lowerBound < range.upperBound, takes(range.lowerBound) { return range }
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where takes(value) {
      low = min(low, value)
      high = max(high, value)
    }
    if let range, takes(range.upperBound) { high = range.upperBound }
    guard low <= high else { return isLogarithmic ? 0.1...1 : 0...1 }
    guard low == high else { return low...high }
    if isLogarithmic { return low / 2...high * 2 }
    let margin = unit == .count ? 1 : max(low.magnitude / 10, 1e-9)
    return low - margin...high + margin
  }

  /// Where a value lies: 0 at the lower end of an extent, 1 at the upper; NaN for none.
  package func place(_ value: Double, in extent: ClosedRange<Double>) -> Double {
    guard takes(value) else { return .nan }
    let (low, high) = (extent.lowerBound, extent.upperBound)
    return isLogarithmic
      ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
  }

  /// Round values within an extent, in rising order: as many as fit, at most `count`.
  package func ticks(in extent: ClosedRange<Double>, atMost count: Int) -> [Tick] {
    guard count > 0 else { return [] }
    guard isLogarithmic else { return linearTicks(in: extent, atMost: count) }
    let values = logarithmicValues(in: extent, atMost: count)
    // Between two powers of ten there may be more room for others.
    let others = values.count > 1 ? [] : linearTicks(in: extent, atMost: count)
    return others.count > values.count
      ? others : values.map { Tick(value: $0, label: label($0, digits: 2)) }
  }

  private func linearTicks(in extent: ClosedRange<Double>, atMost count: Int) -> [Tick] {
    // The smallest round step that is not finer than the room allows.
    let span = extent.upperBound - extent.lowerBound
    var step = Self.roundStep(atLeast: span / Double(count))
    if unit == .count { step = max(1, step) }
    var first = (extent.lowerBound / step).rounded(.up)
    var last = ((extent.upperBound + step * 1e-6) / step).rounded(.down)
    while last - first + 1 > Double(count) {
      step = Self.roundStep(atLeast: step * 1.5)
      first = (extent.lowerBound / step).rounded(.up)
      last = ((extent.upperBound + step * 1e-6) / step).rounded(.down)
    }
    guard first <= last else { return [] }
    let largest = max(extent.lowerBound.magnitude, extent.upperBound.magnitude)
    // As many digits as there are from the first of the largest number to that of the step.
    let digits = log10(max(largest, step)).rounded(.down) - log10(step * 1.000_001).rounded(.down)
    return (0...Int(saturating: last - first)).map {
      let value = (first + Double($0)) * step
      return Tick(value: value, label: label(value, digits: min(12, Int(saturating: digits) + 1)))
    }
  }

  /// 1, 2 or 5 times a power of ten.
  private static func roundStep(atLeast least: Double) -> Double {
    guard least > 0, least.isFinite else { return 1 }
    let power = pow(10, log10(least).rounded(.down))
    return [1, 2, 5, 10].first { $0 * power >= least * 0.999_999 }.map { $0 * power } ?? least
  }

  /// Powers of ten, or of the finest of several divisions of them that there is room for.
  private func logarithmicValues(in extent: ClosedRange<Double>, atMost count: Int) -> [Double] {
    // No number has a power of ten outside of these.
    let lowest = max(-324, Int(saturating: log10(extent.lowerBound).rounded(.down)))
    let highest = min(309, Int(saturating: log10(extent.upperBound).rounded(.up)))
    guard lowest <= highest else { return [] }
    let slack = 1e-9
    let bounds =
      extent.lowerBound * (1 - slack)...max(extent.lowerBound, extent.upperBound * (1 + slack))
    for factors in [[1.0, 2, 5], [1, 3], [1]] {
      let values = (lowest...highest).flatMap { power in factors.map { $0 * pow(10, Double(power)) }
      }
      .filter(bounds.contains)
      if values.count <= count { return values }
    }
    let stride = (highest - lowest + count) / count
    return Swift.stride(from: lowest, through: highest, by: max(1, stride))
      .map { pow(10, Double($0)) }.filter(bounds.contains)
  }

  private func label(_ value: Double, digits: Int) -> String {
    unit == .share
      ? NumberFormat.significant(value * 100, digits: max(digits, 2)) + "%"
      : NumberFormat.significant(value, digits: digits)
  }
}
