import Foundation
import MetaCoT
import MetaCoTNeural

/// The transformer: training, reading many sequences at once, decoding one stream and writing many.
/// By processor time, so that the figures mean the same on a machine that others share.
enum NeuralBenchmarks {
  /// The two shapes that are compared with PyTorch; see `pytorch.py`.
  static let shapes: [(name: String, shape: TransformerShape)] = [
    (
      "s",
      TransformerShape(
        vocabulary: 64, width: 128, layers: 4, heads: 4, keyValueHeads: 4, feedForward: 512,
        context: 256)
    ),
    (
      "m",
      TransformerShape(
        vocabulary: 64, width: 256, layers: 6, heads: 8, keyValueHeads: 8, feedForward: 1024,
        context: 256)
    ),
  ]

  static func run(_ bench: Bench) {
    for (name, shape) in shapes {
      let weights = Weights.initial(shape, seed: 1)
      let transformer = Transformer(weights)
      for threads in [1, 2] {
        bench.row("neural.train.\(name).\(threads)", "tokens/CPU-s", runs: 3) {
          train(transformer, threads: threads)
        }
        bench.row("neural.prefill.\(name).\(threads)", "sequences/CPU-s", runs: 3) {
          prefill(transformer, threads: threads)
        }
      }
      bench.row("neural.decode.\(name)", "tokens/CPU-s", runs: 5) { decode(transformer) }
      for streams in [1, 16, 64] {
        bench.row("neural.write.\(name).\(streams)", "tokens/CPU-s", runs: 3) {
          write(shape, streams: streams)
        }
      }
    }
  }

  /// Batches of 16 sequences of 256 tokens: forward, backward, AdamW.
  private static func train(_ transformer: Transformer, threads: Int) -> Double {
    let batch = batch(transformer.shape, sequences: 16, length: 256)
    let targets = Array(batch.tokens.dropFirst()) + [-1]
    let workers = GradientWorkers(transformer, shards: threads)
    var settings = Optimizer.Settings()
    settings.method = .adamw
    let optimizer = Optimizer(settings, for: transformer.shape)
    return perCPUSecond(batch.tokens.count) {
      workers.clear()
      _ = workers.accumulate(batch, targets: targets) { _, _, _ in (-1 / 4096, 0) }
      _ = optimizer.step(transformer.weights, gradients: workers.gradients, rate: 1e-6)
    }
  }

  /// Batches of 32 sequences of 64 tokens: forward only.
  private static func prefill(_ transformer: Transformer, threads: Int) -> Double {
    let batch = batch(transformer.shape, sequences: 32, length: 64)
    let targets = Array(batch.tokens.dropFirst()) + [-1]
    let workers = GradientWorkers(transformer, shards: threads)
    return perCPUSecond(32) { _ = workers.read(batch, targets: targets) }
  }

  /// A stream of 192 tokens after a prompt of 64, the most probable token each time.
  private static func decode(_ transformer: Transformer) -> Double {
    perCPUSecond(192) {
      let decoder = Decoder(transformer)
      var row = decoder.append((0..<64).map { Int32($0 % 64) }, below: -1)
      var place = 63
      for _ in 0..<192 {
        let logits = decoder.logits([place])
        let next = (0..<64).max { logits[$0] < logits[$1] }!
        row = decoder.append([Int32(next)], below: row)
        place = 0
      }
    }
  }

  /// Streams of 192 tokens after one prompt of 64, sampled: the tokens of all together.
  private static func write(_ shape: TransformerShape, streams: Int) -> Double {
    var shape = shape
    shape.vocabulary = Tokenizer.puzzles.count
    let generator = Generator(Transformer(Weights.initial(shape, seed: 1)), .puzzles)
    let task = WritingTask(prompt: (0..<64).map { 64 + $0 }, count: streams)
    func tokens() -> Int {
      generator.write([task], sampling: Sampling(temperature: 1), limit: 192)[0]
        .reduce(0) { $0 + $1.tokens.count }
    }
    return perCPUSecond(tokens()) { _ = tokens() }
  }

  private static func batch(
    _ shape: TransformerShape, sequences: Int, length: Int
  ) -> SequenceBatch {
    var random = SeededRandom(seed: 1)
    var batch = SequenceBatch()
    for _ in 0..<sequences {
      batch.append((0..<length).map { _ in Int32(random.below(shape.vocabulary)) })
    }
    return batch
  }

  /// How many a second of processor time, all threads together: runs for about two, after a
  /// warm-up.
  private static func perCPUSecond(_ count: Int, _ work: () -> Void) -> Double {
    work()
    var (rounds, seconds) = (0, 0.0)
    while seconds < 2 {
      seconds += Bench.cpuSeconds(work)
      rounds += 1
    }
    return Double(rounds * count) / seconds
  }
}
