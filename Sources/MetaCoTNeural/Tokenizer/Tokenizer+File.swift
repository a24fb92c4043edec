import Foundation
import MetaCoT

extension Tokenizer {
  /// The `tokenizer.json` of Hugging Face's `tokenizers` that splits text as this tokenizer does.
  ///
  /// There, special tokens are found in text as well, unless `encode_special_tokens` is set.
  public var json: Data {
    get throws {
      var file = Self.form
      var model = Self.modelForm
      var vocabulary: [String: Int] = [:]
      for (id, name) in names.enumerated() { vocabulary[name] = id }
      model["vocab"] = vocabulary
      file["model"] = model
      file["added_tokens"] = Special.allCases.map { special -> [String: Any] in
        [
          "id": vocabulary[special.rawValue] ?? 0, "content": special.rawValue,
          "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
          "special": true,
        ]
      }
      return try JSONSerialization.data(
        withJSONObject: file, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }
  }

  /// Reads a `tokenizer.json` of the form that `json` has, whatever its vocabulary.
  ///
  /// Other forms split text in ways that we do not know: they are an error that says which part
  /// differs and what would be right. Throws a `FileError` about the file of this name.
  public init(json data: Data, name: String) throws {
    guard let file = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw FileError(file: name, "this is not a JSON object: a tokenizer.json is one")
    }
    func require(_ part: String, of found: [String: Any], in form: [String: Any]) throws {
      let key = part.split(separator: ".").last.map(String.init) ?? part
      let right = Self.text(form[key])
      guard Self.text(found[key]) != right else { return }
      throw FileError(
        file: name,
        "this tokenizer splits text in a way that is not read here: its \(part) must be \(right)")
    }
    for key in Self.form.keys.sorted() { try require(key, of: file, in: Self.form) }
    let model = file["model"] as? [String: Any] ?? [:]
    for key in Self.modelForm.keys.sorted() {
      try require("model.\(key)", of: model, in: Self.modelForm)
    }
    let names = try Self.names(of: model, in: name)
    guard let tokenizer = Tokenizer(names: names) else {
      throw FileError(
        file: name,
        "the vocabulary lacks a token: it must have <s>, </s>, <pad>, and <0x00> to <0xFF>")
    }
    let added = (file["added_tokens"] as? [[String: Any]] ?? []).compactMap { token in
      token["special"] as? Bool == true ? token["content"] as? String : nil
    }
    guard Set(added) == Set(Special.allCases.map(\.rawValue)) else {
      throw FileError(file: name, "the special added_tokens must be <s>, </s> and <pad>")
    }
    self = tokenizer
  }

  /// The tokens of the vocabulary by id.
  private static func names(of model: [String: Any], in file: String) throws -> [String] {
    guard let vocabulary = model["vocab"] as? [String: Int] else {
      throw FileError(file: file, "model.vocab must be an object of tokens and their numbers")
    }
    var names = Array(repeating: "", count: vocabulary.count)
    for (name, id) in vocabulary {
      guard names.indices.contains(id), names[id].isEmpty, !name.isEmpty else {
        throw FileError(
          file: file,
          "token \(text(name)) has the number \(id): the \(names.count) tokens of model.vocab must "
            + "have the numbers from 0 to \(names.count - 1), each of them once")
      }
      names[id] = name
    }
    return names
  }

  /// All parts of the file but the tokens. A part that is missing counts as null.
  private static var form: [String: Any] {
    [
      "version": "1.0", "truncation": NSNull(), "padding": NSNull(), "normalizer": NSNull(),
      "post_processor": NSNull(),
      "pre_tokenizer": [
        "type": "Split", "pattern": ["Regex": #" ?[A-Za-z]+| ?[^\sA-Za-z]|\s"#],
        "behavior": "Isolated", "invert": false,
      ] as [String: Any],
      "decoder": ["type": "Sequence", "decoders": [["type": "ByteFallback"], ["type": "Fuse"]]]
        as [String: Any],
    ]
  }

  /// All parts of the model but the vocabulary.
  private static var modelForm: [String: Any] {
    [
      "type": "BPE", "dropout": NSNull(), "unk_token": NSNull(),
      "continuing_subword_prefix": NSNull(), "end_of_word_suffix": NSNull(), "fuse_unk": false,
      "byte_fallback": true, "ignore_merges": true, "merges": [String](),
    ]
  }

  /// A part of a file in one spelling.
  private static func text(_ part: Any?) -> String {
    let data = try? JSONSerialization.data(
      withJSONObject: part ?? NSNull(),
      options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
