import ArgumentParser
import Foundation
import MetaCoT
import MetaCoTEvaluation
import MetaCoTNeural

/// A model that is evaluated: what searches ask, and what answers are sampled from.
struct EvaluatedModel: Sendable {
  /// What it is called, and how a search names it.
  let choice: TraceHeader.Choice
  private let network: NeuralModel?

  /// The model that `--model` names. Throws a `SearchError` that says what would be right, or a
  /// `FileError` about a checkpoint.
  static func named(_ text: String) throws -> EvaluatedModel {
    let (choice, network) = try ModelSource.model(text)
    return EvaluatedModel(choice: choice, network: network)
  }

  /// Whether it is a network, which computes tokens.
  var isNetwork: Bool { network != nil }

  /// The model itself where it is not registered. It knows of no state yet: a search that found
  /// in its memory what another had it compute would look cheaper than it is.
  func loaded() -> NeuralModel? {
    network?.withoutMemory
  }

  /// Why it cannot be used on a problem; nil if it can.
  func refusal(of problem: any Problem) throws -> String? {
    if let network { return network.refusal(of: problem) }
    return try ModelRegistry.entry(choice.name).model(parameters: choice.parameters)
      .refusal(of: problem)
  }

  /// What gives sampled answers.
  func sampler() throws -> any AnswerSampler {
    if let network = loaded() { return PolicySampler(network) }
    return PolicySampler(
      try ModelRegistry.entry(choice.name).model(parameters: choice.parameters))
  }

  /// A hash of a checkpoint's weights, as hexadecimal digits; nil for a model that has none of its
  /// own. The folder of a training that goes on holds another network later.
  func weightsDigest() throws -> String? {
    guard network != nil, choice.name != Pocket.name else { return nil }
    let folder = ModelSource.checkpointFolder(choice.name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".safetensors") }.sorted()
    let hash = try files.reduce(fnv1a([])) { hash, name in
      let data = try Data(contentsOf: URL(filePath: folder + "/" + name), options: .alwaysMapped)
      return fnv1a(data, after: hash)
    }
    return String(hash, radix: 16)
  }
}

extension NeuralModel {
  /// The same network, which knows of no state yet.
  var withoutMemory: NeuralModel { NeuralModel(checkpoint, proposals: proposals) }
}
