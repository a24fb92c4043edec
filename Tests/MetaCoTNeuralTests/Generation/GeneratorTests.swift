import MetaCoT
import Testing

@testable import MetaCoTNeural

/// Many streams in one batch are what each would be alone.
@Suite struct GeneratorTests {
  static let tokenizer = Tokenizer.puzzles

  /// A network whose texts end now and then: the logits of random weights are made larger.
  static let transformer: Transformer = {
    let weights = CheckpointFixtures.random(seed: 3).weights
    for place in weights.all!.indices { weights.all![place] *= 2 }
    return Transformer(weights)
  }()

  static func prompts(_ count: Int) -> [[Int32]] {
    var random = SeededRandom(seed: 8)
    return (0..<count).map { index in
      [tokenizer.beginning] + (0..<3 + 5 * index).map { _ in Int32(random.below(512)) }
    }
  }

  private func generator() -> Generator { Generator(Self.transformer, Self.tokenizer) }

  private func logProbabilities(_ prompt: [Int32], _ text: [Int32]) -> [Float] {
    var batch = SequenceBatch()
    batch.append(prompt + text)
    let readings = GradientWorkers(Self.transformer, shards: 1).read(
      batch, targets: (prompt + text).dropFirst() + [-1])
    return Array(readings.logProbabilities[(prompt.count - 1)..<(prompt.count + text.count - 1)])
  }

  private func isClose(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-3 * max(1, abs($1)) }
  }

  @Test func `Greedy streams of a batch are those written alone`() {
    let prompts = Self.prompts(5)
    let together = generator().write(prompts.map { WritingTask(prompt: $0) })
    #expect(together.map(\.count) == [1, 1, 1, 1, 1])
    for (prompt, streams) in zip(prompts, together) {
      let alone = generator().write([WritingTask(prompt: prompt)])[0]
      #expect(alone[0].tokens == streams[0].tokens)
      #expect(alone[0].isCut == streams[0].isCut)
      #expect(isClose(alone[0].logProbabilities, streams[0].logProbabilities))
    }
  }

  @Test(arguments: [0, 0.5, 1]) func `A network whose numbers are none writes tokens`(topP: Float) {
    let weights = CheckpointFixtures.random(seed: 3).weights
    weights.numbers.update(repeating: .nan)
    let streams = Generator(Transformer(weights), Self.tokenizer).write(
      Self.prompts(3).map { WritingTask(prompt: $0, count: 2) },
      sampling: Sampling(temperature: 1, topP: topP), limit: 4)
    let vocabulary = Int32(Self.transformer.shape.vocabulary)
    #expect(streams.joined().allSatisfy { $0.tokens.allSatisfy((0..<vocabulary).contains) })
  }

  @Test func `A text ends with its end token, or is cut where the context is full`() {
    let tasks = Self.prompts(4).map { WritingTask(prompt: $0, count: 30, seed: 4) }
    let streams = generator().write(tasks, sampling: Sampling(temperature: 4))
    #expect(streams.map(\.count) == [30, 30, 30, 30])
    for (task, streams) in zip(tasks, streams) {
      for stream in streams {
        #expect(stream.tokens.count == stream.logProbabilities.count)
        #expect(!stream.tokens.dropLast().contains(Self.tokenizer.end))
        #expect((stream.tokens.last == Self.tokenizer.end) == !stream.isCut)
        let room = Self.transformer.shape.context - task.prompt.count
        #expect(stream.isCut ? stream.tokens.count == room : stream.tokens.count <= room)
      }
      #expect(Set(streams.map(\.tokens)).count > 1)
    }
    #expect(streams.joined().contains { !$0.isCut })
    #expect(streams.joined().contains { $0.isCut })
  }

  @Test func `Log-probabilities are those that training sees`() {
    let tasks = Self.prompts(3).map { WritingTask(prompt: $0, count: 4, seed: 9) }
    let sampling = Sampling(temperature: 3, topK: 100)
    let written = generator().write(tasks, sampling: sampling, limit: 20)
    for (task, streams) in zip(tasks, written) {
      for stream in streams {
        let expected = logProbabilities(task.prompt, stream.tokens)
        #expect(isClose(stream.logProbabilities, expected))
      }
      let texts = streams.map(\.tokens) + [[7], []]
      let given = generator().logProbabilities(of: texts, after: task.prompt)
      #expect(given.count == texts.count)
      for (text, found) in zip(texts, given) {
        #expect(isClose(found, text.isEmpty ? [] : logProbabilities(task.prompt, text)))
      }
    }
  }

  @Test func `Same seed, same text; another seed, another`() {
    let prompt = Self.prompts(1)[0]
    let generator = generator()
    func write(_ seed: UInt64) -> [[Int32]] {
      generator.write(
        [WritingTask(prompt: prompt, count: 3, seed: seed)], sampling: Sampling(temperature: 1),
        limit: 12)[0].map(\.tokens)
    }
    let first = write(1)
    #expect(write(2) != first)
    #expect(write(1) == first)
  }

  @Test func `Limits, long prompts and cancelling cut streams`() {
    let tasks = [
      WritingTask(prompt: Self.prompts(1)[0], count: 2),
      WritingTask(prompt: Array(repeating: 40, count: 64)),
      WritingTask(prompt: Array(repeating: 40, count: 90)),
    ]
    let limited = generator().write(tasks, sampling: Sampling(temperature: 0.01), limit: 5)
    #expect(limited[0].allSatisfy { $0.tokens.count <= 5 })
    #expect(limited[1] == [WrittenStream(isCut: true)])
    #expect(limited[2] == [WrittenStream(isCut: true)])
    var asked = 0
    let cancelled = generator().write(tasks, sampling: Sampling(temperature: 1)) {
      asked += 1
      return asked > 3
    }
    #expect(cancelled[0].allSatisfy { $0.tokens.count <= 3 && $0.isCut })
    #expect(generator().write([], limit: 5).isEmpty)
    #expect(generator().write([WritingTask(prompt: [0], count: 0)]) == [[]])
  }
}
