/// A figure that a node can have: the one way in which columns, bars, sorting, filters, plots and
/// text speak of it. `SearchTree.value(_:of:)` gives it.
public enum NodeField: Sendable, Hashable {
  /// Visits.
  case N
  /// Mean of the values backed up.
  case Q
  /// Prior probability of the step.
  case P
  /// Value given by the model.
  case V
  /// What the search adds to Q as a bonus for exploring.
  case U
  /// Cost of the path from the root.
  case g
  /// Estimated cost to go.
  case h
  /// g + h.
  case f
  /// The place among the siblings, from 1, by what the trace values nodes by.
  case rank
  /// Tokens that a language model read or wrote for the node and all below it.
  case tokens
  /// Seconds that the model took for them.
  case seconds
  /// What it cost, in US dollars.
  case money
  /// A figure that a foreign search brought along: an index into `SearchTree.metrics`.
  case metric(Int)

  /// What it is called over a column; a metric has a name of its own, see `SearchTree.name(of:)`.
  public var symbol: String {
    switch self {
    case .N: "N"
    case .Q: "Q"
    case .P: "P"
    case .V: "V"
    case .U: "U"
    case .g: "g"
    case .h: "h"
    case .f: "f"
    case .rank: "rank"
    case .tokens: "tokens"
    case .seconds: "seconds"
    case .money: "US$"
    case .metric(let index): "metric \(index + 1)"
    }
  }
}
