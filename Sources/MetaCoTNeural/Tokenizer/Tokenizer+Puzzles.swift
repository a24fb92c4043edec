extension Tokenizer {
  /// The tokenizer for puzzles and the styles of Meta-CoT text: 512 tokens.
  ///
  /// Special tokens, bytes, line break and space; each printable ASCII character and each sign of
  /// the styles, bare and after a space; and words of the styles as they stand there.
  public static let puzzles: Tokenizer = {
    let special = Special.allCases.map(\.rawValue)
    let bytes = (0...255).map { byteName(UInt8($0)) }
    let ascii = (0x21...0x7E).map { String(UnicodeScalar(UInt8($0))) }
    let characters = (ascii + ["−", "×", "÷", "→", "·", "–"]).flatMap { [$0, " " + $0] }
    return Tokenizer(names: special + bytes + ["\n", " "] + characters + words)!
  }()

  /// As many as there is room for among 512 tokens: those of the walk first, of the other styles
  /// those that save most.
  private static let words = [
    // The walk.
    "search", "solve", " again", " goal", " dead", " end", " given", " up", " solved", " no",
    " way",
    // Steps in mazes and sliding puzzles.
    "up", "down", "left", "right", " down", " left", " right", " to", " slide",
    // Statements of problems.
    " need", " from", " and",
    // Stream of Search.
    "Current", " State", " Operations", "Exploring", " Operation", " Resulting", " Numbers",
    "Generated", " Node", "Moving", "Evaluated", " unequal", " No", " Solution",
    // Searchformer.
    "create", "close", "plan", "value", "prune", " wall",
    // Thought.
    " leaves", " leave", " would", " looks", " the", " is", " not", "Back",
  ]
}
