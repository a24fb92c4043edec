/// The numbers of a network, float32: the tensors of a `TransformerShape`, in memory of their own
/// or in a mapped file.
package final class Weights: @unchecked Sendable {
  /// The shape they belong to.
  package let shape: TransformerShape
  /// All numbers in one piece, in the order of `tensors` and `valueTensors`: for training. Nil if
  /// they lie in a mapped file.
  package let all: UnsafeMutableBufferPointer<Float>?
  private let tensors: [String: UnsafePointer<Float>]
  /// Keeps mapped memory alive.
  private let owner: AnyObject?

  /// Weights of zero, in memory of their own.
  package init(zeros shape: TransformerShape) {
    self.shape = shape
    let all = UnsafeMutableBufferPointer<Float>.allocate(capacity: shape.parameterCount)
    all.initialize(repeating: 0)
    var tensors: [String: UnsafePointer<Float>] = [:]
    var offset = 0
    for tensor in shape.tensors + shape.valueTensors {
      tensors[tensor.name] = UnsafePointer(all.baseAddress! + offset)
      offset += tensor.shape.reduce(1, *)
    }
    self.all = all
    self.tensors = tensors
    owner = nil
  }

  /// Weights that lie elsewhere, in memory that `owner` keeps alive. Every tensor of the shape must
  /// be there, with all its numbers.
  package init(
    _ shape: TransformerShape, tensors: [String: UnsafePointer<Float>], owner: AnyObject
  ) {
    for tensor in shape.tensors + shape.valueTensors {
      precondition(tensors[tensor.name] != nil, "\(tensor.name) is missing")
    }
    self.shape = shape
    self.tensors = tensors
    self.owner = owner
    all = nil
  }

  deinit { all?.deallocate() }

  /// The first number of a tensor of the shape.
  package subscript(name: String) -> UnsafePointer<Float> { tensors[name]! }

  /// All numbers, to write to. Only where `all` is there.
  var numbers: UnsafeMutableBufferPointer<Float> {
    guard let all else { preconditionFailure("mapped weights are read only") }
    return all
  }

  /// The first number of a tensor, to write to. Only where `all` is there.
  func at(_ name: String) -> UnsafeMutablePointer<Float> {
    precondition(all != nil, "mapped weights are read only")
    return UnsafeMutablePointer(mutating: self[name])
  }

  /// A copy in memory of its own.
  package func copy() -> Weights {
    let copy = Weights(zeros: shape)
    for tensor in shape.tensors + shape.valueTensors {
      copy.at(tensor.name).update(from: self[tensor.name], count: tensor.shape.reduce(1, *))
    }
    return copy
  }
}
