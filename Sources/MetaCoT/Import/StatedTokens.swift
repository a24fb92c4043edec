/// How many tokens a record says that its text has, under the names in use.
///
/// A figure of the thought alone comes before one of the whole answer, which counts what follows the
/// thought as well.
enum StatedTokens {
  private static let ofThoughts = [
    "reasoning_tokens", "thinking_tokens", "thoughtsTokenCount", "num_reasoning_tokens",
  ]
  private static let ofAnswers = [
    "completion_tokens", "output_tokens", "generated_tokens", "response_tokens",
    "candidatesTokenCount", "num_completion_tokens", "num_output_tokens", "num_generated_tokens",
    "gen_ai.usage.output_tokens", "eval_count",
  ]
  private static let ofTexts = ["num_tokens", "n_tokens", "token_count", "tokens", "token_length"]
  private static let usages = ["usage", "usage_metadata", "usageMetadata", "metrics"]

  /// Names of lists with a figure for each of several answers.
  static let lists =
    ofThoughts + ofAnswers + ofTexts + ["token_counts", "generation_tokens", "token_lengths"]

  /// Of the thought or the answer in a record: in it, in its `usage`, or in that of the server's answer.
  static func ofAnswer(in record: JSONValue) -> Int? {
    let response = record["response"]
    let places = [record, response ?? .null, response?["body"] ?? .null].flatMap { place in
      usages.compactMap { place[$0] } + [place]
    }
    let details = places.flatMap { place in
      ["completion_tokens_details", "output_tokens_details"].compactMap { place[$0] }
    }
    return first(of: ofThoughts, in: details + places) ?? first(of: ofAnswers, in: places)
  }

  /// The same in a record that has one text and nothing else that could be meant.
  static func ofText(in record: JSONValue) -> Int? {
    ofAnswer(in: record) ?? first(of: ofTexts, in: [record])
  }

  /// Of all these messages together, where each states its own.
  static func sum(_ messages: [JSONValue]) -> Int? {
    let counts = messages.compactMap(ofAnswer)
    guard counts.count == messages.count, !counts.isEmpty else { return nil }
    return counts.reduce(0, +)
  }

  /// A figure that a text can have.
  static func count(_ value: JSONValue) -> Int? {
    value.whole.flatMap { (1..<1 << 40).contains($0) ? $0 : nil }
  }

  private static func first(of names: [String], in places: [JSONValue]) -> Int? {
    for place in places {
      for name in names {
        if let count = place[name].flatMap(count) { return count }
      }
    }
    return nil
  }
}
