import Foundation
import MetaCoT

@testable import MetaCoTNeural

/// Small networks of random numbers, and folders for them.
enum CheckpointFixtures {
  /// With grouped-query attention, and room for the tokenizer.
  static func shape(tied: Bool = true) -> TransformerShape {
    TransformerShape(
      vocabulary: 520, width: 16, layers: 2, heads: 4, keyValueHeads: 2, feedForward: 24,
      context: 64, ropeTheta: 5_000, normEpsilon: 1e-6, tiesEmbeddings: tied)
  }

  static let card = Checkpoint.Card(
    name: "twig", kinds: ["countdown", "maze"], discount: 0.95, stage: "sft")

  /// Every number is random, those of norms and of the value head too.
  static func random(_ shape: TransformerShape = shape(), seed: UInt64 = 1) -> Checkpoint {
    let weights = Weights.initial(shape, seed: seed)
    var random = SeededRandom(seed: seed)
    for place in weights.all!.indices { weights.all![place] += 0.2 * (random.unit() - 0.5) }
    return Checkpoint(weights: weights, card: card)
  }

  /// Calls `body` with the path of a folder that is not there yet, in an empty folder.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let place = FileManager.default.temporaryDirectory.appending(path: "checkpoint-\(UUID())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    return try body(place.appending(path: "twig").path)
  }

  /// The bits of all numbers, by tensor.
  static func bits(_ weights: Weights, valueHead: Bool = true) -> [String: [Int32]] {
    let shape = weights.shape
    let tensors = shape.tensors + (valueHead ? shape.valueTensors : [])
    return Dictionary(
      uniqueKeysWithValues: tensors.map { name, shape in
        let floats = UnsafeBufferPointer(start: weights[name], count: shape.reduce(1, *))
        return (name, floats.map { Int32(bitPattern: $0.bitPattern) })
      })
  }
}
