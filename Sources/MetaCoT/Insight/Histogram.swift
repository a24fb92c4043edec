/// How many of some figures lie in each of several bins of one width.
package struct Histogram: Sendable, Equatable {
  /// Where the first bin begins.
  package let start: Double
  /// How wide a bin is.
  package let width: Double
  /// How many lie in each bin.
  package private(set) var counts: [Int]

  /// Bins from a least to a greatest figure, so many at most. Of whole figures a bin holds as many as of
  /// any other, and begins half a unit before the first of them.
  package init(_ low: Double, _ high: Double, isWhole: Bool, atMost bins: Int) {
    let room = Double(max(1, bins))
    if isWhole {
      let figures = max(1, high - low + 1)
      width = max(1, (figures / room).rounded(.up))
      start = low - 0.5
      counts = Array(repeating: 0, count: Int(saturating: (figures / width).rounded(.up)))
    } else {
      width = max((high - low) / room, 1e-9)
      start = low
      counts = Array(repeating: 0, count: max(1, bins))
    }
  }

  /// Counts figures; what is not finite is left out, and what lies outside is counted at the nearer end.
  package mutating func append(_ value: Double) {
    guard let bin = bin(of: value) else { return }
    counts[bin] += 1
  }

  /// The bin of a figure; nil of what is not finite.
  package func bin(of value: Double) -> Int? {
    guard value.isFinite else { return nil }
    return min(counts.count - 1, max(0, Int(saturating: (value - start) / width)))
  }

  /// The middle of a bin.
  package func middle(of bin: Int) -> Double { start + (Double(bin) + 0.5) * width }
}
