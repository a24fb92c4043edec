import Foundation

/// How the weights are moved: what every stage of training has in common.
package struct TrainingSettings: Codable, Sendable, Equatable {
  /// Steps of the optimizer.
  package var steps = 1000
  /// Tokens a step, about: a batch is full when it has as many.
  package var batchTokens = 8192
  /// The learning rate after the warm-up.
  package var rate: Float = 1e-3
  /// Steps in which the rate grows from 0.
  package var warmup = 100
  /// What is left of the rate at the last step, as a share; between, it follows a cosine.
  package var finalRate: Float = 0.1
  /// The optimizer's settings.
  package var optimizer = Optimizer.Settings()
  /// How many threads share a batch. Sums of floats depend on it, and nothing else does.
  package var threads = 2
  /// Steps from one measuring on held-out problems to the next.
  package var evaluateEvery = 500
  /// Steps from one checkpoint to the next.
  package var checkpointEvery = 500
  /// Steps from one line of the log to the next.
  package var logEvery = 10
  /// The seed of all randomness.
  package var seed: UInt64 = 1

  /// The standard settings.
  package init() {}

  /// The learning rate of a step, from 1.
  func rate(at step: Int) -> Float {
    if step <= warmup { return rate * Float(step) / Float(warmup) }
    let share = Double(step - warmup) / Double(max(1, steps - warmup))
    let cosine = Float(0.5 + 0.5 * cos(.pi * min(1, share)))
    return rate * (finalRate + (1 - finalRate) * cosine)
  }
}
