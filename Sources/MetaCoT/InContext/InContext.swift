/// The model searches by itself, in the text that it writes; the tree is what the text tells of.
///
/// Streams of text in the style `walk`, one after the other until one solves the problem ("Stream
/// of Search", Gandhi et al., 2024, arXiv 2404.03683). It is not a `Strategy`: nothing is asked
/// of a model but to write on. `InContextEngine` runs it.
struct InContext: Sendable {
  static let name = "in-context"
  static let help =
    "the model writes the search itself, line by line; mistakes are marked (needs a network)"
  static let parameters = [
    Parameter(
      "mode", choices: WalkLinearizer.Instruction.allCases.map(\.rawValue),
      "what is asked for: a whole search, or the solution alone (CoT)"),
    Parameter(
      "samples", whole: 1...100_000, default: 1,
      "streams of text, one after the other, until one solves the problem"),
    Parameter(
      "tokens", whole: 0...1_000_000, default: 0,
      "tokens of a stream at most; 0: as many as the model has room for"),
    Parameter(
      "temperature", 0...10, default: 0, "what logits are divided by; 0: the most probable token"),
    Parameter("top-k", whole: 0...1_000_000, default: 0, "draws from the k most probable; 0: all"),
    Parameter(
      "top-p", 0...1, default: 1,
      "draws from the most probable tokens that have this probability together (arXiv 1904.09751)"),
  ]

  var instruction: WalkLinearizer.Instruction
  var samples: Int
  /// Tokens of a stream at most; nil for as many as the model has room for.
  var limit: Int?
  var sampling: Sampling

  init(_ values: ParameterValues) {
    instruction = WalkLinearizer.Instruction(rawValue: values[choice: "mode"]) ?? .search
    samples = values[whole: "samples"]
    limit = values[whole: "tokens"] == 0 ? nil : values[whole: "tokens"]
    sampling = Sampling(
      temperature: Float(values["temperature"]), topK: values[whole: "top-k"],
      topP: Float(values["top-p"]))
  }
}
