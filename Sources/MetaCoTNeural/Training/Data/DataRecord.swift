import MetaCoT

/// One example to learn from: what is asked, and the text that answers it.
package struct DataRecord: Sendable, Equatable {
  /// What the text is: the whole search (Meta-CoT), or the final path alone (CoT).
  package typealias Mode = WalkLinearizer.Instruction

  /// The registered kind of the problem, such as `countdown`.
  package var kind: String
  /// The problem's text form.
  package var problem: String
  /// Whole search or final path.
  package var mode: Mode
  /// The strategy of the search, as it was asked for: `mcts:select=puct`.
  package var strategy: String
  /// Whether the search found a solution.
  package var solved: Bool
  /// What stands before the text that is to be learned. In the form for chats, what the user says.
  package var prompt: String
  /// The text to learn, without an end token. In the form for chats, what the assistant says.
  package var completion: String
  /// How often the search went back; 0 for a final path.
  package var backtracks: Int
  /// Nodes that the search was at, the root not counted; for a final path, its steps.
  package var steps: Int
  /// Tokens of prompt and completion by `Tokenizer.puzzles`, with `<s>` before and `</s>` after: what
  /// a network's context must hold.
  package var tokens: Int

  /// A record.
  package init(
    kind: String, problem: String, mode: Mode, strategy: String, solved: Bool, prompt: String,
    completion: String, backtracks: Int, steps: Int, tokens: Int
  ) {
    self.kind = kind
    self.problem = problem
    self.mode = mode
    self.strategy = strategy
    self.solved = solved
    self.prompt = prompt
    self.completion = completion
    self.backtracks = backtracks
    self.steps = steps
    self.tokens = tokens
  }
}
