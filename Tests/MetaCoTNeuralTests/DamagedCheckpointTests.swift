import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural

/// Damaged files, and files that our network cannot use.
@Suite struct DamagedCheckpointTests {
  /// What happens to a file of a folder, and what the error then says.
  struct Damage: CustomTestStringConvertible, Sendable {
    var file: String
    var message: String
    var change: @Sendable (inout Data) -> Void

    init(_ file: String, _ message: String, _ change: @escaping @Sendable (inout Data) -> Void) {
      (self.file, self.message, self.change) = (file, message, change)
    }

    /// One text in place of another.
    init(_ file: String, _ part: String, _ other: String, _ message: String) {
      self.init(file, message) { data in
        guard let range = data.range(of: Data(part.utf8)) else { return }
        data.replaceSubrange(range, with: Data(other.utf8))
      }
    }

    var testDescription: String { "\(file): \(message)" }
  }

  static let weights = "model.safetensors"
  static let damages: [Damage] = [
    Damage(weights, "has 0 bytes") { $0 = Data() },
    Damage(weights, "has 5 bytes") { $0 = $0.prefix(5) },
    Damage(weights, "or one that was cut") { $0 = $0.prefix(100) },
    Damage(weights, "the file was cut") { $0.removeLast(4) },
    Damage(weights, "nothing may follow them") { $0.append(0) },
    Damage(weights, "its header should have 18446744073709551615 bytes") {
      $0.replaceSubrange(0..<8, with: repeatElement(0xFF, count: 8))
    },
    Damage(weights, "not a JSON object") { $0[8] = UInt8(ascii: "[") },
    Damage(weights, "this is not a safetensors file") { $0 = Data("a text of some bytes".utf8) },
    Damage(weights, #""data_offsets":[0,33280]"#, #""data_offsets":[4,33284]"#, "begins at byte"),
    Damage(weights, #""data_offsets":[0,33280]"#, #""data_offsets":[0,33284]"#, "wrongly"),
    Damage(weights, #""data_offsets":[0,33280]"#, #""data_offsets":[-4,3328]"#, "wrongly"),
    Damage(weights, #""shape":[520,16]"#, #""shape":[16,520]"#, "it must have [520, 16]"),
    Damage(weights, #""shape":[520,16]"#, #""shape":[520,-6]"#, "wrongly"),
    Damage(weights, #""shape":[520,16]"#, #""shape":[1e300,1]"#, "wrongly"),
    Damage(weights, #""dtype":"F32""#, #""dtype":"I32""#, "F32, BF16 and F16 are read"),
    Damage(weights, #""dtype":"F32""#, #""dtype":"Q32""#, "wrongly"),
    Damage(weights, "model.norm.weight", "model.worm.weight", "model.norm.weight is missing"),
    Damage("value_head.safetensors", "has 3 bytes") { $0 = $0.prefix(3) },
    Damage("value_head.safetensors", "[1,16]", "[16,1]", "it must have [1, 16]"),
    Damage("config.json", "this is not a JSON object") { $0 = $0.dropLast(9) },
    Damage("config.json", #""llama""#, #""gpt2""#, #"model_type is "gpt2": it must be "llama""#),
    Damage("config.json", "LlamaForCausalLM", "LlamaForTalking", "must contain LlamaForCausalLM"),
    Damage("config.json", #""silu""#, #""gelu""#, #"must be "silu""#),
    Damage("config.json", #"attention_bias" : false"#, #"attention_bias" : true"#, "must be false"),
    Damage("config.json", #"mlp_bias" : false"#, #"mlp_bias" : 7"#, "must be true or false"),
    Damage("config.json", #"vocab_size" : 520"#, #"vocab_size" : -1"#, "a whole number from 1"),
    Damage("config.json", #"vocab_size" : 520"#, #"vocab_size" : 99e99"#, "a whole number from 1"),
    Damage("config.json", #"vocab_size" : 520"#, #"vocab_size" : null"#, "a whole number from 1"),
    Damage("config.json", #""hidden_size""#, #""hidden""#, "hidden_size is missing"),
    Damage("config.json", #"_heads" : 4"#, #"_heads" : 3"#, "must divide hidden_size"),
    Damage("config.json", #"value_heads" : 2"#, #"value_heads" : 3"#, "must divide num_attention"),
    Damage("config.json", #"head_dim" : 4"#, #"head_dim" : 8"#, "head_dim is 8: it must be hidden"),
    Damage("config.json", #""rope_type" : "default""#, #""rope_type" : "yarn""#, "rope_parameters"),
    Damage("config.json", "{", #"{"rope_scaling" : {"type": "linear"},"#, "rope_scaling.type"),
    Damage(
      "config.json", "{", #"{"sliding_window" : 64,"#, "sliding_window is 64: it must be null"),
    Damage("config.json", #"rope_theta" : 5000"#, #"rope_theta" : "x""#, "a number above 0"),
    Damage("config.json", #"layers" : 2"#, #"layers" : 1"#, "has no place in the network"),
    Damage("config.json", #"layers" : 2"#, #"layers" : 3"#, "is missing: it must have the shape"),
    Damage("config.json", #"vocab_size" : 520"#, #"vocab_size" : 500"#, "it has 512 tokens"),
    Damage("tokenizer.json", "this is not a JSON object") { $0 = $0.prefix(100) },
    Damage("espalier.json", #""discount""#, #""discont""#, "a discount above 0 and at most 1"),
    Damage("espalier.json", "0.95", "1.95", "a discount above 0 and at most 1"),
  ]

  @Test(arguments: damages)
  func `One sentence names the file and what would be right`(damage: Damage) throws {
    try CheckpointFixtures.withFolder { folder in
      try CheckpointFixtures.random().save(to: folder)
      let path = folder + "/" + damage.file
      var data = try Data(contentsOf: URL(filePath: path))
      let whole = data
      damage.change(&data)
      try #require(data != whole)
      if damage.file.hasSuffix(".safetensors"), data.count != whole.count, data.count > 40 {
        // Where the header got longer or shorter, its length is mended.
        let length = whole.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        if data.prefix(8) == whole.prefix(8), data.suffix(64) == whole.suffix(64) {
          let mended = UInt64(Int(length) + data.count - whole.count)
          data.replaceSubrange(0..<8, with: withUnsafeBytes(of: mended) { Data($0) })
        }
      }
      try data.write(to: URL(filePath: path))
      let error = #expect(throws: FileError.self) { try Checkpoint.load(folder) }
      #expect(error?.description.contains(damage.message) == true, "\(error?.description ?? "")")
      #expect(error?.file.hasPrefix(folder) == true)
      #expect(error?.message.contains("\n") == false)
    }
  }

  @Test(arguments: ["", "config.json", "model.safetensors", "tokenizer.json"])
  func `What is missing is named`(file: String) throws {
    try CheckpointFixtures.withFolder { folder in
      if !file.isEmpty {
        try CheckpointFixtures.random().save(to: folder)
        try FileManager.default.removeItem(atPath: folder + "/" + file)
      }
      let error = #expect(throws: FileError.self) { try Checkpoint.load(folder) }
      #expect(error?.file == (file.isEmpty ? folder : folder + "/" + file))
      #expect(error?.message.hasPrefix("there is no such f") == true)
    }
  }

  @Test(arguments: [
    "model.safetensors", "value_head.safetensors", "config.json", "tokenizer.json",
    "espalier.json",
  ])
  func `Random damage is an error or does no harm, and never a crash`(file: String) throws {
    var random = SeededRandom(seed: 11)
    try CheckpointFixtures.withFolder { folder in
      try CheckpointFixtures.random().save(to: folder)
      let path = URL(filePath: folder + "/" + file)
      let whole = try Data(contentsOf: path)
      var errors = 0
      for _ in 0..<300 {
        var data = whole
        if random.below(3) == 0 { data = data.prefix(random.below(data.count)) }
        if !data.isEmpty {
          for _ in 0...random.below(4) {
            // Mostly in the header, where harm is done.
            let reach = random.below(4) == 0 ? data.count : min(data.count, 400)
            data[random.below(reach)] = UInt8(random.below(256))
          }
        }
        try data.write(to: path)
        do {
          let weights = try Checkpoint.load(folder).weights
          #expect(CheckpointFixtures.bits(weights).count == 22)
        } catch is FileError {
          errors += 1
        }
      }
      #expect(errors > 100)
    }
  }
}
