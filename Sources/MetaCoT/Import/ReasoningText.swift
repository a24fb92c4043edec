import Foundation

/// The text of a reasoning model as the search that it implies: sentences, what each of them does, and
/// where the thought goes back to.
///
/// The behaviours are those of Gandhi et al., 2025 (arXiv 2503.01307) and of the paper's section on
/// in-context search; they are told by the words of a sentence, which is a rough measure: the same for
/// every text, not a reader's judgement.
package struct ReasoningText: Sendable {
  /// What a sentence does.
  package enum Behaviour: String, Sendable, CaseIterable {
    /// It checks what was found.
    case verification
    /// It gives up what was tried, or corrects it.
    case backtracking
    /// It turns to another way.
    case alternative
    /// It sets itself a step on the way.
    case subgoal
    /// It reasons from the goal back.
    case backwardChaining = "backward chaining"
  }

  /// A sentence of the text.
  package struct Sentence: Sendable {
    /// The words, as they are written.
    package var text: String
    /// The paragraph it is in, from 0.
    package var paragraph: Int
    /// What it does.
    package var behaviours: [Behaviour]
    /// The sentence that it goes on from; nil is the start.
    package var parent: Int?
    /// Its sums that do not hold, such as `2 + 2 = 5`.
    package var wrongSums: [String]
  }

  /// The sentences in order.
  package let sentences: [Sentence]
  /// How many tokens the thought has.
  package let tokens: TokenCount
  /// What stands after the thought, if anything.
  package let answer: String

  /// Cuts a text into sentences; what stands between the marks of a thought (`<think>`,
  /// `<|begin_of_thought|>`) is the thought, or else all of it. `statedTokens` is how many tokens its file
  /// says that it has. Complexity: linear in the text.
  package init(_ text: String, statedTokens: Int? = nil) {
    let (thought, answer) = Self.thought(of: text)
    self.answer = answer
    tokens = TokenCount(of: thought, stated: statedTokens)
    var sentences: [Sentence] = []
    // The first sentence of the paragraph that the last sentence is in.
    var start = 0
    var firstWith: [Substring: Int] = [:]
    var labels = ReasoningLabels()
    for (paragraph, words) in Self.paragraphs(of: thought).enumerated() {
      labels.beginParagraph()
      for text in Self.sentences(of: words) {
        var behaviours = Self.behaviours(of: text)
        let isTurn = behaviours.contains(.backtracking) || behaviours.contains(.alternative)
        let expressions = Self.expressions(in: text)
        var parent = sentences.isEmpty ? nil : sentences.count - 1
        if let labelled = labels.place(thatReturns: text, isTurn: isTurn) {
          parent = labelled
          if !isTurn {
            behaviours.insert(.backtracking, at: behaviours.first == .verification ? 1 : 0)
          }
        } else if isTurn, !sentences.isEmpty {
          // Back to what it quotes, or else to before the paragraph that it leaves.
          let quoted = expressions.compactMap { firstWith[$0] }.min()
          parent =
            quoted.map { sentences[$0].parent } ?? sentences[start].parent
        }
        for expression in expressions where firstWith[expression] == nil {
          firstWith[expression] = sentences.count
        }
        if sentences.last?.paragraph != paragraph { start = sentences.count }
        labels.take(text, at: sentences.count, goesOn: parent == sentences.count - 1)
        sentences.append(
          Sentence(
            text: text, paragraph: paragraph, behaviours: behaviours, parent: parent,
            wrongSums: Self.wrongSums(in: text)))
      }
    }
    self.sentences = sentences
  }

  /// How often the text does something.
  package func count(_ behaviour: Behaviour) -> Int {
    sentences.count { $0.behaviours.contains(behaviour) }
  }

  /// How often it goes back to an earlier place.
  package var returns: Int {
    sentences.indices.count { $0 > 0 && sentences[$0].parent != $0 - 1 }
  }

  /// How many sums do not hold.
  package var wrongSums: Int { sentences.reduce(0) { $0 + $1.wrongSums.count } }

  // MARK: Cutting

  /// What is between the marks of a thought, and what is after them.
  static func thought(of text: String) -> (thought: String, answer: String) {
    let marks = [
      ("<think>", "</think>"), ("<|begin_of_thought|>", "<|end_of_thought|>"),
      ("<thinking>", "</thinking>"),
    ]
    for (open, close) in marks {
      let start = text.firstRange(of: open)?.upperBound
      let end = text[(start ?? text.startIndex)...].firstRange(of: close)
      guard start != nil || end != nil else { continue }
      let thought = text[(start ?? text.startIndex)..<(end?.lowerBound ?? text.endIndex)]
      return (String(thought), end.map { String(text[$0.upperBound...]) } ?? "")
    }
    return (text, "")
  }

  private static func paragraphs(of text: String) -> [String] {
    var paragraphs: [String] = []
    var lines: [Substring] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.allSatisfy(\.isWhitespace) {
        if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
        lines = []
      } else {
        lines.append(line)
      }
    }
    if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
    return paragraphs
  }

  /// A sentence ends with a full stop, a question or exclamation mark before white space and a
  /// beginning, and with a line; numbers of a list (`2. `) and abbreviations go on.
  private static func sentences(of paragraph: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    let characters = Array(paragraph)
    for (index, character) in characters.enumerated() {
      if character.isNewline {
        append(&current, to: &sentences)
        continue
      }
      current.append(character)
      guard ".?!…".contains(character), index + 1 < characters.count,
        characters[index + 1].isWhitespace
      else { continue }
      // "28... no, 27" goes on.
      if current.hasSuffix("..") || character == "…",
        characters[index...].dropFirst().first(where: { !$0.isWhitespace })?.isLowercase == true
      {
        continue
      }
      let blank = current.lastIndex(where: \.isWhitespace)
      let word = blank.map { current[current.index(after: $0)...] } ?? current[...]
      if ["e.g.", "i.e.", "vs.", "etc.", "cf."].contains(word.lowercased().drop { $0 == "(" }) {
        continue
      }
      if current.dropLast().allSatisfy({ $0.isNumber || $0.isWhitespace || $0 == "*" }) { continue }
      append(&current, to: &sentences)
    }
    append(&current, to: &sentences)
    return sentences
  }

  private static func append(_ current: inout String, to sentences: inout [String]) {
    let text = current.drop { $0.isWhitespace }
    if !text.isEmpty { sentences.append(String(text)) }
    current = ""
  }
}
