import Foundation
import MetaCoT

/// The `config.json` of a decoder of the Llama family: a shape, in the words of `LlamaForCausalLM`.
enum LlamaConfiguration {
  // MARK: Reading

  /// Reads the shape. What our network does not do (other activations, biases, scaled rotary
  /// positions, sliding windows) is an error. Throws a `FileError` about the file of this name.
  static func shape(json data: Data, name: String) throws -> TransformerShape {
    guard let entries = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw FileError(file: name, "this is not a JSON object: a config.json is one")
    }
    let reader = Reader(entries: entries, name: name)
    try reader.require("model_type", "llama", default: "")
    let architectures = entries["architectures"] as? [String] ?? ["LlamaForCausalLM"]
    guard architectures.contains("LlamaForCausalLM") else {
      throw reader.wrong("architectures", must: "contain LlamaForCausalLM")
    }
    try reader.require("hidden_act", "silu", default: "silu")
    for key in ["attention_bias", "mlp_bias"] where try reader.flag(key) {
      throw reader.wrong(key, must: "be false")
    }
    for key in ["sliding_window", "quantization_config"] where reader.has(key) {
      throw reader.wrong(key, must: "be null")
    }

    let width = try reader.count("hidden_size")
    let heads = try reader.count("num_attention_heads")
    let shape = TransformerShape(
      vocabulary: try reader.count("vocab_size"), width: width,
      layers: try reader.count("num_hidden_layers", atMost: 4096), heads: heads,
      keyValueHeads: try reader.count("num_key_value_heads", default: heads),
      feedForward: try reader.count("intermediate_size"),
      context: try reader.count("max_position_embeddings", default: 2048, atMost: 1 << 20),
      ropeTheta: try ropeTheta(reader),
      normEpsilon: try reader.number("rms_norm_eps", default: 1e-6),
      tiesEmbeddings: try reader.flag("tie_word_embeddings"))
    guard width % (2 * heads) == 0 else {
      throw reader.wrong("num_attention_heads", must: "divide hidden_size into even parts")
    }
    guard heads % shape.keyValueHeads == 0 else {
      throw reader.wrong("num_key_value_heads", must: "divide num_attention_heads")
    }
    guard try reader.count("head_dim", default: shape.headWidth) == shape.headWidth else {
      throw reader.wrong(
        "head_dim", must: "be hidden_size / num_attention_heads, \(shape.headWidth)")
    }
    return shape
  }

  /// The base of the rotary frequencies: at the top level, or, as newer files have it, among
  /// `rope_parameters`.
  private static func ropeTheta(_ reader: Reader) throws -> Float {
    var theta = try reader.number("rope_theta", default: 10_000)
    for key in ["rope_scaling", "rope_parameters"] where reader.has(key) {
      guard let entries = reader.entries[key] as? [String: Any] else {
        throw reader.wrong(key, must: "be an object or null")
      }
      let inner = Reader(entries: entries, name: reader.name, path: key + ".")
      try inner.require("rope_type", "default", default: "default")
      try inner.require("type", "default", default: "default")
      guard try inner.number("partial_rotary_factor", default: 1) == 1 else {
        throw inner.wrong("partial_rotary_factor", must: "be 1")
      }
      theta = try inner.number("rope_theta", default: theta)
    }
    return theta
  }

  /// The entries of an object, with errors that name them.
  private struct Reader {
    var entries: [String: Any]
    var name: String
    /// What stands before a key in errors: `rope_parameters.`.
    var path = ""

    /// Larger numbers are no sizes; products of such sizes do not overflow.
    static let largest = 1 << 24

    func wrong(_ key: String, must right: String) -> FileError {
      let found = entries[key].map { entry in
        let data = try? JSONSerialization.data(
          withJSONObject: entry, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
        return "is " + String(decoding: data ?? Data(), as: UTF8.self).shortened
      }
      return FileError(file: name, "\(path)\(key) \(found ?? "is missing"): it must \(right)")
    }

    func has(_ key: String) -> Bool { entries[key].map { !($0 is NSNull) } ?? false }

    func require(_ key: String, _ word: String, default usual: String) throws {
      guard has(key) ? entries[key] as? String == word : usual == word else {
        throw wrong(key, must: "be \"\(word)\"")
      }
    }

    func flag(_ key: String) throws -> Bool {
      guard has(key) else { return false }
      guard let flag = entries[key] as? Bool else { throw wrong(key, must: "be true or false") }
      return flag
    }

    func count(_ key: String, default usual: Int? = nil, atMost most: Int = largest) throws -> Int {
      if let usual, !has(key) { return usual }
      guard let count = entries[key] as? Int, count > 0, count <= most else {
        throw wrong(key, must: "be a whole number from 1 to \(most)")
      }
      return count
    }

    func number(_ key: String, default usual: Float) throws -> Float {
      guard has(key) else { return usual }
      guard let number = entries[key] as? Double, Float(number) > 0, Float(number).isFinite else {
        throw wrong(key, must: "be a number above 0")
      }
      return Float(number)
    }
  }

  // MARK: Writing

  /// The `config.json` of a network of this shape with this tokenizer.
  static func json(_ shape: TransformerShape, _ tokenizer: Tokenizer) throws -> Data {
    return try JSONEncoder.documents.encode(
      Written(
        bos_token_id: tokenizer.beginning, eos_token_id: tokenizer.end,
        pad_token_id: tokenizer.padding, vocab_size: shape.vocabulary, hidden_size: shape.width,
        num_hidden_layers: shape.layers, num_attention_heads: shape.heads,
        num_key_value_heads: shape.keyValueHeads, head_dim: shape.headWidth,
        intermediate_size: shape.feedForward, max_position_embeddings: shape.context,
        rope_theta: shape.ropeTheta, rope_parameters: .init(rope_theta: shape.ropeTheta),
        rms_norm_eps: shape.normEpsilon, tie_word_embeddings: shape.tiesEmbeddings))
  }

  /// The entries by their names in the file.
  private struct Written: Encodable {
    struct RopeParameters: Encodable {
      var rope_theta: Float
      var rope_type = "default"
    }

    var architectures = ["LlamaForCausalLM"]
    var model_type = "llama"
    var torch_dtype = "float32"
    var bos_token_id: Int32
    var eos_token_id: Int32
    var pad_token_id: Int32
    var vocab_size: Int
    var hidden_size: Int
    var num_hidden_layers: Int
    var num_attention_heads: Int
    var num_key_value_heads: Int
    var head_dim: Int
    var intermediate_size: Int
    var max_position_embeddings: Int
    var rope_theta: Float
    var rope_parameters: RopeParameters
    var rms_norm_eps: Float
    var tie_word_embeddings: Bool
    var hidden_act = "silu"
    var attention_bias = false
    var mlp_bias = false
  }
}
