/// What figures of one kind there are in a trace so far: so that columns and bars fit them.
public struct Extent: Sendable, Equatable {
  /// The least.
  public private(set) var low = Double.infinity
  /// The greatest.
  public private(set) var high = -Double.infinity
  /// The one nearest to 0 that is not 0; infinity if there is none.
  public private(set) var leastMagnitude = Double.infinity
  /// The greatest without its sign that is below 10¹²: the longest that is written with all its digits.
  package private(set) var greatestBelow1e12 = 0.0
  /// Whether all are whole numbers.
  public private(set) var isWhole = true

  init() {}

  /// What a figure of this extent and one of another can add up to.
  func sum(with other: Extent) -> Extent {
    guard !isEmpty, !other.isEmpty else { return Extent() }
    var sum = Extent()
    sum.low = low + other.low
    sum.high = high + other.high
    sum.leastMagnitude = min(leastMagnitude, other.leastMagnitude)
    sum.greatestBelow1e12 = min(greatestBelow1e12 + other.greatestBelow1e12, 1e12)
    sum.isWhole = isWhole && other.isWhole
    return sum
  }

  /// Whether there are none.
  public var isEmpty: Bool { low > high }

  @inline(__always)
  mutating func note(_ value: Double) {
    // Most figures are like those before.
    if value >= low, value <= high, value.magnitude <= greatestBelow1e12,
      value.magnitude >= leastMagnitude || value == 0,
      !isWhole || value.magnitude < 0x1p31 && Double(Int32(saturating: value)) == value
    {
      return
    }
    noteSlowly(value)
  }

  @inline(never)
  private mutating func noteSlowly(_ value: Double) {
    guard value.isFinite else { return }
    if value < low { low = value }
    if value > high { high = value }
    if value != 0, value.magnitude < leastMagnitude { leastMagnitude = value.magnitude }
    if value.magnitude < 1e12 { greatestBelow1e12 = max(greatestBelow1e12, value.magnitude) }
    if isWhole, value != value.rounded() { isWhole = false }
  }
}
