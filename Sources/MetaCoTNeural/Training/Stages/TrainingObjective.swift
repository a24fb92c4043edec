import MetaCoT

/// What one stage teaches: the batches, one after the other, and how well they are learned. The
/// steps, the log and the checkpoints are `StageRunner`'s, the same for every stage.
protocol TrainingObjective {
  /// Where it stands, so that a run that was cut off goes on with the batch that would have come.
  associatedtype Cursor: Codable

  /// Where it stands.
  var cursor: Cursor { get set }

  /// Whether a run with this network can stand at a place that was read from a file.
  func accepts(_ cursor: Cursor, for network: Checkpoint) -> Bool

  /// The batch of a step. All that is drawn at random follows from `cursor` and `random`, which is
  /// another one each step.
  mutating func batch(
    at step: Int, for network: Checkpoint, random: SeededRandom
  ) throws -> ObjectiveBatch

  /// Measures on held-out problems, and what the network now writes.
  mutating func evaluate(_ network: Checkpoint) throws -> ObjectiveReport
}

/// What is learned from in one step.
struct ObjectiveBatch {
  /// The texts.
  var sequences: SequenceBatch
  /// For each token, the one that should be next, or -1.
  var targets: [Int32]
  /// The derivatives of the loss.
  var loss: GradientWorkers.Loss
  /// The figures for the log, given what the network said.
  var figures: (GradientWorkers.ForwardOutputs) -> ObjectiveMetrics
}

/// The figures of a step.
struct ObjectiveMetrics {
  /// Nats a token.
  var loss: Double
  /// Nats a value.
  var valueLoss: Double?
  /// What the stage measures besides.
  var others: [String: Double] = [:]
}

/// What an evaluation found.
struct ObjectiveReport {
  /// By name, such as `held-out loss`.
  var measures: [String: Double]
  /// What the network writes.
  var sample: String?
}
