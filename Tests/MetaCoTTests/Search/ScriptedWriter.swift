import MetaCoT

/// A model that writes what it was given, a few characters at a time, and judges all states alike.
struct ScriptedWriter: InlineModel, WritingModel {
  /// What it writes: the first stream gets the first text, and so on by the stream's seed.
  var text: @Sendable (_ prompt: String, _ seed: UInt64) -> String
  /// Whether its texts end by themselves.
  var finishes = true

  init(_ text: @escaping @Sendable (_ prompt: String, _ seed: UInt64) -> String) {
    self.text = text
  }

  init(_ text: String, finishes: Bool = true) {
    self.text = { _, _ in text }
    self.finishes = finishes
  }

  /// One of these, by the seed.
  init(anyOf texts: [String]) {
    text = { texts[Int($1 % UInt64(texts.count))] }
  }

  var hasPolicy: Bool { false }
  var givesCostsToGo: Bool { false }
  var isDeterministic: Bool { true }
  func evaluate<P: EnumerableProblem>(_ batch: inout EvaluationBatch<P>, random: inout SeededRandom)
  {
    for index in batch.values.indices { batch.values[index] = 0.5 }
  }

  func text(
    after prompt: String, sampling: Sampling, limit: Int, seed: UInt64
  ) -> any TextStream {
    Stream(rest: Array(text(prompt, seed)), left: limit, finishes: finishes)
  }

  /// A character is a token, and so is the end.
  struct Stream: TextStream {
    var rest: [Character]
    var left: Int
    var finishes: Bool

    mutating func next() -> WrittenPiece {
      left -= 1
      if rest.isEmpty { return WrittenPiece("", tokens: 1, ending: finishes ? .finished : .cut) }
      let character = rest.removeFirst()
      return WrittenPiece(String(character), tokens: 1, ending: left == 0 ? .cut : nil)
    }
  }
}
