import Foundation
import MetaCoT

extension Weights {
  /// Random weights to begin training from: normal numbers of variance 1/(3·inputs), divided by
  /// 2·layers for what is added to the residual stream (Radford et al., 2019); gains of 1; a value
  /// head of 0, so that V = ½ everywhere.
  package static func initial(_ shape: TransformerShape, seed: UInt64) -> Weights {
    let weights = Weights(zeros: shape)
    var random = SeededRandom(seed: seed)
    for (name, dimensions) in shape.tensors {
      let numbers = weights.at(name)
      let count = dimensions.reduce(1, *)
      guard dimensions.count == 2 else {
        numbers.update(repeating: 1, count: count)
        continue
      }
      let addsToStream = name.hasSuffix("o_proj.weight") || name.hasSuffix("down_proj.weight")
      let depth = addsToStream ? Double(2 * shape.layers) : 1
      let deviation = (1 / (3 * Double(dimensions[1]) * depth)).squareRoot()
      for index in 0..<count { numbers[index] = Float(deviation * random.normal()) }
    }
    return weights
  }
}

extension SeededRandom {
  /// A number of the standard normal distribution (Box and Muller, 1958).
  mutating func normal() -> Double {
    (-2 * log(1 - Double(unit()))).squareRoot() * cos(2 * .pi * Double(unit()))
  }
}
