/// Texts that a round of a stage made to learn from, and what is told of the round.
struct TextRound: Codable {
  /// What is given, and what is learned after it.
  struct Text: Codable, Hashable {
    var prompt: String
    var completion: String
  }

  var texts: [Text] = []
  var figures: [String: Double] = [:]

  /// Whether every text fits a network's context.
  func fits(_ network: Checkpoint) -> Bool {
    texts.allSatisfy { text in
      let words = network.tokenizer.encode(text.prompt) + network.tokenizer.encode(text.completion)
      return words.count + 2 <= network.shape.context
    }
  }
}

extension ObjectiveBatch {
  /// The batch, whose log tells figures of the round, too.
  func telling(_ told: [String: Double]) -> ObjectiveBatch {
    var batch = self
    let figures = figures
    batch.figures = { readings in
      var all = figures(readings)
      all.others = told
      return all
    }
    return batch
  }
}
