/// Why a search of this program stopped. A foreign trace may give other reasons (`Outcome.stopped`).
public enum StopReason: String, Sendable, Hashable, CaseIterable {
  /// The first goal was found, and no more were wanted.
  case goal
  /// The first answer was given, where only a key can tell whether it is right.
  case answer
  /// Nothing is left to search.
  case exhausted
  /// A person, or the program that runs it, stopped it.
  case interrupted
  /// A limit of the budget was reached.
  case expansions
  /// A limit of the budget was reached.
  case calls
  /// A limit of the budget was reached.
  case tokens
  /// A limit of the budget was reached.
  case seconds
  /// A limit of the budget was reached.
  case memory
  /// Only memory is limited, and the search practically stopped growing before it was used up.
  case noGrowth = "no growth"
  /// The model failed, and nothing else was left to search.
  case modelFailed = "model failed"
  /// In context: the model ended its text.
  case endOfText = "end of text"
  /// In context: the text became too long for the model, or was longer than a stream may be.
  case cutOff = "cut off"
}
