/// The course of a figure over the steps of a run, in bounded memory: neighbours are joined when
/// there are too many, and of what was joined the least, the greatest and the mean are kept.
package struct TrainingCurve: Sendable, Equatable {
  /// Neighbouring values.
  package struct Bucket: Sendable, Equatable {
    /// The first step of them.
    package var firstStep: Int
    /// The last step of them.
    package var lastStep: Int
    /// The least value; infinite if none is a finite number.
    package var lowest = Double.infinity
    /// The greatest value; minus infinite if none is a finite number.
    package var highest = -Double.infinity
    private var sum = 0.0
    /// How many values are finite numbers.
    package private(set) var count = 0

    /// Their mean; NaN if none is a finite number.
    package var mean: Double { count > 0 ? sum / Double(count) : .nan }

    init(_ value: Double, at step: Int) {
      firstStep = step
      lastStep = step
      guard value.isFinite else { return }
      (lowest, highest, sum, count) = (value, value, value, 1)
    }

    mutating func join(_ other: Bucket) {
      lastStep = other.lastStep
      lowest = min(lowest, other.lowest)
      highest = max(highest, other.highest)
      sum += other.sum
      count += other.count
    }
  }

  /// A value and the step it was first reached at.
  package struct Extremum: Sendable, Equatable {
    /// The value.
    package var value: Double
    /// The step.
    package var step: Int
  }

  /// Buckets at most; there are at least half as many once there are enough values.
  package static let capacity = 512

  /// What it shows.
  package let name: String
  /// In the order of the steps.
  package private(set) var buckets: [Bucket] = []
  /// The last value, whatever number it is.
  package private(set) var latest = Double.nan
  /// The least finite value.
  package private(set) var lowest: Extremum?
  /// The greatest finite value.
  package private(set) var highest: Extremum?
  private var valuesPerBucket = 1
  private var valuesInLast = 0

  init(_ name: String) { self.name = name }

  /// Whether small values are the good ones, by the name: losses, errors and Brier scores.
  package var isBetterLow: Bool {
    let name = name.lowercased()
    return ["loss", "error", "brier", "perplexity"].contains { name.contains($0) }
  }

  /// Whether it is a share, to be shown in percent, by the name and the values.
  package var isShare: Bool {
    guard let low = lowest?.value, let high = highest?.value, low >= 0, high <= 1 else {
      return false
    }
    let name = name.lowercased()
    return ["solved", "accuracy", "legal", "pass"].contains { name.hasPrefix($0) }
  }

  /// The best value so far.
  package var best: Extremum? { isBetterLow ? lowest : highest }

  /// Adds a value. - Complexity: O(1) on average.
  mutating func append(_ value: Double, at step: Int) {
    latest = value
    if value.isFinite {
      if value < lowest?.value ?? .infinity { lowest = Extremum(value: value, step: step) }
      if value > highest?.value ?? -.infinity { highest = Extremum(value: value, step: step) }
    }
    if valuesInLast < valuesPerBucket, !buckets.isEmpty {
      buckets[buckets.count - 1].join(Bucket(value, at: step))
      valuesInLast += 1
      return
    }
    if buckets.count == Self.capacity { halve() }
    buckets.append(Bucket(value, at: step))
    valuesInLast = 1
  }

  private mutating func halve() {
    buckets = stride(from: 0, to: buckets.count, by: 2).map { index in
      var bucket = buckets[index]
      bucket.join(buckets[index + 1])
      return bucket
    }
    valuesPerBucket *= 2
  }
}
