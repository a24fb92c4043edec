/// How far a search got when it was told to go on.
package enum SearchProgress {
  /// It did something.
  case advanced
  /// There is nothing to do until the model answers.
  case waits
  /// It is held at a limit: there is nothing to do until a person raises the budget.
  case held
  /// It has ended.
  case ended
}
