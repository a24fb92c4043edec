import Foundation
import MetaCoT

/// A network as it lies in a folder: weights, tokenizer, and what they were made for. The files are
/// those of Hugging Face's `LlamaForCausalLM`, with a value head and a card beside them; see
/// `docs/checkpoint.md`.
public struct Checkpoint: Sendable {
  /// What only we need to know of a network: `espalier.json`.
  public struct Card: Codable, Sendable, Equatable {
    /// What people call it.
    public var name: String
    /// The kinds of problems it was trained on, such as `countdown`; none if that is not known.
    public var kinds: [String]
    /// What its values lose a step (gamma): a state from which a solution is n steps away is worth
    /// discount^n. 1 if they lose nothing.
    public var discount: Float
    /// The stage of training that made it, such as `sft`; empty if that is not known.
    public var stage: String

    /// A card.
    public init(name: String, kinds: [String] = [], discount: Float = 1, stage: String = "") {
      self.name = name
      self.kinds = kinds
      self.discount = discount
      self.stage = stage
    }
  }

  /// The numbers of the network.
  package var weights: Weights
  /// How it reads text.
  public var tokenizer: Tokenizer
  /// What it was made for.
  public var card: Card

  /// The shape of the network.
  package var shape: TransformerShape { weights.shape }

  /// A checkpoint. The tokenizer must not have more tokens than the network's vocabulary.
  package init(weights: Weights, tokenizer: Tokenizer = .puzzles, card: Card) {
    precondition(tokenizer.count <= weights.shape.vocabulary, "tokens without an embedding")
    self.weights = weights
    self.tokenizer = tokenizer
    self.card = card
  }

  /// The names of the files.
  private enum Name {
    static let configuration = "config.json"
    static let weights = "model.safetensors"
    static let index = "model.safetensors.index.json"
    static let valueHead = "value_head.safetensors"
    static let tokenizer = "tokenizer.json"
    static let tokenizerConfiguration = "tokenizer_config.json"
    static let card = "espalier.json"
  }

  // MARK: Loading

