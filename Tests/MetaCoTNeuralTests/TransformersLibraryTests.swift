import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural

/// Our files in Hugging Face's `transformers`, and its files here.
@Suite(.enabled(if: Python.hasTransformers, Python.noTransformers))
struct TransformersLibraryTests {
  /// What the library finds in a folder.
  struct Findings: Decodable {
    /// Tensors it missed, and tensors it had no use for.
    var strange: [String]
    var bits: [String: [Int32]]
    /// After each token of a text.
    var logits: [[Float]]
    var theta: Float
    var tokens: [Int32]
    var special: [Int32?]
  }

  /// Saves small networks of random numbers in the folders that have a kind, and loads all folders.
  static let program = """
    import json, sys, torch, transformers
    transformers.utils.logging.disable_progress_bar()
    question = json.load(open(sys.argv[1]))

    def save(folder, kind):
        torch.manual_seed(1)
        model = transformers.LlamaForCausalLM(transformers.LlamaConfig(
            vocab_size=530, hidden_size=32, intermediate_size=40, num_hidden_layers=3,
            num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64,
            tie_word_embeddings=kind["tied"]))
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.add_(0.1 * torch.randn_like(parameter))
        model.to(getattr(torch, kind["type"]))
        model.save_pretrained(folder, max_shard_size=kind["size"])
        with open(folder + "/tokenizer.json", "w") as file:
            file.write(question["tokenizer"])

    def load(folder):
        model, info = transformers.LlamaForCausalLM.from_pretrained(
            folder, output_loading_info=True, attn_implementation="eager")
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        bits = {name: tensor.float().view(torch.int32).flatten().tolist()
                for name, tensor in model.state_dict().items()}
        with torch.no_grad():
            logits = model.float()(torch.tensor([question["tokens"]])).logits[0]
        rotary = getattr(model.config, "rope_parameters", None) or vars(model.config)
        return {
            "strange": [str(key) for keys in info.values() for key in keys],
            "bits": bits, "logits": logits.tolist(), "theta": rotary["rope_theta"],
            "tokens": tokenizer(question["text"])["input_ids"],
            "special": [tokenizer.bos_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id]}

    for folder in question["folders"]:
        if "kind" in folder:
            save(folder["path"], folder["kind"])
    print(json.dumps([load(folder["path"]) for folder in question["folders"]]))
    """

  /// What the library is asked about.
  struct Question: Encodable {
    struct Folder: Encodable {
      var path: String
      var kind: Kind?
    }

    static let text = "4 5 6 10 → 24\nsearch\n4 5 6 10: 10 − 4 = 6\n5 6 6: é"

    var folders: [Folder]
    var text = Self.text
    var tokens = Tokenizer.puzzles.encode(Self.text)
    var tokenizer = String(decoding: (try? Tokenizer.puzzles.json) ?? Data(), as: UTF8.self)
  }

  /// A kind of network that the library saves.
  struct Kind: Encodable {
    var tied: Bool
    /// Of its numbers.
    var type: String
    /// The largest of its files.
    var size: String
  }

  @Test func `The library loads what we save, and computes what we do`() throws {
    try CheckpointFixtures.withFolder { folder in
      let checkpoints = [true, false].map {
        CheckpointFixtures.random(CheckpointFixtures.shape(tied: $0))
      }
      let folders = checkpoints.indices.map { Question.Folder(path: folder + "-\($0)") }
      for (checkpoint, folder) in zip(checkpoints, folders) { try checkpoint.save(to: folder.path) }
      for (checkpoint, findings) in zip(checkpoints, try Self.ask(folders)) {
        #expect(findings.strange == [])
        #expect(findings.theta == checkpoint.shape.ropeTheta)
        #expect(findings.tokens == Tokenizer.puzzles.encode(Question.text))
        #expect(findings.special == [0, 1, 2])
        Self.compare(findings, checkpoint)
      }
    }
  }

  @Test func `We load what the library saves, and compute what it does`() throws {
    try CheckpointFixtures.withFolder { folder in
      let kinds = [
        Kind(tied: true, type: "float32", size: "1GB"),
        Kind(tied: false, type: "float32", size: "20KB"),
        Kind(tied: true, type: "bfloat16", size: "20KB"),
        Kind(tied: false, type: "float16", size: "1GB"),
      ]
      let folders = kinds.indices.map { Question.Folder(path: folder + "-\($0)", kind: kinds[$0]) }
      for (folder, findings) in zip(folders, try Self.ask(folders)) {
        Self.compare(findings, try Checkpoint.load(folder.path))
      }
    }
  }

  private static func ask(_ folders: [Question.Folder]) throws -> [Findings] {
    let findings = try Python.ask(
      program, Question(folders: folders), answer: [Findings].self)
    try #require(findings.count == folders.count)
    return findings
  }

  /// Numbers are the same to the bit, and logits nearly.
  private static func compare(_ findings: Findings, _ checkpoint: Checkpoint) {
    var bits = CheckpointFixtures.bits(checkpoint.weights, valueHead: false)
    if checkpoint.shape.tiesEmbeddings {
      bits["lm_head.weight"] = bits["model.embed_tokens.weight"]
    }
    // Not compared as a whole: a failure would print every number.
    #expect(findings.bits.keys.sorted() == bits.keys.sorted())
    for name in bits.keys {
      let isSame = findings.bits[name] == bits[name]
      #expect(isSame, "\(name)")
    }

    let tokens = Tokenizer.puzzles.encode(Question.text)
    let decoder = Decoder(Transformer(checkpoint.weights))
    decoder.append(tokens, below: -1)
    let ours = decoder.logits(Array(tokens.indices))
    let theirs = findings.logits.flatMap { $0 }
    #expect(theirs.count == tokens.count * checkpoint.shape.vocabulary)
    let largest = theirs.indices.map { abs(theirs[$0] - ours[$0]) }.max() ?? .infinity
    #expect(largest <= 1e-4)
  }
}
