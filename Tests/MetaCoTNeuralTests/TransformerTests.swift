import MetaCoT
import Testing

@testable import MetaCoTNeural

/// The passes against each other and against finite differences, on tiny random networks.
@Suite struct TransformerTests {
  static let shape = TransformerShape(
    vocabulary: 13, width: 24, layers: 2, heads: 4, keyValueHeads: 2, feedForward: 20, context: 160)

  static func batch(_ random: inout SeededRandom, lengths: [Int]) -> SequenceBatch {
    var batch = SequenceBatch()
    for length in lengths {
      batch.append((0..<length).map { _ in Int32(random.below(shape.vocabulary)) })
    }
    return batch
  }

  static func randomised(seed: UInt64) -> Weights {
    let weights = Weights.initial(shape, seed: seed)
    var random = SeededRandom(seed: seed + 1)
    for index in weights.all!.indices { weights.all![index] += 0.1 * (random.unit() - 0.5) }
    return weights
  }

  @Test(arguments: [1, 2, 3])
  func `Gradients are those of finite differences`(shards: Int) {
    var random = SeededRandom(seed: 5)
    var batch = Self.batch(&random, lengths: [7, 1, 70, 12])
    let suffixes = [5, 1, 66].map { length in
      (0..<length).map { _ in Int32(random.below(Self.shape.vocabulary)) }
    }
    batch.append(prefix: Array(batch.tokens[..<9]), suffixes: suffixes)
    let targets = batch.tokens.indices.map { _ in Int32(random.below(14)) - 1 }
    let slopes = batch.tokens.indices.map { _ in (random.unit() - 0.5, random.unit() - 0.5) }
    let weights = Self.randomised(seed: 3)
    let workers = GradientWorkers(Transformer(weights), shards: shards)

    func loss() -> Double {
      let readings = workers.read(batch, targets: targets)
      return batch.tokens.indices.reduce(0.0) { sum, position in
        let p = targets[position] < 0 ? 0 : readings.logProbabilities[position]
        return sum + Double(slopes[position].0 * p)
          + Double(slopes[position].1 * readings.valueLogits[position])
      }
    }
    workers.clear()
    _ = workers.accumulate(batch, targets: targets) { position, _, _ in
      (slopes[position].0, slopes[position].1)
    }
    var offset = 0
    for (name, dimensions) in Self.shape.tensors + Self.shape.valueTensors {
      let count = dimensions.reduce(1, *)
      let direction = (0..<count).map { _ in random.unit() - 0.5 }
      let length = direction.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
      let step: Float = 0.01 / length
      func move(_ scale: Float) {
        for index in 0..<count { weights.all![offset + index] += scale * direction[index] }
      }
      move(step)
      let above = loss()
      move(-2 * step)
      let below = loss()
      move(step)
      let expected = (above - below) / Double(2 * step)
      let found = (0..<count).reduce(0.0) {
        $0 + Double(workers.gradients.all![offset + $1] * direction[$1])
      }
      #expect(abs(found - expected) < 0.01 * max(1, abs(expected)), "\(name)")
      offset += count
    }
  }

  @Test func `Decoding token by token gives what the pass for training gives`() {
    var random = SeededRandom(seed: 9)
    let transformer = Transformer(Self.randomised(seed: 4))
    let batch = Self.batch(&random, lengths: [90])
    let room = Activations(Self.shape)
    room.begin(batch, 0..<1, heads: Self.shape.heads)
    transformer.forward(room)
    let decoder = Decoder(transformer)
    var row = decoder.append(batch.tokens[..<40], below: -1)
    for position in 40..<90 {
      row = decoder.append([batch.tokens[position]], below: row)
      let logits = decoder.logits([0])
      for token in 0..<Self.shape.vocabulary {
        let expected = room.logits.start[position * Self.shape.vocabulary + token]
        #expect(abs(logits[token] - expected) < 1e-4)
      }
      #expect(abs(decoder.valueLogit(0) - room.valueLogits.start[position]) < 1e-4)
    }
  }

