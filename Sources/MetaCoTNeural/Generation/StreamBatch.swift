import CNeuralKernels
import MetaCoT

/// A text that a network wrote.
package struct WrittenStream: Sendable, Equatable {
  /// The tokens; the last is `</s>`, or another that ends a text, unless the text was cut off.
  package var tokens: [Int32] = []
  /// For each token the logarithm of its probability, at temperature 1 and among all tokens.
  package var logProbabilities: [Float] = []
  /// Whether the text was cut off: by the limit, or where the context was full.
  package var isCut = false
}

/// What a network is to write.
package struct WritingTask: Sendable {
  /// The tokens that come before; at least one.
  package var prompt: [Int32]
  /// How many streams are to follow it.
  package var count: Int
  /// The seed of these streams.
  package var seed: UInt64

  /// A task.
  package init(prompt: [Int32], count: Int = 1, seed: UInt64 = 1) {
    self.prompt = prompt
    self.count = count
    self.seed = seed
  }
}

/// Streams of text that grow together, a token each a step. A prompt is computed once for all that
/// follow it; then all live streams are one batch, which those that have ended leave.
final class StreamBatch {
  /// The streams, in the order of the tasks.
  private(set) var streams: [WrittenStream] = []

  private let decoder: Decoder
  private let sampler: Sampler
  private let ends: Set<Int32>
  private var live: [Live] = []
  private var prompts: [[Int32]] = []

  private struct Live {
    /// Its place in `streams`.
    var stream: Int
    /// Its prompt's place; only used for the first token.
    var prompt: Int
    /// Tokens that it may still get.
    var left: Int
    var random: SeededRandom
    /// The last token that it got.
    var token: Int32 = 0
    /// The last row that was computed, and the rows reserved for those to come.
    var row = 0
    var reserved = 0..<0
  }

  /// Rows that are reserved for a stream at a time: neighbours are read faster, and a stream that
  /// ends leaves fewer than these unused.
  private static let block = 64

  /// What is in the decoder is forgotten. `limit` is in tokens a stream.
  init(
    _ decoder: Decoder, ends: Set<Int32>, _ tasks: [WritingTask], _ sampling: Sampling, limit: Int
  ) {
    self.decoder = decoder
    self.ends = ends
    let shape = decoder.transformer.shape
    sampler = Sampler(sampling, vocabulary: shape.vocabulary)
    decoder.truncate(to: 0)
    for task in tasks {
      let left = min(limit, shape.context - task.prompt.count)
      if left > 0 { prompts.append(task.prompt) }
      var seeds = SeededRandom(seed: task.seed)
      for _ in 0..<task.count {
        let random = SeededRandom(seed: seeds.next())
        if left > 0 {
          live.append(
            Live(stream: streams.count, prompt: prompts.count - 1, left: left, random: random))
        }
        streams.append(WrittenStream(isCut: left <= 0))
      }
    }
  }

  /// Whether every stream has ended.
  var isOver: Bool { live.isEmpty }

  /// Gives every live stream a token more.
  func step() {
    guard !live.isEmpty else { return }
    let vocabulary = decoder.transformer.shape.vocabulary
    let logits = prompts.isEmpty ? grow() : readPrompts()
    for place in live.indices {
      let row = logits + (prompts.isEmpty ? place : live[place].prompt) * vocabulary
      let token = sampler.draw(row, using: &live[place].random)
      live[place].token = token
      let stream = live[place].stream
      streams[stream].tokens.append(token)
      streams[stream].logProbabilities.append(row[Int(token)] - nk_log_sum_exp(row, vocabulary))
      live[place].left -= 1
      if ends.contains(token) {
        live[place].left = 0
      } else if live[place].left == 0 {
        streams[stream].isCut = true
      }
    }
    prompts = []
    live.removeAll { $0.left == 0 }
  }

  /// Cuts off every stream that has not ended.
  func cut() {
    for stream in live { streams[stream.stream].isCut = true }
    live = []
  }

  /// The logits after the prompts.
  private func readPrompts() -> UnsafePointer<Float> {
    var tokens: [Int32] = []
    var parents: [Int] = []
    var ends: [Int] = []
    for prompt in prompts {
      parents.append(-1)
      parents.append(contentsOf: tokens.count..<tokens.count + prompt.count - 1)
      tokens.append(contentsOf: prompt)
      ends.append(tokens.count - 1)
    }
    decoder.append(tokens, parents: parents)
    for place in live.indices { live[place].row = ends[live[place].prompt] }
    return decoder.logits(ends)
  }

  /// The logits after the last tokens of the live streams.
  private func grow() -> UnsafePointer<Float> {
    var parents: [Int] = []
    var rows: [Int] = []
    for place in live.indices {
      if live[place].reserved.isEmpty {
        let count = min(Self.block, live[place].left)
        let first = decoder.reserve(count)
        live[place].reserved = first..<first + count
      }
      parents.append(live[place].row)
      live[place].row = live[place].reserved.removeFirst()
      rows.append(live[place].row)
    }
    decoder.append(live.map(\.token), parents: parents, rows: rows)
    return decoder.logits(Array(live.indices))
  }
}
