import MetaCoT
import Testing

@testable import MetaCoTNeural

/// A network's text, piece by piece, and the search that it tells of.
@Suite struct NetworkTextTests {
  /// A network that writes, and judges nothing.
  struct Writer: InlineModel, WritingModel {
    var transformer: Transformer
    var hasPolicy: Bool { false }
    var givesCostsToGo: Bool { false }
    var isDeterministic: Bool { true }
    func evaluate<P: EnumerableProblem>(
      _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
    ) {}
    func text(for request: TextRequest) -> any TextStream {
      NetworkText(transformer, .puzzles, request)
    }
  }

  static let walk = """
    4 5 6 10: 10 − 4 = 6
    5 6 6: 0.5
    5 6 6: 6 × 5 = 30
    6 30: 30 ÷ 6 = 5
    5: dead end
    6 30 again: 30 − 6 = 24
    24: goal
    """

  /// A network that knows one text by heart.
  static let learned: Transformer = {
    let tokenizer = Tokenizer.puzzles
    let shape = TransformerShape(
      vocabulary: tokenizer.count, width: 32, layers: 2, heads: 2, keyValueHeads: 2,
      feedForward: 64, context: 160)
    let transformer = Transformer(Weights.initial(shape, seed: 1))
    let prompt = tokenizer.prompt("4 5 6 10 → 24\nsearch\n")
    let tokens = prompt + tokenizer.encode(walk) + [tokenizer.end]
    var batch = SequenceBatch()
    batch.append(tokens)
    let targets: [Int32] = tokens.dropFirst() + [-1]
    let workers = GradientWorkers(transformer, shards: 1)
    let optimizer = Optimizer(for: shape)
    let slope = -1 / Float(tokens.count)
    for _ in 0..<400 {
      workers.clear()
      let readings = workers.accumulate(batch, targets: targets) { _, _, _ in (slope, 0) }
      if readings.logProbabilities.allSatisfy({ !($0 < -0.05) }) { break }
      _ = optimizer.step(transformer.weights, gradients: workers.gradients, rate: 5e-3)
    }
    return transformer
  }()

  private func pieces(_ text: NetworkText) -> [WrittenPiece] {
    var text = text
    var pieces: [WrittenPiece] = []
    repeat { pieces.append(text.next()) } while pieces.last?.ending == nil
    return pieces
  }

  @Test func `Pieces are the tokens of the generator's stream`() {
    let transformer = GeneratorTests.transformer
    for seed in 1...5 as ClosedRange<UInt64> {
      let sampling = Sampling(temperature: 2)
      let pieces = pieces(
        NetworkText(
          transformer, .puzzles,
          TextRequest("4 5 → 9\n", sampling: sampling, limit: 40, seed: seed)))
      let prompt = Tokenizer.puzzles.prompt("4 5 → 9\n")
      let stream = Generator(transformer, .puzzles).write(
        [WritingTask(prompt: prompt, seed: seed)], sampling: sampling, limit: 40)[0][0]
      #expect(pieces.map(\.tokens).reduce(0, +) == stream.tokens.count)
      #expect(pieces.last?.ending == (stream.isCut ? .cut : .finished))
      let bytes = stream.tokens.flatMap { Tokenizer.puzzles.bytes(of: $0) }
      #expect(pieces.map(\.text).joined() == String(decoding: bytes, as: UTF8.self))
      #expect(pieces.allSatisfy { $0.text.utf8.dropLast().allSatisfy { $0 != 10 } })
    }
  }

  @Test func `Bytes wait until they are a character`() {
    func waits(_ bytes: [UInt8]) -> Bool { NetworkText.isBeginningOfCharacter(bytes) }
    for character in ["a", "é", "−", "🙂"] {
      let bytes = Array(character.utf8)
      for count in 1..<max(bytes.count, 1) { #expect(waits(Array(bytes.prefix(count)))) }
      #expect(!waits(bytes))
    }
    #expect(!waits([]))
    #expect(!waits([0x80]))
    #expect(!waits([0xFF]))
    #expect(!waits([0xE2, 0x0A]))
  }

  @Test func `A learned search is searched`() throws {
    var configuration = SearchConfiguration(
      problem: try ProblemRegistry.problem(text: "4 5 6 10 → 24"), strategy: .init("in-context"),
      model: .init("twig"), loadedModel: Writer(transformer: Self.learned))
    let search = try Search(configuration)
    var tree = SearchTree(header: search.header)
    let outcome = search.run { tree.append($0) }
    #expect(outcome.solved)
    #expect(outcome.stopped == "goal")
    #expect(tree.mistakes.isEmpty)
    #expect(tree.backtracks.count == 1)
    #expect(outcome.tokens == Tokenizer.puzzles.encode(Self.walk).count + 1)
    #expect(outcome.modelCalls == 7)
    // A network that has learned nothing makes mistakes; the search goes through them all.
    configuration.loadedModel = Writer(transformer: GeneratorTests.transformer)
    configuration.strategy.parameters = ["temperature": 1, "samples": 3]
    var mistaken = SearchTree(header: search.header)
    let failure = try Search(configuration).run { mistaken.append($0) }
    #expect(!failure.solved)
    #expect(mistaken.mistakes.count >= 3)
    #expect(mistaken.tokens == failure.tokens)
  }
}
