/// The labels that a text of a reasoning model gives to its ways, such as `Case 1`, `Option B` or `(2)`,
/// and where it goes back to one of them.
///
/// A label is introduced where a sentence or line begins with it for the first time. A word of return
/// alone goes nowhere: it has to stand before a label that is known.
struct ReasoningLabels {
  /// By label, the number of its way in `ends`.
  private var ways: [String: Int] = [:]
  /// Of each way, the last sentence of what introduced it: its paragraph, up to the next label there and as
  /// far as the thought goes on.
  private var ends: [Int] = []
  /// The way that the paragraph is about, as long as it goes on.
  private var current: Int?

  /// A paragraph begins.
  mutating func beginParagraph() { current = nil }

  /// The sentence that this one returns to by a label; nil where it does not. `isTurn` says that its words
  /// are those of a turn.
  /// - Complexity: linear in the sentence, as of `take`.
  func place(thatReturns sentence: String, isTurn: Bool) -> Int? {
    guard !ways.isEmpty else { return nil }
    let words = Self.words(of: sentence)
    for place in words.indices.dropFirst() {
      guard let label = Self.label(at: words[place...]), let way = ways[label],
        Self.isReturn(words[..<place], isTurn: isTurn)
      else { continue }
      return ends[way]
    }
    return nil
  }

  /// Takes the sentence that gets this number. `goesOn` says that it follows the one before.
  mutating func take(_ sentence: String, at index: Int, goesOn: Bool) {
    let words = Self.words(of: sentence).drop { $0.allSatisfy { "-*#•>".contains($0) } }
    if let label = Self.label(at: words) {
      // One that is known ends the way before it.
      current = ways[label] == nil ? ends.count : nil
      guard ways[label] == nil else { return }
      ways[label] = ends.count
      ends.append(index)
    } else if let way = current {
      if goesOn { ends[way] = index } else { current = nil }
    }
  }

  private static let kinds: Set<String> = [
    "case", "option", "approach", "method", "step", "way", "attempt", "possibility", "scenario",
    "idea", "strategy", "hypothesis", "path", "branch", "plan", "subcase", "part",
  ]
  private static let articles: Set<String> = ["the", "my", "our", "that"]
  private static let returns: Set<String> = [
    "revisit", "revisiting", "reconsider", "reconsidering", "resume", "resuming",
  ]
  private static let returnsTo: Set<String> = [
    "back", "return", "returning", "returned", "returns",
  ]
  private static let tries: Set<String> = [
    "try", "trying", "retry", "retrying", "consider", "considering",
  ]

  private static func words(of sentence: String) -> [Substring] {
    sentence.split(whereSeparator: \.isWhitespace)
  }

  /// The label that words begin with, in small letters; nil where there is none.
  private static func label(at words: ArraySlice<Substring>) -> String? {
    guard let word = words.first else { return nil }
    let bare = word.drop { "*_\"'“".contains($0) }
    if bare.first == "(" {
      let name = bare.dropFirst().prefix { $0.isLetter || $0.isNumber }
      guard isName(name, mayBeSmall: true), bare[name.endIndex...].first == ")" else { return nil }
      return "(\(name.lowercased()))"
    }
    let kind = bare.lowercased()
    guard kinds.contains(kind), let next = words.dropFirst().first else { return nil }
    let name = next.drop { $0 == "#" }.prefix { $0.isLetter || $0.isNumber }
    return isName(name, mayBeSmall: false) ? "\(kind) \(name.lowercased())" : nil
  }

  /// Whether this can be the name of a way: a number, a letter, or a small Roman number.
  private static func isName(_ text: Substring, mayBeSmall: Bool) -> Bool {
    guard let first = text.first, text.count <= 4 else { return false }
    if text.allSatisfy(\.isNumber) { return text.count <= 3 }
    if text.dropFirst().allSatisfy(\.isNumber) { return mayBeSmall || first.isUppercase }
    let letters = mayBeSmall ? "ivxIVX" : "IVX"
    return text.allSatisfy { letters.contains($0) }
  }

  /// Whether the words before a label say that the thought goes there.
  private static func isReturn(_ before: ArraySlice<Substring>, isTurn: Bool) -> Bool {
    let bare = before.suffix(4).map { $0.lowercased().filter { $0.isLetter || $0 == "'" } }
    var words = bare[...]
    while let last = words.last, articles.contains(last) { words.removeLast() }
    guard let last = words.last else { return false }
    if returns.contains(last) { return true }
    if last == "to", let verb = words.dropLast().last, returnsTo.contains(verb) { return true }
    return isTurn && (tries.contains(last) || before.last?.last == ",")
  }
}
