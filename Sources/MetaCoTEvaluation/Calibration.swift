import Foundation

/// How well values that were predicted agree with what was seen.
public struct Calibration: Sendable {
  /// Predictions that lie in one tenth of the range.
  public struct Bin: Sendable, Equatable {
    /// How many.
    public var count = 0
    /// The sum of what was predicted.
    public var predicted = 0.0
    /// The sum of what was seen.
    public var observed = 0.0
  }

  /// Ten bins: predictions from 0 to 0.1, from 0.1 to 0.2, and so on.
  public private(set) var bins = Array(repeating: Bin(), count: 10)
  private var squares = 0.0
  private var right = 0

  /// Nothing yet.
  public init() {}

  /// Adds a prediction between 0 and 1, and what was seen, likewise.
  public mutating func append(predicted: Double, observed: Double) {
    let place = min(9, max(0, Int(saturating: predicted * 10)))
    bins[place].count += 1
    bins[place].predicted += predicted
    bins[place].observed += observed
    squares += (predicted - observed) * (predicted - observed)
    if (predicted >= 0.5) == (observed >= 0.5) { right += 1 }
  }

  /// How many predictions.
  public var count: Int { bins.reduce(0) { $0 + $1.count } }

  /// The Brier score (Brier, 1950): the mean square of the difference, 0 at best.
  public var brier: Double { squares / Double(max(1, count)) }

  /// The expected calibration error (Naeini et al., 2015): the mean distance, over the bins, of what
  /// was predicted from what was seen, weighted by their predictions.
  public var error: Double {
    bins.reduce(0) { $0 + abs($1.predicted - $1.observed) } / Double(max(1, count))
  }

  /// The share of predictions that are on the right side of ½.
  public var accuracy: Double { Double(right) / Double(max(1, count)) }

  /// A reliability plot in text: a line a bin, a bar as long as what was seen, and a mark where it
  /// should end.
  public var text: String {
    let width = 40
    var lines = ["reliability: V predicted, share seen (| is where the bar should end)"]
    for (place, bin) in bins.enumerated() where bin.count > 0 {
      let (predicted, seen) = (
        bin.predicted / Double(bin.count), bin.observed / Double(bin.count)
      )
      let length = Int(saturating: (seen * Double(width)).rounded())
      let mark = min(width - 1, Int(saturating: predicted * Double(width)))
      let bar = (0..<width).map { $0 == mark ? "|" : $0 < length ? "=" : " " }.joined()
      let range = "0.\(place)–" + (place == 9 ? "1.0" : "0.\(place + 1)")
      lines.append(
        "\(range) \(bar) \(String(format: "%.2f", predicted)) \(String(format: "%.2f", seen))"
          + "  \(bin.count)")
    }
    lines.append(
      String(format: "Brier %.4f, calibration error %.4f, %d values", brier, error, count))
    return lines.joined(separator: "\n")
  }
}
