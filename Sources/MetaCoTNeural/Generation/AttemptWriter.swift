import MetaCoT
import MetaCoTEvaluation

/// Has a network write about problems, text after text, until one is right where that is enough, or
/// so many tokens are used up.
package struct AttemptWriter {
  private let checkpoint: Checkpoint
  private let instruction: WalkLinearizer.Instruction
  private let temperature: Float
  private let budget: Int
  private let generator: Generator

  /// Texts that are written at once.
  private static let texts = 128

  /// A writer of solutions or searches. The first text of a problem is the most probable one, the
  /// others are drawn at `temperature`, for `budget` tokens a problem.
  package init(
    _ checkpoint: Checkpoint, _ instruction: WalkLinearizer.Instruction, temperature: Float,
    budget: Int
  ) {
    self.checkpoint = checkpoint
    self.instruction = instruction
    self.temperature = temperature
    self.budget = budget
    generator = Generator(Transformer(checkpoint.weights), checkpoint.tokenizer)
  }

  /// What is written about a problem. `endsWhenSolved` leaves out what comes after a right text.
  /// Equal arguments give equal texts. Nil if it was cancelled.
  package func attempts(
    at problem: any EnumerableProblem, endsWhenSolved: Bool, seed: UInt64,
    isCancelled: () -> Bool = { false }
  ) -> (list: [Attempts.Attempt], behaviours: WalkBehaviours)? {
    let prompt = checkpoint.tokenizer.prompt(
      WalkLinearizer.prompt(for: problem.text, instruction))
    var seeds = SeededRandom(seed: seed)
    var list: [Attempts.Attempt] = []
    var (spent, first): (Int, WalkBehaviours?) = (0, nil)
    while spent < budget {
      let isFirst = list.isEmpty
      // As many as will be used, if they are as long as those before.
      let mean = isFirst ? 1 : max(1, spent / list.count)
      let count = isFirst ? 1 : min(Self.texts, (budget - spent + mean - 1) / mean)
      let streams = generator.write(
        [WritingTask(prompt: prompt, count: count, seed: seeds.next())],
        sampling: Sampling(temperature: isFirst ? 0 : temperature), limit: budget,
        isCancelled: isCancelled)[0]
      if isCancelled() { return nil }
      for stream in streams where spent < budget {
        let text = checkpoint.tokenizer.decode(stream.tokens)
        let (behaviours, answer) = WalkBehaviours.reading(text, on: problem, isCut: stream.isCut)
        first = first ?? behaviours
        let isSolved = behaviours.ending == .solved
        list.append(
          .init(
            tokens: max(1, stream.tokens.count), isSolved: isSolved,
            answer: answer.map { fnv1a($0.utf8) }))
        spent += max(1, stream.tokens.count)
        if isSolved, endsWhenSolved { spent = budget }
      }
    }
    return first.map { (list, $0) }
  }
}
