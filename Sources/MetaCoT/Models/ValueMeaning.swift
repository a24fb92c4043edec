/// What the values of a model mean, as far as a reader of its searches is concerned.
public enum ValueMeaning: Sendable {
  /// How likely a solution is.
  case estimate
  /// Whether random tries got there.
  case rollout
  /// Nothing: all are the same.
  case constant
}
