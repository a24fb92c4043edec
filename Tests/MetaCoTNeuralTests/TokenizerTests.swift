import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural

@Suite struct TokenizerTests {
  static let tokenizer = Tokenizer.puzzles

  static func names(_ text: String) -> [String] {
    tokenizer.encode(text).map { tokenizer.names[Int($0)] }
  }

  static func texts() throws -> [String] {
    try TextFixtures.ofRegisters()
      + TextFixtures.random(300, of: TextFixtures.ascii, seed: 1)
      + TextFixtures.random(300, of: TextFixtures.spaces, seed: 2)
      + TextFixtures.random(300, of: TextFixtures.unicode, seed: 3)
      + TextFixtures.anything(100, seed: 4)
      + ["", " ", "  ", "\n", " \n", "<s>", "a</s>b", "<pad>", "<0x41>", "search", " search"]
  }

  @Test func `Words, digits and signs are a token each, with the space before them`() {
    #expect(
      Self.names("6 30 again: 30 − 6 = 24\n24: goal") == [
        "6", " 3", "0", " again", ":", " 3", "0", " −", " 6", " =", " 2", "4", "\n", "2", "4", ":",
        " goal",
      ])
  }

  @Test func `What is not in the vocabulary falls to characters, and these to bytes`() {
    #expect(Self.names(" searches") == [" ", "s", "e", "a", "r", "c", "h", "e", "s"])
    #expect(Self.names(" é\t") == [" ", "<0xC3>", "<0xA9>", "<0x09>"])
    #expect(Self.names("  \n a") == [" ", " ", "\n", " a"])
  }

  @Test func `The vocabulary has 512 tokens, none of them twice`() {
    #expect(Self.tokenizer.count == 512)
    #expect(Set(Self.tokenizer.names).count == 512)
    #expect(
      [Self.tokenizer.beginning, Self.tokenizer.end, Self.tokenizer.padding] == [0, 1, 2])
  }

  @Test func `Every token but the special ones is found in text again`() {
    for token in 3..<Int32(Self.tokenizer.count) {
      let name = Self.tokenizer.names[Int(token)]
      guard !name.hasPrefix("<0x") else { continue }
      #expect(Self.tokenizer.encode(name) == [token], "\(name)")
    }
  }

  @Test func `Every text comes back, byte for byte`() throws {
    for text in try Self.texts() {
      let tokens = Self.tokenizer.encode(text)
      #expect(Array(Self.tokenizer.decode(tokens).utf8) == Array(text.utf8))
      #expect(tokens.flatMap(Self.tokenizer.bytes) == Array(text.utf8))
    }
  }

  @Test func `Special tokens and numbers of no token have no text`() {
    let tokenizer = Self.tokenizer
    let tokens = [tokenizer.beginning] + tokenizer.encode("5: dead end") + [tokenizer.end, 512, -1]
    #expect(tokenizer.decode(tokens) == "5: dead end")
    #expect(tokenizer.bytes(of: tokenizer.end).isEmpty)
  }

  @Test func `A written file is read back`() throws {
    #expect(try Tokenizer(json: Self.tokenizer.json, name: "tokenizer.json") == Self.tokenizer)
  }

  @Test(arguments: [
    (#""Split""#, #""Whitespace""#, "its pre_tokenizer must be {"),
    (#"\\sA-Za-z"#, #"\\s"#, "its pre_tokenizer must be {"),
    (#""normalizer" : null"#, #""normalizer" : {"type": "NFC"}"#, "its normalizer must be null"),
    (#""ignore_merges" : true"#, #""ignore_merges" : false"#, "model.ignore_merges must be true"),
    (#""type" : "BPE""#, #""type" : "Unigram""#, #"model.type must be "BPE""#),
    (#""<0x7F>" : "#, #""<0x7f>" : "#, "lacks a token"),
    (#""<s>" : 0"#, #""<s>" : 1"#, "have the numbers from 0 to 511"),
    (#""<s>" : 0"#, #""<s>" : 0.5"#, "model.vocab must be an object"),
    (#""content" : "<s>""#, #""content" : "<bos>""#, "added_tokens must be <s>, </s> and <pad>"),
    ("{", "[", "this is not a JSON object"),
  ])
  func `Another form of file is an error that says what differs`(
    part: String, other: String, message: String
  ) throws {
    let json = String(decoding: try Self.tokenizer.json, as: UTF8.self)
    let changed = json.replacingOccurrences(of: part, with: other)
    try #require(changed != json)
    let error = #expect(throws: FileError.self) {
      try Tokenizer(json: Data(changed.utf8), name: "tokenizer.json")
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test(.enabled(if: Python.hasTokenizers, Python.noTokenizers))
  func `The library splits a thousand texts as we do, and puts them together again`() throws {
    struct Splitting: Decodable {
      var tokens: [Int32]
      var text: String
    }
    let texts = try Self.texts()
    try #require(texts.count >= 1000)
    // Byte tokens in an order that is not a text, as a network may write them.
    var random = SeededRandom(seed: 5)
    let broken = (0..<200).map { _ in
      (0..<random.below(8)).map { _ in Int32(random.below(Self.tokenizer.count)) }
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "tokenizer-\(UUID()).json")
    try Self.tokenizer.json.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }

    let splittings = try Python.ask(
      """
      import json, sys, tokenizers
      tokenizer = tokenizers.Tokenizer.from_file(sys.argv[2])
      tokenizer.encode_special_tokens = True
      found = [tokenizer.encode(text).ids for text in json.load(open(sys.argv[1]))]
      print(json.dumps([{"tokens": ids, "text": tokenizer.decode(ids)} for ids in found]))
      """, texts, [file.path], answer: [Splitting].self)
    for (text, splitting) in zip(texts, splittings) {
      #expect(Self.tokenizer.encode(text) == splitting.tokens, "\(text.debugDescription)")
      #expect(Array(splitting.text.utf8) == Array(text.utf8))
    }
    let decoded = try Python.ask(
      """
      import json, sys, tokenizers
      tokenizer = tokenizers.Tokenizer.from_file(sys.argv[2])
      print(json.dumps([tokenizer.decode(ids) for ids in json.load(open(sys.argv[1]))]))
      """, broken, [file.path], answer: [String].self)
    #expect(broken.map(Self.tokenizer.decode) == decoded)
  }
}
