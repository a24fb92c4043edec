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
  /// What the search adds to Q for the sake of exploring: the bonus of PUCT or UCT.
  case U
  /// Cost of the path from the root.
  case g
  /// Estimated cost to go.
  case h
  /// g + h.
  case f
  /// The place among the siblings, from 1, by what the trace values nodes by.
  case rank
  /// Tokens that the model wrote for the sake of the node.
  case tokens
  /// Seconds that calls of the model for the sake of the node took.
  case seconds
  /// What calls of the model for the sake of the node cost.
  case money
  /// A figure that a foreign search brought along: an index into `SearchTree.metrics`.
  case metric(Int)
}
