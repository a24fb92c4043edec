import Testing

@testable import MetaCoTNeural

@Suite struct TransformerShapeTests {
  static let shape = TransformerShape(
    vocabulary: 11, width: 8, layers: 2, heads: 4, keyValueHeads: 2, feedForward: 12, context: 16)

  @Test func `Tensors are counted once, tied embeddings too`() {
    // Embeddings 88; a layer 8 + 64 + 32 + 32 + 64 + 8 + 3 · 96 = 496; the norm 8; the value 9.
    #expect(Self.shape.parameterCount == 88 + 2 * 496 + 8 + 9)
    var untied = Self.shape
    untied.tiesEmbeddings = false
    #expect(untied.parameterCount == Self.shape.parameterCount + 88)
  }

  @Test func `Weights in one piece are those found by name`() {
    let weights = Weights(zeros: Self.shape)
    weights.all![88] = 7
    #expect(weights["model.layers.0.input_layernorm.weight"][0] == 7)
    #expect(weights.copy()["model.layers.0.input_layernorm.weight"][0] == 7)
  }
}
