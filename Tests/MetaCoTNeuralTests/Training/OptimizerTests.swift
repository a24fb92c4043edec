import MetaCoT
import Testing

@testable import MetaCoTNeural

@Suite("Optimizer")
struct OptimizerTests {
  private let shape = TransformerShape(
    vocabulary: 64, width: 32, layers: 2, heads: 4, keyValueHeads: 2, feedForward: 96, context: 64)

  /// Weights of random numbers.
  private func random(seed: UInt64) -> Weights {
    let weights = Weights(zeros: shape)
    var random = SeededRandom(seed: seed)
    for index in weights.all!.indices { weights.all![index] = Float(random.normal()) }
    return weights
  }

  @Test(arguments: [(96, 32), (32, 96), (48, 48), (2, 5), (128, 384)])
  func `A matrix is made nearly orthogonal`(rows: Int, columns: Int) {
    let room = NewtonSchulz()
    var random = SeededRandom(seed: 7)
    let given = (0..<rows * columns).map { _ in Float(random.normal()) * 1e-3 }
    room.matrix(given.count).update(from: given, count: given.count)
    let made = room.orthogonalized(rows: rows, columns: columns)
    // Vectors of the smaller side keep their length, about.
    for _ in 0..<8 {
      let vector = (0..<min(rows, columns)).map { _ in Float(random.normal()) }
      let image = (0..<max(rows, columns)).map { place in
        vector.indices.reduce(Float(0)) { sum, index in
          sum + vector[index]
            * (rows < columns ? made[index * columns + place] : made[place * columns + index])
        }
      }
      let stretch = (length(image) / length(vector)).squareRoot()
      #expect((0.6...1.25).contains(stretch), "stretched by \(stretch)")
    }
    // And it still points where it did.
    let along = given.indices.reduce(Float(0)) { $0 + given[$1] * made[$1] }
    #expect(along > 0.7 * (length(given) * length((0..<given.count).map { made[$0] })).squareRoot())
  }

  private func length(_ vector: [Float]) -> Float { vector.reduce(0) { $0 + $1 * $1 } }

  @Test
  func `What is orthogonal stays as it is, but for its length`() {
    let room = NewtonSchulz()
    let matrix = room.matrix(9)
    matrix.update(from: [2, 0, 0, 0, -1, 0, 0, 0, 0.5], count: 9)
    let made = room.orthogonalized(rows: 3, columns: 3)
    for index in 0..<9 where index % 4 != 0 { #expect(made[index] == 0) }
    for (index, sign) in [(0, Float(1)), (4, -1), (8, 1)] {
      #expect((0.6...1.25).contains(sign * made[index]))
    }
  }

  @Test(arguments: Optimizer.Method.allCases)
  func `Threads change nothing`(method: Optimizer.Method) {
    var settings = Optimizer.Settings()
    settings.method = method
    let results = [1, 3].map { threads in
      let weights = random(seed: 1)
      let optimizer = Optimizer(settings, for: shape, threads: threads)
      for seed in 2..<5 {
        _ = optimizer.step(weights, gradients: random(seed: UInt64(seed)), rate: 0.01)
      }
      return Array(weights.all!)
    }
    #expect(results[0] == results[1])
  }

  @Test
  func `A first step is as long as the rate says, whatever moves a weight`() {
    for method in Optimizer.Method.allCases {
      var settings = Optimizer.Settings()
      settings.method = method
      settings.decay = 0
      let (weights, gradients) = (random(seed: 1), random(seed: 2))
      let before = Array(weights.all!)
      _ = Optimizer(settings, for: shape).step(weights, gradients: gradients, rate: 0.01)
      var offset = 0
      for tensor in shape.tensors + shape.valueTensors {
        let count = tensor.shape.reduce(1, *)
        let moved = (offset..<offset + count).map { weights.all![$0] - before[$0] }
        let size = (length(moved) / Float(count)).squareRoot()
        // AdamW's first steps are the rate, times a sign; Muon's a fifth of it.
        let isMuon = method == .muon && tensor.name.hasPrefix("model.layers.")
        if isMuon, tensor.shape.count == 2 {
          #expect((0.0009...0.0026).contains(size), "\(tensor.name) moved by \(size)")
        } else {
          #expect(abs(size - 0.01) < 1e-4, "\(tensor.name) moved by \(size)")
        }
        offset += count
      }
    }
  }

  @Test
  func `A gradient that is not finite moves nothing`() {
    let (weights, gradients) = (random(seed: 1), random(seed: 2))
    let before = Array(weights.all!)
    gradients.all![5] = .infinity
    let optimizer = Optimizer(for: shape)
    let norm = optimizer.step(weights, gradients: gradients, rate: 0.01)
    #expect(!norm.isFinite)
    #expect(optimizer.steps == 0)
    #expect(Array(weights.all!) == before)
  }
}
