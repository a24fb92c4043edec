/// The names in a Swift file: the types that it declares, and all words of its code, but for
/// comments and the text of strings.
struct SwiftSource {
  /// Types that are declared outside any other.
  private(set) var declared: Set<String> = []
  /// Types that are declared inside others.
  private(set) var nested: Set<String> = []
  /// Every identifier and keyword.
  private(set) var words: Set<String> = []
  /// The modules that are imported.
  private(set) var imports: Set<String> = []

  private static let typeKeywords: Set<String> = [
    "struct", "class", "enum", "protocol", "actor", "typealias",
  ]

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private var previous = ""

  /// Reads the text of a file.
  /// - Complexity: O(text).
  init(_ text: String) {
    bytes = Array(text.utf8)
    while index < bytes.count { readCode() }
  }

  private func byte(_ offset: Int = 0) -> UInt8? {
    index + offset < bytes.count ? bytes[index + offset] : nil
  }

  private func starts(with text: StaticString) -> Bool {
    (0..<text.utf8CodeUnitCount).allSatisfy { byte($0) == text.utf8Start[$0] }
  }

  /// Reads a word, a comment, a string or a sign.
  private mutating func readCode() {
    if starts(with: "//") {
      while let next = byte(), next != UInt8(ascii: "\n") { index += 1 }
    } else if starts(with: "/*") {
      while index < bytes.count, !starts(with: "*/") { index += 1 }
      index += 2
    } else if starts(with: "#\"") {
      index += 2
      while index < bytes.count, !starts(with: "\"#") { index += 1 }
      index += 2
    } else if starts(with: "\"\"\"") {
      index += 3
      readString(isLong: true)
    } else if starts(with: "\"") {
      index += 1
      readString(isLong: false)
    } else if let first = byte(), Self.isLetter(first) {
      readWord()
    } else {
      switch bytes[index] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      default: break
      }
      if bytes[index] != UInt8(ascii: " ") { previous = "" }
      index += 1
    }
  }

  /// Reads to the end of a string; what is interpolated is code.
  private mutating func readString(isLong: Bool) {
    while index < bytes.count {
      if isLong ? starts(with: "\"\"\"") : starts(with: "\"") {
        index += isLong ? 3 : 1
        return
      }
      if starts(with: "\\(") {
        index += 2
        var open = 1
        while index < bytes.count, open > 0 {
          if byte() == UInt8(ascii: "(") { open += 1 }
          if byte() == UInt8(ascii: ")") { open -= 1 }
          readCode()
        }
      } else {
        index += starts(with: "\\") ? 2 : 1
      }
    }
  }

  private mutating func readWord() {
    let start = index
    while let next = byte(), Self.isLetter(next) || (0x30...0x39).contains(next) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    words.insert(word)
    if previous == "import" { imports.insert(word) }
    if Self.typeKeywords.contains(previous), !["func", "var", "let"].contains(word) {
      if depth == 0 { declared.insert(word) } else { nested.insert(word) }
    }
    previous = word
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte >= 0x80
  }
}
