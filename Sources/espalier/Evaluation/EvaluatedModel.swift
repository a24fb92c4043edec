import ArgumentParser
import MetaCoT
import MetaCoTNeural

/// A model that is evaluated: what searches ask, and what answers are sampled from.
struct EvaluatedModel: Sendable {
  /// What it is called, and how a search names it.
  let choice: TraceHeader.Choice
  private let network: NeuralModel?

  /// The model that `--model` names. Throws a usage error that says what would be right, or a
  /// `FileError` about a checkpoint.
  static func named(_ text: String) throws -> EvaluatedModel {
    let choice = try ModelSource.model(text).choice
    return EvaluatedModel(choice: choice, network: try ModelSource.network(text))
  }

  /// The model itself where it is no registered one. It knows of no state yet: a search that found
  /// in its memory what another had it compute would look cheaper than it is.
  func loaded() -> NeuralModel? { network.map { NeuralModel($0.checkpoint) } }

  /// What gives sampled answers.
  func sampler() throws -> any AnswerSampler {
    let entry = { try ModelRegistry.entry(choice.name).model(parameters: choice.parameters) }
    return PolicyWalks(try loaded() ?? entry())
  }
}
