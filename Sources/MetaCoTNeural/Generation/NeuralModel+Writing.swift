import MetaCoT

extension NeuralModel: WritingModel {
  /// Begins a text.
  public func text(for request: TextRequest) -> any TextStream {
    NetworkText(transformer, checkpoint.tokenizer, request)
  }
}
