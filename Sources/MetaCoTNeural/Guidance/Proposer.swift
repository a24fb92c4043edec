import MetaCoT

/// A network that is asked to write the step after a state. Used by one thread at a time.
final class Proposer {
  private let generator: Generator
  private let tokenizer: Tokenizer

  init(_ transformer: Transformer, _ tokenizer: Tokenizer) {
    generator = Generator(linesOf: transformer, tokenizer)
    self.tokenizer = tokenizer
  }

  /// So many texts that follow a prompt, sampled at temperature 1 and each at most `limit` tokens
  /// long, and the tokens that they took. A text that was cut off has a `…` at its end. Equal
  /// arguments give equal texts, so a state is never sampled together with others.
  func texts(
    after prompt: [Int32], count: Int, limit: Int, seed: UInt64
  ) -> (texts: [String], tokens: Int) {
    let task = WritingTask(prompt: prompt, count: count, seed: seed)
    let streams = generator.write([task], sampling: Sampling(temperature: 1), limit: limit)[0]
    return (streams.map(text), streams.reduce(0) { $0 + $1.tokens.count })
  }

  private func text(of stream: WrittenStream) -> String {
    let bytes = stream.tokens.flatMap { tokenizer.bytes(of: $0) }
    let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return String(line.hasPrefix(" ") ? line.dropFirst() : line[...]) + (stream.isCut ? "…" : "")
  }
}