  @Test func `A tree of tokens gives each branch what it would have alone`() {
    var random = SeededRandom(seed: 11)
    let transformer = Transformer(Self.randomised(seed: 6))
    let tokens = (0..<40).map { _ in Int32(random.below(Self.shape.vocabulary)) }
    let parents = tokens.indices.map { $0 == 0 ? -1 : random.below($0) }
    let tree = Decoder(transformer)
    tree.append(tokens, parents: parents)
    let all = tree.logits(Array(tokens.indices))
    for leaf in tokens.indices {
      var path: [Int32] = []
      var node = leaf
      while node >= 0 {
        path.insert(tokens[node], at: 0)
        node = parents[node]
      }
      let alone = Decoder(transformer)
      alone.append(path, below: -1)
      let logits = alone.logits([path.count - 1])
      for token in 0..<Self.shape.vocabulary {
        #expect(abs(logits[token] - all[leaf * Self.shape.vocabulary + token]) < 1e-4)
      }
    }
  }

  @Test(arguments: 2...9)
  func `What comes out for a token is the same, bit by bit, whatever is beside it`(_ count: Int) {
    var random = SeededRandom(seed: 14)
    let transformer = Transformer(Self.randomised(seed: 9))
    func token() -> Int32 { Int32(random.below(Self.shape.vocabulary)) }
    let prefix = (0..<5).map { _ in token() }
    let tokens = (0..<count).map { _ in token() }
    func bits(_ logits: UnsafePointer<Float>, _ index: Int) -> [UInt32] {
      (0..<Self.shape.vocabulary).map { logits[index * Self.shape.vocabulary + $0].bitPattern }
    }
    let decoder = Decoder(transformer)
    let end = decoder.append(prefix, below: -1)
    decoder.append(tokens, parents: Array(repeating: end, count: count))
    let logits = decoder.logits(Array(0..<count))
    let together = tokens.indices.map { bits(logits, $0) }
    for (index, token) in tokens.enumerated() {
      decoder.append([token], below: end)
      #expect(together[index] == bits(decoder.logits([0]), 0))
    }
  }

  @Test func `A suffix of a sequence reads what it would read right after the prefix`() {
    var random = SeededRandom(seed: 12)
    func tokens(_ count: Int) -> [Int32] {
      (0..<count).map { _ in Int32(random.below(Self.shape.vocabulary)) }
    }
    let prefix = tokens(11)
    let suffixes = [tokens(3), tokens(70), tokens(8)]
    var tree = SequenceBatch()
    tree.append(tokens(5))
    tree.append(prefix: prefix, suffixes: suffixes)
    let workers = GradientWorkers(Transformer(Self.randomised(seed: 7)), shards: 1)
    let found = workers.read(tree, targets: tree.tokens)
    var first = 5 + prefix.count
    for suffix in suffixes {
      var alone = SequenceBatch()
      alone.append(prefix + suffix)
      let expected = workers.read(alone, targets: alone.tokens)
      for place in suffix.indices {
        let other = prefix.count + place
        let (a, b) = (found.logProbabilities[first + place], expected.logProbabilities[other])
        #expect(abs(a - b) < 1e-4)
        #expect(abs(found.valueLogits[first + place] - expected.valueLogits[other]) < 1e-4)
      }
      first += suffix.count
    }
  }

  @Test func `Streams in reserved rows, and after a truncation, are the same streams`() {
    var random = SeededRandom(seed: 13)
    let transformer = Transformer(Self.randomised(seed: 8))
    let prefix = (0..<5).map { _ in Int32(random.below(Self.shape.vocabulary)) }
    let streams = (0..<3).map { _ in
      (0..<20).map { _ in Int32(random.below(Self.shape.vocabulary)) }
    }
    let decoder = Decoder(transformer)
    let end = decoder.append(prefix, below: -1)
    decoder.append([1, 2, 3], below: end)
    decoder.truncate(to: end + 1)
    let firsts = streams.map { decoder.reserve($0.count) }
    for step in 0..<20 {
      decoder.append(
        streams.map { $0[step] }, parents: firsts.map { step == 0 ? end : $0 + step - 1 },
        rows: firsts.map { $0 + step })
    }
    let together = decoder.logits([0, 1, 2])
    for (index, stream) in streams.enumerated() {
      let alone = Decoder(transformer)
      alone.append(prefix + stream, below: -1)
      let logits = alone.logits([24])
      for token in 0..<Self.shape.vocabulary {
        #expect(abs(logits[token] - together[index * Self.shape.vocabulary + token]) < 1e-4)
      }
    }
  }
}
