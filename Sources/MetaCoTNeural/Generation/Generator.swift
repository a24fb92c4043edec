import CNeuralKernels
import MetaCoT

/// Writes with a network, many streams at once, and says how probable given texts are: what
/// reinforcement learning and evaluation stand on.
///
/// Its rooms are used again from call to call. Not for several threads at once; several generators
/// can share a network.
package final class Generator {
  private let decoder: Decoder
  private let ends: Set<Int32>

  /// A generator for a network whose texts end with the tokenizer's `</s>`.
  package init(_ transformer: Transformer, _ tokenizer: Tokenizer) {
    decoder = Decoder(transformer)
    ends = [tokenizer.end]
  }

  /// A generator of lines: a text ends with the first token that has a line break in it, too.
  init(linesOf transformer: Transformer, _ tokenizer: Tokenizer) {
    decoder = Decoder(transformer)
    let lineBreak = UInt8(ascii: "\n")
    let breaks = (0..<Int32(tokenizer.count)).filter {
      tokenizer.bytes(of: $0).contains(lineBreak)
    }
    ends = Set(breaks + [tokenizer.end])
  }

  /// Writes all streams of all tasks in one batch and returns them by task. Equal arguments give
  /// equal texts. A stream gets at most `limit` tokens, and no more than the context has room for
  /// after its prompt. `isCancelled` is asked at every step; then the streams are cut off.
  ///
  /// A stream takes a row of the decoder's cache a token until all have ended.
  package func write(
    _ tasks: [WritingTask], sampling: Sampling = Sampling(), limit: Int = .max,
    isCancelled: () -> Bool = { false }
  ) -> [[WrittenStream]] {
    let batch = StreamBatch(decoder, ends: ends, tasks, sampling, limit: limit)
    while !batch.isOver {
      if isCancelled() { batch.cut() } else { batch.step() }
    }
    var streams = batch.streams[...]
    return tasks.map { task in
      defer { streams = streams.dropFirst(task.count) }
      return Array(streams.prefix(task.count))
    }
  }

  /// For each token of some texts the logarithm of its probability after one prompt of at least one
  /// token, at temperature 1. The prompt is computed once, the texts in one batch. Prompt and text
  /// together must fit the context.
  package func logProbabilities(of texts: [[Int32]], after prompt: [Int32]) -> [[Float]] {
    decoder.truncate(to: 0)
    var tokens = prompt
    var parents = prompt.indices.map { $0 - 1 }
    // For each text, where its second token's logits are.
    var seconds: [Int] = []
    for text in texts {
      seconds.append(tokens.count)
      for (place, token) in text.dropLast().enumerated() {
        parents.append(place == 0 ? prompt.count - 1 : tokens.count - 1)
        tokens.append(token)
      }
    }
    decoder.append(tokens, parents: parents)
    let vocabulary = decoder.transformer.shape.vocabulary
    let logits = decoder.logits(Array(prompt.count - 1..<tokens.count))
    return zip(texts, seconds).map { text, second in
      text.enumerated().map { place, token in
        // Row 0 is that of the prompt's end.
        let row = logits + (place == 0 ? 0 : second - prompt.count + place) * vocabulary
        return row[Int(token)] - nk_log_sum_exp(row, vocabulary)
      }
    }
  }
}

extension Tokenizer {
  /// The tokens of a prompt: `<s>` and those of the text.
  public func prompt(_ text: String) -> [Int32] { [beginning] + encode(text) }
}
