import CNeuralKernels
import Dispatch

/// Moves weights against their gradients, which are clipped to a norm: the matrices within the
/// layers by Muon (Jordan et al., 2024; with the size of steps and the decay of Liu et al., 2025,
/// arXiv 2502.16982), all else by AdamW (Loshchilov and Hutter, 2019, arXiv 1711.05101). Gains and
/// biases do not decay.
package final class Optimizer {
  /// What moves the matrices within the layers.
  package enum Method: String, Codable, Sendable, CaseIterable {
    /// By an orthogonal matrix near to the mean of the gradients: all directions alike.
    case muon
    /// Each weight by itself, as all else is moved.
    case adamw
  }

  /// Its settings.
  package struct Settings: Codable, Sendable, Equatable {
    /// What moves the matrices within the layers.
    package var method = Method.muon
    /// How much of the mean of the gradients Muon keeps a step.
    package var momentum: Float = 0.95
    /// The decay rates of AdamW's two moments.
    package var beta1: Float = 0.9
    /// See `beta1`.
    package var beta2: Float = 0.98
    /// What keeps AdamW's steps finite.
    package var epsilon: Float = 1e-8
    /// How much of a weight decays a step, times the learning rate.
    package var decay: Float = 0.05
    /// The largest norm of a gradient; longer ones are shortened.
    package var clip: Float = 1

    /// Muon, and the usual numbers.
    package init() {}
  }

  /// Steps made.
  package private(set) var steps = 0
  private let settings: Settings
  /// Means of the gradients, and AdamW's means of their squares.
  private var first: [Float]
  private var second: [Float]
  /// What Muon moves, and what AdamW does.
  private var matrices: [ParameterGroup] = []
  private var others: [ParameterGroup] = []
  /// One for each thread.
  private let rooms: [NewtonSchulz]

  /// A tensor among all weights.
  private struct ParameterGroup {
    var offset: Int
    /// Rows and columns; of what is not a matrix, 1 and the count of its numbers.
    var rows, columns: Int
    var count: Int { rows * columns }
  }

  /// An optimizer for the weights of a shape. What it does does not depend on `threads`.
  package init(_ settings: Settings = Settings(), for shape: TransformerShape, threads: Int = 1) {
    self.settings = settings
    rooms = (0..<max(1, threads)).map { _ in NewtonSchulz() }
    var offset = 0
    for tensor in shape.tensors + shape.valueTensors {
      let group = ParameterGroup(
        offset: offset, rows: tensor.shape.count == 2 ? tensor.shape[0] : 1,
        columns: tensor.shape[tensor.shape.count - 1])
      let isWithinLayer = tensor.name.hasPrefix("model.layers.")
      if settings.method == .muon, isWithinLayer, group.rows > 1 {
        matrices.append(group)
      } else {
        others.append(group)
      }
      offset += group.count
    }
    first = Array(repeating: 0, count: offset)
    second = Array(repeating: 0, count: offset)
  }

  /// Moves the weights against the gradients. Returns the gradients' norm before clipping; does
  /// nothing if that is not finite.
  package func step(_ weights: Weights, gradients: Weights, rate: Float) -> Float {
    let slopes = gradients.numbers
    let norm = nk_dot(slopes.baseAddress!, slopes.baseAddress!, slopes.count).squareRoot()
    guard norm.isFinite else { return norm }
    steps += 1
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        let step = Step(
          settings: settings, number: steps, rate: rate,
          scale: norm > settings.clip ? settings.clip / norm : 1,
          weights: weights.numbers.baseAddress!, gradients: slopes.baseAddress!,
          first: first.baseAddress!, second: second.baseAddress!)
        for group in others { step.moveByAdamW(group) }
        DispatchQueue.concurrentPerform(iterations: rooms.count) { [matrices, rooms] thread in
          for index in stride(from: thread, to: matrices.count, by: rooms.count) {
            step.moveByMuon(matrices[index], rooms[thread])
          }
        }
      }
    }
    return norm
  }

  /// A step that is being made.
  private struct Step: @unchecked Sendable {
    let settings: Settings
    let number: Int
    let rate: Float
    /// What gradients are multiplied by.
    let scale: Float
    let weights, gradients, first, second: UnsafeMutablePointer<Float>

    func moveByAdamW(_ group: ParameterGroup) {
      let offset = group.offset
      nk_adamw(
        weights + offset, gradients + offset, first + offset, second + offset, group.count, scale,
        rate, settings.beta1, settings.beta2, settings.epsilon,
        group.rows > 1 ? settings.decay : 0, 1 - powered(settings.beta1),
        1 - powered(settings.beta2))
    }

    /// M ← μ·M + G; W ← W·(1 − η·λ) − η·0.2·√max(rows, columns)·orthogonal(G + μ·M). A step of that
    /// length moves a weight about as far as AdamW would.
    func moveByMuon(_ group: ParameterGroup, _ room: NewtonSchulz) {
      let (weights, gradients) = (weights + group.offset, gradients + group.offset)
      let mean = first + group.offset
      let direction = room.matrix(group.count)
      for index in 0..<group.count {
        let gradient = gradients[index] * scale
        mean[index] = settings.momentum * mean[index] + gradient
        direction[index] = settings.momentum * mean[index] + gradient
      }
      let orthogonal = room.orthogonalized(rows: group.rows, columns: group.columns)
      let length = rate * 0.2 * Float(max(group.rows, group.columns)).squareRoot()
      let kept = 1 - rate * settings.decay
      for index in 0..<group.count {
        weights[index] = weights[index] * kept - length * orthogonal[index]
      }
    }

    /// base^number.
    private func powered(_ base: Float) -> Float {
      var (result, factor, left) = (1.0, Double(base), number)
      while left > 0 {
        if left & 1 == 1 { result *= factor }
        factor *= factor
        left >>= 1
      }
      return Float(result)
    }
  }

  /// All that is needed to go on: the count of steps and the means.
  package var state: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + 8 * first.count)
    withUnsafeBytes(of: UInt64(steps).littleEndian) { bytes.append(contentsOf: $0) }
    first.withUnsafeBytes { bytes.append(contentsOf: $0) }
    second.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Goes on where `state` was taken; false if it is of another size.
  package func restore(_ state: [UInt8]) -> Bool {
    let size = first.count * MemoryLayout<Float>.size
    guard state.count == 8 + 2 * size,
      let made = Int32(exactly: state[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }),
      made >= 0
    else { return false }
    steps = Int(made)
    first.withUnsafeMutableBytes { $0.copyBytes(from: state[8..<8 + size]) }
    second.withUnsafeMutableBytes { $0.copyBytes(from: state[(8 + size)...]) }
    return true
  }
}
