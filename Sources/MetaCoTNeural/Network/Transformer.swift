import Foundation

/// A decoder of the Llama family with two heads: logits of the next token, and a value.
///
/// It is written out layer by layer: `LayerTensors` names what a layer holds, `ForwardPass` is the
/// pass for training, with `BackwardPass` as its mirror, and `Decoder` the one for inference, with
/// a cache of keys and values. All three compute
///
/// ```
/// a = x + Wo · attention(rotate(Wq · norm(x)), rotate(Wk · norm(x)), Wv · norm(x))
/// y = a + Wdown · (silu(Wgate · norm(a)) · Wup · norm(a))
/// ```
package struct Transformer: Sendable {
  /// Its numbers.
  package let weights: Weights
  /// Rotary angles: for every position, `headWidth / 2` cosines, then as many sines.
  let angles: [Float]

  /// A network of these weights.
  package init(_ weights: Weights) {
    self.weights = weights
    angles = Self.angles(weights.shape)
  }

  /// The shape.
  package var shape: TransformerShape { weights.shape }

  /// θᵢ = p · base^(−2i/width) (Su et al., 2021, arXiv 2104.09864).
  private static func angles(_ shape: TransformerShape) -> [Float] {
    let half = shape.headWidth / 2
    var angles = [Float](repeating: 0, count: shape.context * shape.headWidth)
    for i in 0..<half {
      let frequency = pow(Double(shape.ropeTheta), -Double(i) / Double(half))
      for position in 0..<shape.context {
        let angle = Double(position) * frequency
        angles[position * shape.headWidth + i] = Float(cos(angle))
        angles[position * shape.headWidth + half + i] = Float(sin(angle))
      }
    }
    return angles
  }

  func layer(_ index: Int) -> LayerTensors<UnsafePointer<Float>> {
    LayerTensors(index) { weights[$0] }
  }

  var embeddings: UnsafePointer<Float> { weights["model.embed_tokens.weight"] }
  var lastNorm: UnsafePointer<Float> { weights["model.norm.weight"] }
  var output: UnsafePointer<Float> {
    shape.tiesEmbeddings ? embeddings : weights["lm_head.weight"]
  }
  var valueWeight: UnsafePointer<Float> { weights["value_head.weight"] }
  var valueBias: Float { weights["value_head.bias"][0] }
}

/// The tensors of one layer, or their gradients: where the numbers of each lie.
struct LayerTensors<Place> {
  let attentionNorm, q, k, v, o, feedForwardNorm, gate, up, down: Place

  init(_ index: Int, _ tensor: (_ name: String) -> Place) {
    func place(_ name: String) -> Place { tensor("model.layers.\(index).\(name).weight") }
    attentionNorm = place("input_layernorm")
    q = place("self_attn.q_proj")
    k = place("self_attn.k_proj")
    v = place("self_attn.v_proj")
    o = place("self_attn.o_proj")
    feedForwardNorm = place("post_attention_layernorm")
    gate = place("mlp.gate_proj")
    up = place("mlp.up_proj")
    down = place("mlp.down_proj")
  }
}
