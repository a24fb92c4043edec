import Foundation

/// What sentences do, by the words that they use.
extension ReasoningText {
  /// What sentences of each behaviour say. `^` is where a clause begins, `#` a number: "wait" is a turn
  /// there, and what passengers do elsewhere.
  private static let phrases: [(Behaviour, [String])] = [
    (
      .verification,
      [
        "let me check", "let's check", "double-check", "double check", "let me verify", "verify",
        "to confirm", "let me confirm", "check if", "check that", "check:", "plug it back",
        "plugging back", "^plugging", "back in:", "sanity check", "let me make sure",
        "make sure that", "to make sure", "to be sure", "checks out", "count again",
        "let me recount", "let me recheck",
      ]
    ),
    (
      .backtracking,
      [
        "^wait", "but wait", "oh wait", "no wait", ", wait,", "that's not right",
        "that is not right", "that's wrong", "that can't be", "this can't be", "contradiction",
        "that doesn't work", "that does not work", "doesn't work", "i made a mistake",
        "my mistake", "scratch that", "let me try again", "let me start over",
        "let me reconsider", "let me go back", "let's go back", "^going back to", "^back to",
        "i go back to", "not correct", "^hold on", "but hold on", "^no, ",
      ]
    ),
    (
      .alternative,
      [
        "alternatively", "another way", "another approach", "other way", "instead,", "what if",
        "let me try", "let's try", "maybe i can", "perhaps i can", "a different approach",
        "differently", "^on the other hand", "suppose instead",
      ]
    ),
    (
      .subgoal,
      [
        "^first, ", "let me start by", "let's start by", "i'll start by", "^next, ",
        "step by step", "the first step", "i need to find", "i need to figure out",
        "i need to count", "i need to add", "i should find", "let me break", "let's break",
        "then i need", "now i need", "the next step",
      ]
    ),
    (
      .backwardChaining,
      [
        "work backwards", "working backwards", "work backward", "working backward",
        "to get to #", "to get # i", "in order to reach #", "to reach the target",
        "to obtain the target", "i would need", "would still need", "can i get #", "can i make #",
        "starting from the goal", "from the answer",
      ]
    ),
  ]

  /// A phrase that is sought.
  private struct Phrase {
    /// The words before a number, or all of them.
    let words: Substring
    private let wordsInC: [CChar]
    /// What follows the number.
    let after: Substring
    let isAtClause: Bool
    let hasNumber: Bool

    init(_ text: String) {
      isAtClause = text.first == "^"
      hasNumber = text.contains("#")
      let parts = text.drop { $0 == "^" }.split(
        separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      words = parts[0]
      wordsInC = words.utf8.map { CChar(bitPattern: $0) } + [0]
      after = parts.count > 1 ? parts[1] : ""
    }

    /// Whether it stands in a text, which has a blank at both ends: whole words alone count.
    func stands(in text: String, _ bytes: [CChar]) -> Bool {
      // Most phrases are in no sentence, and that is told fast.
      guard strstr(bytes, wordsInC) != nil else { return false }
      return text.ranges(of: words).contains { range in
        guard let before = text[..<range.lowerBound].last, !before.isLetter else { return false }
        if isAtClause {
          let start = text[..<range.lowerBound].last { !$0.isWhitespace && !"*\"'(".contains($0) }
          guard start.map({ ".…—–:;!?".contains($0) }) ?? true else { return false }
        }
        let rest = text[range.upperBound...]
        guard hasNumber else { return words.last?.isLetter != true || rest.first?.isLetter != true }
        let digits = rest.prefix(while: \.isNumber)
        return !digits.isEmpty && rest[digits.endIndex...].hasPrefix(after)
      }
    }
  }

  private static let prepared = phrases.map { ($0.0, $0.1.map(Phrase.init)) }

  /// What a sentence does, by its words.
  static func behaviours(of sentence: String) -> [Behaviour] {
    let text = " " + sentence.lowercased().replacing("’", with: "'") + " "
    let bytes = text.utf8.map { CChar(bitPattern: $0 == 0 ? 0x20 : $0) } + [0]
    return prepared.compactMap { behaviour, phrases in
      phrases.contains { $0.stands(in: text, bytes) } ? behaviour : nil
    }
  }
}
