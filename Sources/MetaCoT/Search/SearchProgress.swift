/// How far a search got when it was told to go on.
package enum SearchProgress {
  /// It did something.
  case advanced
  /// There is nothing to do until the model answers, or a person raises the budget.
  case waits
  /// It has ended.
  case ended
}
