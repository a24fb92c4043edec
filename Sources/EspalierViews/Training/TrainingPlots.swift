import TerminalUI
import TrainingLog

/// The curves of a run as plots.
enum TrainingPlots {
  /// The losses of training, and those on held-out data; in little room none of the value.
  static func loss(_ log: TrainingLog, isSmall: Bool) -> BraillePlot {
    let heldOut = log.measures.filter {
      let name = $0.name.lowercased()
      return name.contains("loss") && !(isSmall && name.contains("value"))
    }
    let trained = (isSmall ? ["loss"] : ["loss", "value loss"]).compactMap { name in
      log.curves.first { $0.name == name }
    }
    var series: [PlotSeries] = []
    for (number, curve) in trained.enumerated() {
      series += noisy(
        curve, name: number == 0 ? "training" : "value", ink: PlotSeries.ink(2 * number),
        mark: number == 0 ? nil : PlotSeries.mark(4))
    }
    for (number, curve) in heldOut.enumerated() {
      let ink = PlotSeries.ink(1 + 2 * number)
      series.append(few(curve, name: curve.name, ink: ink, mark: PlotSeries.mark(1 + 2 * number)))
    }
    return BraillePlot(
      x: steps(of: log), y: PlotAxis("nats", isLogarithmic: gainsFromLogarithms(trained + heldOut)),
      series: series)
  }

  /// One figure.
  static func figure(_ figure: TrainingMetric, of log: TrainingLog) -> BraillePlot {
    let curve = figure.curve
    let isLogarithmic = curve.isBetterLow && gainsFromLogarithms([curve])
    var y = PlotAxis(isLogarithmic: isLogarithmic, unit: curve.isShare ? .share : .number)
    if curve.isShare, let highest = curve.highest?.value {
      y.range = 0...max(0.01, min(1, highest * 1.1))
    }
    let series =
      figure.isHeldOut
      ? [few(curve, name: "", ink: .accent, mark: PlotSeries.mark(0))]
      : noisy(curve, name: "", ink: .live, mark: nil)
    return BraillePlot(x: steps(of: log), y: y, series: series)
  }

  private static func steps(of log: TrainingLog) -> PlotAxis {
    PlotAxis("step", range: 0...Double(max(1, log.step)), unit: .count)
  }

  /// Whether values are so far apart that equal ratios should take equal room.
  private static func gainsFromLogarithms(_ curves: [TrainingCurve]) -> Bool {
    let low = curves.compactMap(\.lowest?.value).min() ?? 0
    let high = curves.compactMap(\.highest?.value).max() ?? 0
    return low > 0 && high > 8 * low
  }

  /// A line with a mark at each value.
  private static func few(
    _ curve: TrainingCurve, name: String, ink: Ink, mark: Unicode.Scalar
  ) -> PlotSeries {
    PlotSeries(name, points: curve.buckets.map(Self.point), ink: ink, mark: mark)
  }

  /// A line, and where values scatter what lies beneath it: the values as quiet dots, the line
  /// being their moving average. A few marks tell the line from others without colours.
  private static func noisy(
    _ curve: TrainingCurve, name: String, ink: Ink, mark: Unicode.Scalar?
  ) -> [PlotSeries] {
    let points = curve.buckets.map(Self.point)
    let scatters = scatters(curve)
    let line = scatters ? smoothed(points) : points
    var series: [PlotSeries] = []
    if scatters { series.append(PlotSeries(points: points, ink: .dim, look: .dots)) }
    series.append(PlotSeries(mark == nil ? name : "", points: line, ink: ink))
    if let mark {
      let stride = max(1, line.count / 8)
      let marked = line.indices.filter { ($0 + 1).isMultiple(of: stride) }.map { line[$0] }
      series.append(PlotSeries(name, points: marked, ink: ink, look: .dots, mark: mark))
    }
    return series
  }

  private static func point(_ bucket: TrainingCurve.Bucket) -> PlotSeries.Point {
    PlotSeries.Point(
      x: Double(bucket.firstStep + bucket.lastStep) / 2, y: bucket.mean,
      interval: bucket.count > 1 && bucket.lowest < bucket.highest
        ? bucket.lowest...bucket.highest : nil)
  }

  /// Whether the way from value to value is much longer than what was gained by it.
  private static func scatters(_ curve: TrainingCurve) -> Bool {
    let means = curve.buckets.map(\.mean).filter(\.isFinite)
    guard means.count > 16, let low = means.min(), let high = means.max() else { return false }
    let way = zip(means, means.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).magnitude }
    return way > 3 * (high - low)
  }

  /// Each point moved to the mean of its neighbours, as many before as after, so that the line does
  /// not lag behind. - Complexity: O(points).
  private static func smoothed(_ points: [PlotSeries.Point]) -> [PlotSeries.Point] {
    let reach = points.count / 30
    var sums = [0.0]
    var counts = [0]
    for point in points {
      sums.append(sums[sums.count - 1] + (point.y.isFinite ? point.y : 0))
      counts.append(counts[counts.count - 1] + (point.y.isFinite ? 1 : 0))
    }
    return points.indices.map { index in
      let near = min(reach, index, points.count - 1 - index)
      let (from, to) = (index - near, index + near + 1)
      let count = counts[to] - counts[from]
      let mean = count > 0 ? (sums[to] - sums[from]) / Double(count) : .nan
      return PlotSeries.Point(x: points[index].x, y: mean)
    }
  }
}
