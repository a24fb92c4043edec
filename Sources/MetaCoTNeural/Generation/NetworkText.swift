import MetaCoT

/// A text while a network writes it, with a cache of its own.
package struct NetworkText: TextStream {
  private let batch: StreamBatch
  private let tokenizer: Tokenizer
  /// Bytes of a character that is not whole yet.
  private var rest: [UInt8] = []

  /// The text that is wanted.
  package init(_ transformer: Transformer, _ tokenizer: Tokenizer, _ request: TextRequest) {
    self.tokenizer = tokenizer
    batch = StreamBatch(
      Decoder(transformer), ends: [tokenizer.end],
      [WritingTask(prompt: tokenizer.prompt(request.prompt), seed: request.seed)],
      request.sampling, limit: request.limit ?? .max)
  }

  /// The next token's text. What is not UTF-8 becomes U+FFFD.
  package mutating func next() -> WrittenPiece {
    let before = batch.streams[0].tokens.count
    batch.step()
    let stream = batch.streams[0]
    let new = stream.tokens[before...]
    for token in new { rest += tokenizer.bytes(of: token) }
    var text = ""
    if batch.isOver || !Self.isBeginningOfCharacter(rest) {
      text = String(decoding: rest, as: UTF8.self)
      rest = []
    }
    let ending: WrittenPiece.Ending? = batch.isOver ? stream.isCut ? .cut : .finished : nil
    return WrittenPiece(text, tokens: new.count, ending: ending)
  }

  /// Whether more bytes are needed to make these a character.
  static func isBeginningOfCharacter(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1
    return bytes.count < length && bytes.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }
}
