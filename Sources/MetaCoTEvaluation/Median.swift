/// The median of some figures, with a distribution-free interval.
///
/// The interval goes from the j-th smallest to the j-th largest figure, where j is the greatest
/// number for which fewer than j of n fair coins show heads with a probability of at most 2.5 %: so
/// it holds the true median in at least 95 of 100 samples (Conover, *Practical nonparametric
/// statistics*). Figures may be infinite: what was never reached counts as later than all else.
public struct Median: Sendable, Equatable {
  /// The middle figure, or the mean of the two in the middle.
  public var value: Double
  /// The interval; nil for fewer than six figures, of which no interval is wide enough.
  public var interval: ClosedRange<Double>?

  /// The median of `figures`; nil if there are none.
  /// - Complexity: O(n log n).
  public init?(of figures: [Double]) {
    guard !figures.isEmpty else { return nil }
    let sorted = figures.sorted()
    let count = sorted.count
    value = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    // By halves: the probability rises with the rank.
    var (rank, beyond) = (0, count / 2 + 1)
    while beyond - rank > 1 {
      let middle = (rank + beyond) / 2
      let isRare = SignTest.probability(ofAtMost: middle - 1, of: count) <= 0.025
      if isRare { rank = middle } else { beyond = middle }
    }
    if rank > 0 { interval = sorted[rank - 1]...sorted[count - rank] }
  }
}
