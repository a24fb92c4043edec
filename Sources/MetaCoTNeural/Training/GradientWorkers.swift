import CNeuralKernels
import Dispatch

/// Runs forward and backward passes over batches on several threads and sums the gradients.
///
/// A batch is cut into shards of whole sequences. A shard is worked through in pieces that fit the
/// cache, by one thread, into gradients of its own; the shards' gradients are then added in their
/// order. So results depend on the number of shards, but not on how threads are scheduled.
package final class GradientWorkers: @unchecked Sendable {
  /// What the network says at the positions of a batch.
  package struct ForwardOutputs: Sendable {
    /// The log-probability of each position's target; NaN where there is none.
    package var logProbabilities: [Float]
    /// The logit of the value at each position.
    package var valueLogits: [Float]
  }

  /// The derivatives of the loss at a position of the batch, given what the network says there: by
  /// the log-probability of the target, and by the logit of the value. All that one stage of
  /// training differs in from another.
  package typealias Loss =
    @Sendable (_ position: Int, _ logProbability: Float, _ valueLogit: Float) -> (
      byLogProbability: Float, byValueLogit: Float
    )

  /// The network, whose weights may change between batches.
  package let transformer: Transformer
  /// The sum of all gradients since `clear`.
  package let gradients: Weights
  private let shards: [Shard]

  private final class Shard {
    let room: Activations
    let gradients: Weights
    init(_ shape: TransformerShape) {
      room = Activations(shape)
      gradients = Weights(zeros: shape)
    }
  }

  /// Workers for a network; `shards` is how many threads can work at once.
  package init(_ transformer: Transformer, shards: Int) {
    self.transformer = transformer
    self.shards = (0..<max(1, shards)).map { _ in Shard(transformer.shape) }
    gradients = self.shards[0].gradients
  }

  /// Forgets all gradients.
  package func clear() {
    for shard in shards { shard.gradients.numbers.update(repeating: 0) }
  }

  /// Reads a batch: no gradients. `targets` holds, for each position, the token that should be
  /// next, or -1.
  package func read(_ batch: SequenceBatch, targets: [Int32]) -> ForwardOutputs {
    run(batch, targets, nil)
  }

  /// Reads a batch and adds the gradients of a loss.
  package func accumulate(_ batch: SequenceBatch, targets: [Int32], loss: @escaping Loss)
    -> ForwardOutputs
  {
    let readings = run(batch, targets, loss)
    for shard in shards.dropFirst() {
      let (sum, numbers) = (gradients.numbers, shard.gradients.numbers)
      nk_add_scaled(1, numbers.baseAddress!, sum.baseAddress!, sum.count)
      numbers.update(repeating: 0)
    }
    return readings
  }

  private func run(_ batch: SequenceBatch, _ targets: [Int32], _ loss: Loss?) -> ForwardOutputs {
    precondition(targets.count == batch.tokens.count)
    let count = batch.tokens.count
    var logProbabilities = [Float](repeating: .nan, count: count)
    var valueLogits = [Float](repeating: 0, count: count)
    let ranges = batch.shards(shards.count)
    logProbabilities.withUnsafeMutableBufferPointer { logProbabilities in
      valueLogits.withUnsafeMutableBufferPointer { valueLogits in
        let outputs = Outputs(
          logProbabilities: logProbabilities.baseAddress!, valueLogits: valueLogits.baseAddress!)
        DispatchQueue.concurrentPerform(iterations: shards.count) { index in
          for piece in batch.pieces(of: ranges[index], limit: 1024) where !piece.isEmpty {
            work(shards[index], batch, piece, targets, loss, outputs)
          }
        }
      }
    }
    return ForwardOutputs(logProbabilities: logProbabilities, valueLogits: valueLogits)
  }

  private struct Outputs: @unchecked Sendable {
    let logProbabilities, valueLogits: UnsafeMutablePointer<Float>
  }

  private func work(
    _ shard: Shard, _ batch: SequenceBatch, _ piece: Range<Int>, _ targets: [Int32], _ loss: Loss?,
    _ outputs: Outputs
  ) {
    let room = shard.room
    let shape = transformer.shape
    room.begin(batch, piece, heads: shape.heads)
    transformer.forward(room)
    let first = batch.starts[piece.lowerBound]
    for row in 0..<room.rows {
      let position = first + row
      let logits = room.logits.start + row * shape.vocabulary
      let target = targets[position]
      var logSum: Float = 0
      if target >= 0 {
        logSum = nk_log_sum_exp(logits, shape.vocabulary)
        outputs.logProbabilities[position] = logits[Int(target)] - logSum
      }
      outputs.valueLogits[position] = room.valueLogits.start[row]
      guard let loss else { continue }
      let slope = loss(
        position, outputs.logProbabilities[position], outputs.valueLogits[position])
      room.valueLogits.start[row] = slope.byValueLogit
      if target >= 0, slope.byLogProbability != 0 {
        // d log p(target) / d logits = onehot(target) − p.
        nk_scaled_exp(logits, logSum, -slope.byLogProbability, shape.vocabulary)
        logits[Int(target)] += slope.byLogProbability
      } else {
        logits.update(repeating: 0, count: shape.vocabulary)
      }
    }
    if loss != nil { transformer.backward(room, into: shard.gradients) }
  }
}
