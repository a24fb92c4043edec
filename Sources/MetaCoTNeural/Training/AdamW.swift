import CNeuralKernels

/// The optimizer AdamW (Loshchilov and Hutter, 2019, arXiv 1711.05101), with gradients clipped to a
/// norm. Gains and biases do not decay.
public final class AdamW {
  /// Its settings.
  public struct Settings: Codable, Sendable, Equatable {
    /// The decay rates of the two moments.
    public var beta1: Float = 0.9
    /// See `beta1`.
    public var beta2: Float = 0.98
    /// What keeps steps finite.
    public var epsilon: Float = 1e-8
    /// How much of a weight decays a step, times the learning rate.
    public var decay: Float = 0.05
    /// The largest norm of a gradient; longer ones are shortened.
    public var clip: Float = 1

    /// The usual ones.
    public init() {}
  }

  /// Steps made.
  public private(set) var steps = 0
  private let settings: Settings
  private var first: [Float]
  private var second: [Float]

  /// An optimizer for this many weights.
  public init(_ settings: Settings = Settings(), count: Int) {
    self.settings = settings
    first = Array(repeating: 0, count: count)
    second = Array(repeating: 0, count: count)
  }

  /// Moves the weights against the gradients. Returns the gradients' norm before clipping.
  public func step(_ weights: Weights, gradients: Weights, rate: Float) -> Float {
    steps += 1
    let (all, slopes) = (weights.all!, gradients.all!)
    let norm = nk_dot(slopes.baseAddress!, slopes.baseAddress!, slopes.count).squareRoot()
    guard norm.isFinite else { return norm }
    let scale = norm > settings.clip ? settings.clip / norm : 1
    let correction1 = 1 - powered(settings.beta1, steps)
    let correction2 = 1 - powered(settings.beta2, steps)
    var offset = 0
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        for tensor in weights.shape.tensors + weights.shape.valueTensors {
          let count = tensor.shape.reduce(1, *)
          nk_adamw(
            all.baseAddress! + offset, slopes.baseAddress! + offset,
            first.baseAddress! + offset, second.baseAddress! + offset, count, scale, rate,
            settings.beta1, settings.beta2, settings.epsilon,
            tensor.shape.count == 2 && tensor.shape[0] > 1 ? settings.decay : 0, correction1,
            correction2)
          offset += count
        }
      }
    }
    return norm
  }

  private func powered(_ base: Float, _ exponent: Int) -> Float {
    var (result, factor, left) = (1.0, Double(base), exponent)
    while left > 0 {
      if left & 1 == 1 { result *= factor }
      factor *= factor
      left >>= 1
    }
    return Float(result)
  }

  /// All that is needed to go on: the count of steps and both moments.
  public var state: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + 8 * first.count)
    withUnsafeBytes(of: UInt64(steps).littleEndian) { bytes.append(contentsOf: $0) }
    first.withUnsafeBytes { bytes.append(contentsOf: $0) }
    second.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Goes on where `state` was taken; false if it is of another size.
  public func restore(_ state: [UInt8]) -> Bool {
    let size = first.count * MemoryLayout<Float>.size
    guard state.count == 8 + 2 * size else { return false }
    steps = Int(state[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    first.withUnsafeMutableBytes { $0.copyBytes(from: state[8..<8 + size]) }
    second.withUnsafeMutableBytes { $0.copyBytes(from: state[(8 + size)...]) }
    return true
  }
}
