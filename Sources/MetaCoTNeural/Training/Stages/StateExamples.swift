import MetaCoT

/// States of training problems as examples: what process supervision learns, and what later stages
/// replay.
struct StateExamples {
  let problems: TrainingProblems
  let labeller: StateLabeller

  /// Appends states of a problem, unless its text is too long for the network.
  func append(
    to batch: inout ExampleBatch, _ network: Checkpoint, _ random: inout SeededRandom
  ) throws {
    try append(try problems.next(using: &random), to: &batch, network, &random)
  }

  /// Appends states of this problem, unless its text is too long for the network.
  func append(
    _ problem: any EnumerableProblem, to batch: inout ExampleBatch, _ network: Checkpoint,
    _ random: inout SeededRandom
  ) throws {
    let prompt = WalkLinearizer.prompt(for: problem.text, .solve)
    let room = network.tokenizer.encode(prompt).count + NeuralModel.branchTokens
    guard room <= network.shape.context else { return }
    batch.append(
      prompt: prompt, positions: try labeller.positions(of: problem, using: &random),
      network.tokenizer)
  }
}
