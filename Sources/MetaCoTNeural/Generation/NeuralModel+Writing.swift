import MetaCoT

extension NeuralModel: WritingModel {
  /// Begins a text that follows the prompt.
  public func text(
    after prompt: String, sampling: Sampling, limit: Int, seed: UInt64
  ) -> any TextStream {
    NetworkText(
      transformer, checkpoint.tokenizer, after: prompt, sampling: sampling, limit: limit,
      seed: seed)
  }
}