  /// Loads a folder of ours, or one that `save_pretrained` wrote, with a `tokenizer.json` of ours.
  ///
  /// Weights in float32 are mapped, not copied: the file is read as numbers are touched. Those in
  /// bfloat16 and float16 are converted in memory. Without a value head every value is 0.5; without
  /// a card the name is the folder's. Throws a `FileError`.
  ///
  /// Complexity: linear in the number of tensors, not of their numbers, if they are mapped.
  public static func load(_ folder: String) throws -> Checkpoint {
    func path(_ name: String) -> String { folder + "/" + name }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      throw FileError(
        file: folder,
        "there is no such folder: a network is a folder with \(Name.configuration), "
          + "\(Name.weights) and \(Name.tokenizer)")
    }
    let shape = try shape(in: folder)
    let tokenizer = try Tokenizer(
      json: read(path(Name.tokenizer)), name: path(Name.tokenizer))
    guard tokenizer.count <= shape.vocabulary else {
      throw FileError(
        file: path(Name.tokenizer),
        "it has \(tokenizer.count) tokens: by \(Name.configuration) there must be at most "
          + "\(shape.vocabulary)")
    }
    return Checkpoint(
      weights: try weights(shape, in: folder), tokenizer: tokenizer,
      card: try card(path(Name.card)) ?? Card(name: URL(filePath: folder).lastPathComponent))
  }

  /// The shape of the network in a folder, without its weights. Throws a `FileError`.
  package static func shape(in folder: String) throws -> TransformerShape {
    let path = folder + "/" + Name.configuration
    return try LlamaConfiguration.shape(json: read(path), name: path)
  }

  private static func weights(_ shape: TransformerShape, in folder: String) throws -> Weights {
    let memory = TensorMemory()
    var floats: [String: UnsafePointer<Float>] = [:]
    let files = try weightFiles(in: folder).map { try SafeTensors(path: $0) }
    for tensor in shape.tensors {
      let file = files.first { $0.tensors[tensor.name] != nil } ?? files[0]
      floats[tensor.name] = try file.floats(of: tensor.name, shape: tensor.shape, in: memory)
    }
    for file in files {
      for name in file.tensors.keys.sorted() where floats[name] == nil && !isIgnored(name) {
        throw FileError(
          file: file.file.path,
          "tensor \(name) has no place in the network that \(Name.configuration) describes")
      }
    }
    let valueHead = folder + "/" + Name.valueHead
    if FileManager.default.fileExists(atPath: valueHead) {
      let file = try SafeTensors(path: valueHead)
      for tensor in shape.valueTensors {
        let numbers = try file.floats(of: tensor.name, shape: tensor.shape, in: memory)
        let count = tensor.shape.reduce(1, *)
        guard UnsafeBufferPointer(start: numbers, count: count).allSatisfy(\.isFinite) else {
          throw FileError(
            file: valueHead,
            "tensor \(tensor.name) has a number that is infinite, or none: all must be finite")
        }
        floats[tensor.name] = numbers
      }
    } else {
      for tensor in shape.valueTensors {
        floats[tensor.name] = memory.floats(tensor.shape.reduce(1, *)) { _ in 0 }
      }
    }
    return Weights(shape, tensors: floats, owner: memory)
  }

  /// Tensors that some files have although they say nothing new: the output layer where it is the
  /// embeddings, and tables of rotary positions.
  private static func isIgnored(_ name: String) -> Bool {
    name == "lm_head.weight" || name.hasSuffix(".rotary_emb.inv_freq")
  }

  /// The files with the weights: one, or those that an index names.
  private static func weightFiles(in folder: String) throws -> [String] {
    let whole = folder + "/" + Name.weights
    let index = folder + "/" + Name.index
    guard !FileManager.default.fileExists(atPath: whole),
      FileManager.default.fileExists(atPath: index)
    else { return [whole] }
    guard
      let entries = try? JSONSerialization.jsonObject(with: read(index)) as? [String: Any],
      let map = entries["weight_map"] as? [String: String], !map.isEmpty,
      map.values.allSatisfy({ !$0.contains("/") })
    else {
      throw FileError(
        file: index, "it must have a weight_map from tensors to names of files beside it")
    }
    return Set(map.values).sorted().map { folder + "/" + $0 }
  }

  private static func card(_ path: String) throws -> Card? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let card = try? JSONDecoder().decode(Card.self, from: read(path)),
      card.discount > 0, card.discount <= 1
    else {
      throw FileError(
        file: path,
        "it must have a name, kinds (a list of names), a discount above 0 and at most 1, "
          + "and a stage")
    }
    return card
  }

  /// All of a small file.
  private static func read(_ path: String) throws -> Data {
    let file = try MappedFile(path: path)
    return withExtendedLifetime(file) { Data(file.bytes) }
  }

  // MARK: Saving

  /// Saves it as a folder, which takes the place of an older checkpoint of this name, and of all
  /// files in it, as a whole: a crash leaves the old one or the new one.
  ///
  /// A folder of other files, which has no `espalier.json`, is not replaced. Throws a `FileError`.
  public func save(to folder: String) throws {
    try AtomicDirectory.replace(folder, ifItHas: Name.card) { try write(into: $0) }
  }

  /// Writes the files into a folder that is there, for those who have a draft of a folder with more
  /// in it. Throws a `FileError`.
  public func write(into folder: String) throws {
    let encoder = JSONEncoder.documents
    func write(_ data: Data, _ name: String) throws {
      do {
        try data.write(to: URL(filePath: folder + "/" + name))
      } catch {
        throw FileError(file: folder + "/" + name, writing: error)
      }
    }
    try write(LlamaConfiguration.json(shape, tokenizer), Name.configuration)
    try write(tokenizer.json, Name.tokenizer)
    try write(encoder.encode(TokenizerConfiguration(shape)), Name.tokenizerConfiguration)
    try write(encoder.encode(card), Name.card)
    func write(_ tensors: [(name: String, shape: [Int])], _ name: String) throws {
      try SafeTensors.write(
        tensors.map { .init(name: $0.name, shape: $0.shape, floats: weights[$0.name]) },
        to: folder + "/" + name)
    }
    try write(shape.tensors, Name.weights)
    try write(shape.valueTensors, Name.valueHead)
  }

  /// Has `AutoTokenizer` of `transformers` take `tokenizer.json` as it is.
  private struct TokenizerConfiguration: Encodable {
    var tokenizer_class = "PreTrainedTokenizerFast"
    var bos_token = Tokenizer.Special.beginning.rawValue
    var eos_token = Tokenizer.Special.end.rawValue
    var pad_token = Tokenizer.Special.padding.rawValue
    var clean_up_tokenization_spaces = false
    var model_max_length: Int

    init(_ shape: TransformerShape) { model_max_length = shape.context }
  }
}
