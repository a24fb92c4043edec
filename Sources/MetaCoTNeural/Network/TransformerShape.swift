/// The shape of a decoder of the Llama family (Touvron et al., 2023, arXiv 2302.13971): RMSNorm,
/// rotary positions, SwiGLU, grouped-query attention; the embeddings are also the output layer if
/// they are tied.
package struct TransformerShape: Sendable, Equatable {
  /// Tokens in the vocabulary.
  package var vocabulary: Int
  /// Numbers that stand for a position between layers: `hidden_size`.
  package var width: Int
  /// Layers: `num_hidden_layers`.
  package var layers: Int
  /// Heads of queries: `num_attention_heads`.
  package var heads: Int
  /// Heads of keys and values, which divide `heads`: `num_key_value_heads`.
  package var keyValueHeads: Int
  /// Numbers inside a feed-forward block: `intermediate_size`.
  package var feedForward: Int
  /// Positions at most: `max_position_embeddings`.
  package var context: Int
  /// The base of the rotary frequencies: `rope_theta`.
  package var ropeTheta: Float
  /// What RMSNorm adds to the mean square: `rms_norm_eps`.
  package var normEpsilon: Float
  /// Whether the output layer is the embeddings: `tie_word_embeddings`.
  package var tiesEmbeddings: Bool

  /// A shape.
  package init(
    vocabulary: Int, width: Int, layers: Int, heads: Int, keyValueHeads: Int, feedForward: Int,
    context: Int, ropeTheta: Float = 10_000, normEpsilon: Float = 1e-5,
    tiesEmbeddings: Bool = true
  ) {
    self.vocabulary = vocabulary
    self.width = width
    self.layers = layers
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.feedForward = feedForward
    self.context = context
    self.ropeTheta = ropeTheta
    self.normEpsilon = normEpsilon
    self.tiesEmbeddings = tiesEmbeddings
  }

  /// Numbers of one head.
  package var headWidth: Int { width / heads }

  /// Heads of queries that share a head of keys and values.
  var headGroup: Int { heads / keyValueHeads }

  /// Numbers of all heads of keys (or of values) at one position.
  package var keyValueWidth: Int { keyValueHeads * headWidth }

  /// The tensors of the decoder with their names in the files of `LlamaForCausalLM`, in the order
  /// in which they lie in memory. Matrices are [outputs, inputs], row by row.
  package var tensors: [(name: String, shape: [Int])] {
    var tensors: [(name: String, shape: [Int])] = [
      ("model.embed_tokens.weight", [vocabulary, width])
    ]
    for layer in 0..<layers {
      let prefix = "model.layers.\(layer)."
      tensors += [
        (prefix + "input_layernorm.weight", [width]),
        (prefix + "self_attn.q_proj.weight", [width, width]),
        (prefix + "self_attn.k_proj.weight", [keyValueWidth, width]),
        (prefix + "self_attn.v_proj.weight", [keyValueWidth, width]),
        (prefix + "self_attn.o_proj.weight", [width, width]),
        (prefix + "post_attention_layernorm.weight", [width]),
        (prefix + "mlp.gate_proj.weight", [feedForward, width]),
        (prefix + "mlp.up_proj.weight", [feedForward, width]),
        (prefix + "mlp.down_proj.weight", [width, feedForward]),
      ]
    }
    tensors.append(("model.norm.weight", [width]))
    if !tiesEmbeddings { tensors.append(("lm_head.weight", [vocabulary, width])) }
    return tensors
  }

  /// The tensors of the value head, which reads the last layer's output: V is the logistic function
  /// of weight · x + bias.
  package var valueTensors: [(name: String, shape: [Int])] {
    [("value_head.weight", [1, width]), ("value_head.bias", [1])]
  }

  /// Numbers in all tensors, those of the value head included.
  package var parameterCount: Int {
    (tensors + valueTensors).reduce(0) { $0 + $1.shape.reduce(1, *) }
  }
}
