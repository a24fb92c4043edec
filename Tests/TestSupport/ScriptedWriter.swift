import MetaCoT

/// A model that writes what it was given, a few characters at a time, and judges all states alike.
package struct ScriptedWriter: InlineModel, WritingModel {
  /// What it writes: the first stream gets the first text, and so on by the stream's seed.
  package var text: @Sendable (_ prompt: String, _ seed: UInt64) -> String
  /// Whether its texts end by themselves.
  package var finishes = true

  package init(_ text: @escaping @Sendable (_ prompt: String, _ seed: UInt64) -> String) {
    self.text = text
  }

  package init(_ text: String, finishes: Bool = true) {
    self.text = { _, _ in text }
    self.finishes = finishes
  }

  /// One of these, by the seed.
  package init(anyOf texts: [String]) {
    text = { texts[Int($1 % UInt64(texts.count))] }
  }

  package var hasPolicy: Bool { false }
  package var givesCostsToGo: Bool { false }
  package var isDeterministic: Bool { true }
  package func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) {
    for index in batch.values.indices { batch.values[index] = 0.5 }
  }

  package func text(for request: TextRequest) -> any TextStream {
    Stream(
      rest: Array(text(request.prompt, request.seed)), left: request.limit ?? .max,
      finishes: finishes)
  }

  /// A character is a token, and so is the end.
  package struct Stream: TextStream {
    package var rest: [Character]
    package var left: Int
    package var finishes: Bool

    package mutating func next() -> WrittenPiece {
      left -= 1
      if rest.isEmpty { return WrittenPiece("", tokens: 1, ending: finishes ? .finished : .cut) }
      let character = rest.removeFirst()
      return WrittenPiece(String(character), tokens: 1, ending: left == 0 ? .cut : nil)
    }
  }
}
