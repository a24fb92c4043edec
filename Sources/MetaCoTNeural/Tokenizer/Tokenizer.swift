/// Text to tokens and back, for networks that read puzzles: a fixed vocabulary of short pieces, and
/// bytes for all other text, so that every text can be written and none is out of reach.
///
/// A text is split at each match of the regular expression ` ?[A-Za-z]+| ?[^\sA-Za-z]|\s`: words
/// and single characters, with a space before them if there is one. A piece of the vocabulary is
/// one token; of another piece, each character is one token if it is in the vocabulary, or else the
/// tokens of its UTF-8 bytes. So digits are always one token each. Hugging Face's `tokenizers`
/// splits the same way after reading the file that `json` is (see `Tokenizer+File.swift`).
public struct Tokenizer: Sendable {
  /// The tokens that stand for no text.
  enum Special: String, CaseIterable {
    case beginning = "<s>"
    case end = "</s>"
    case padding = "<pad>"
  }

  /// `<s>`, which stands before a text.
  public let beginning: Int32
  /// `</s>`, which stands after a text.
  public let end: Int32
  /// `<pad>`, which fills up a batch.
  public let padding: Int32

  /// The names of the tokens, by id: the text itself, or `<0x0A>` for a byte.
  let names: [String]
  /// The bytes that a token stands for; none for special tokens.
  private let bytes: [[UInt8]]
  /// Whether a token is a byte of a character.
  private let isByte: [Bool]
  /// The tokens of the 256 bytes.
  private let byteTokens: [Int32]
  private let pieces: PieceTable

  /// A tokenizer with these tokens; nil if a special token or a byte is not among them.
  init?(names: [String]) {
    var ids: [String: Int32] = [:]
    for (id, name) in names.enumerated() { ids[name] = Int32(id) }
    let special = Special.allCases.compactMap { ids[$0.rawValue] }
    let byteTokens = (0...255).compactMap { ids[Self.byteName(UInt8($0))] }
    guard special.count == Special.allCases.count, byteTokens.count == 256 else { return nil }
    (beginning, end, padding) = (special[0], special[1], special[2])
    self.names = names
    self.byteTokens = byteTokens

    var bytes = names.map { Array($0.utf8) }
    var isByte = Array(repeating: false, count: names.count)
    for token in special { bytes[Int(token)] = [] }
    for (byte, token) in byteTokens.enumerated() {
      bytes[Int(token)] = [UInt8(byte)]
      isByte[Int(token)] = true
    }
    self.bytes = bytes
    self.isByte = isByte
    pieces = PieceTable(
      names.indices.filter { !isByte[$0] && !bytes[$0].isEmpty && Self.isReachable(names[$0]) }
        .map { (bytes[$0], Int32($0)) })
  }

  /// Tokens in the vocabulary.
  public var count: Int { names.count }

  // MARK: Text to tokens

  /// The tokens of a text, without special ones: where the text says `</s>`, these are four
  /// characters like others.
  ///
  /// Complexity: linear; no memory is allocated for pieces.
  public func encode(_ text: String) -> [Int32] {
    var text = text
    var tokens: [Int32] = []
    text.withUTF8 { bytes in
      tokens.reserveCapacity(bytes.count)
      encode(bytes, into: &tokens)
    }
    return tokens
  }

  private func encode(_ text: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
    let space = UInt8(ascii: " ")
    var start = 0
    while start < text.count {
      var end = start
      // A space belongs to what follows it. Other white space cannot follow it within a piece,
      // but no piece of the table has it, and then it comes apart again.
      if text[end] == space, end + 1 < text.count, text[end + 1] != space { end += 1 }
      if Self.isLetter(text[end]) {
        repeat { end += 1 } while end < text.count && Self.isLetter(text[end])
      } else {
        end += Self.length(ofCharacterFrom: text[end])
      }
      if let token = pieces.token(of: text, start, end) {
        tokens.append(token)
      } else {
        encodeCharacters(of: text, start, end, into: &tokens)
      }
      start = end
    }
  }

  /// A piece that is not a token, by its characters.
  private func encodeCharacters(
    of text: UnsafeBufferPointer<UInt8>, _ first: Int, _ last: Int, into tokens: inout [Int32]
  ) {
    var start = first
    while start < last {
      let end = start + Self.length(ofCharacterFrom: text[start])
      if let token = pieces.token(of: text, start, end) {
        tokens.append(token)
      } else {
        for place in start..<end { tokens.append(byteTokens[Int(text[place])]) }
      }
      start = end
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  /// How many bytes the character that begins with this byte has, in valid UTF-8.
  private static func length(ofCharacterFrom byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// Whether a text may be found in the table: of what `encode` looks up, only a space with other
  /// white space after it is not a piece.
  private static func isReachable(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    return scalars.count < 2 || scalars.last?.properties.isWhitespace == false
  }

  // MARK: Tokens to text

  /// The text of tokens; special tokens and numbers that are no token are passed over.
  ///
  /// What `encode` made becomes the same text again, byte for byte. Of byte tokens in a row that
  /// are no UTF-8, each becomes U+FFFD.
  public func decode(_ tokens: [Int32]) -> String {
    var text: [UInt8] = []
    var run: [UInt8] = []
    func endRun() {
      guard !run.isEmpty else { return }
      if String(validating: run, as: UTF8.self) != nil {
        text += run
      } else {
        for _ in run { text += "\u{FFFD}".utf8 }
      }
      run.removeAll(keepingCapacity: true)
    }
    for token in tokens {
      let bytes = bytes(of: token)
      if bytes.isEmpty { continue }
      if isByte[Int(token)] {
        run += bytes
      } else {
        endRun()
        text += bytes
      }
    }
    endRun()
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that a token stands for, for text that is shown as it comes: a character may need
  /// several tokens. None for special tokens and for numbers that are no token.
  public func bytes(of token: Int32) -> [UInt8] {
    bytes.indices.contains(Int(token)) ? bytes[Int(token)] : []
  }

  /// The name of the token of a byte: `<0x0A>`.
  static func byteName(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "<0x" + (digits.count < 2 ? "0" : "") + digits + ">"
  }
}

extension Tokenizer: Equatable {
  /// Whether two have the same tokens.
  public static func == (first: Tokenizer, second: Tokenizer) -> Bool {
    first.names == second.names
  }
}
