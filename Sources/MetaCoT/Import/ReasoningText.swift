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
  /// The number of words.
  package let wordCount: Int
  /// What stands after the thought, if anything.
  package let answer: String

  /// Cuts a text into sentences; what stands between the marks of a thought (`<think>`,
  /// `<|begin_of_thought|>`) is the thought, or else all of it. Complexity: linear in the text.
  package init(_ text: String) {
    let (thought, answer) = Self.thought(of: text)
    self.answer = answer
    wordCount = thought.split(whereSeparator: \.isWhitespace).count
    var sentences: [Sentence] = []
    var firstWith: [Substring: Int] = [:]
    for (paragraph, words) in Self.paragraphs(of: thought).enumerated() {
      for text in Self.sentences(of: words) {
        let behaviours = Self.behaviours(of: text)
        let isTurn = behaviours.contains(.backtracking) || behaviours.contains(.alternative)
        let expressions = Self.expressions(in: text)
        var parent = sentences.isEmpty ? nil : sentences.count - 1
        if isTurn, let last = parent {
          // Back to what it quotes, or else to before the paragraph that it leaves.
          let quoted = expressions.compactMap { firstWith[$0] }.min()
          parent =
            quoted.map { sentences[$0].parent } ?? Self.start(ofParagraphOf: last, in: sentences)
        }
        for expression in expressions where firstWith[expression] == nil {
          firstWith[expression] = sentences.count
        }
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

  private static func thought(of text: String) -> (thought: String, answer: String) {
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
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
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
      let word = current.split(whereSeparator: \.isWhitespace).last ?? ""
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

  private static func start(ofParagraphOf index: Int, in sentences: [Sentence]) -> Int? {
    var first = index
    while first > 0, sentences[first - 1].paragraph == sentences[index].paragraph { first -= 1 }
    return sentences[first].parent
  }

  // MARK: Marks

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

  /// What a sentence does, by its words.
  static func behaviours(of sentence: String) -> [Behaviour] {
    let text = " " + sentence.lowercased().replacing("’", with: "'") + " "
    return phrases.compactMap { behaviour, phrases in
      phrases.contains { says($0[...], in: text) } ? behaviour : nil
    }
  }

  /// Whether a phrase stands in a text, which has a blank at both ends: whole words alone count.
  private static func says(_ phrase: Substring, in text: String) -> Bool {
    let isAtClause = phrase.first == "^"
    var parts = phrase.drop { $0 == "^" }.split(separator: "#", maxSplits: 1)
    let hasNumber = phrase.contains("#")
    let after = parts.count > 1 ? parts.removeLast() : ""
    guard let words = parts.first else { return false }
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

  /// Expressions that a later sentence may quote: operands with an operator between, spaces apart.
  private static func expressions(in text: String) -> [Substring] {
    text.matches(of: expression).map { match in
      let expression = match.0.filter { !$0.isWhitespace }
      return expression.last == "." ? expression.dropLast() : expression[...]
    }
    .filter { $0.count >= 3 && $0.contains(where: \.isNumber) }
  }

  nonisolated(unsafe) private static let expression =
    #/[0-9A-Za-z.()]+(?:\s*[-+*/×÷−=]\s*[0-9A-Za-z.()]+)+/#
  nonisolated(unsafe) private static let sum =
    #/[0-9.]+(?:\s*[-+*/×÷−]\s*[0-9.]+)+\s*=\s*-?[0-9]+(?:\.[0-9]+)?/#

  /// Sums of whole numbers and decimals that do not hold, to the digits that are written.
  static func wrongSums(in text: String) -> [String] {
    text.matches(of: sum)
      .compactMap { match in
        let before = text[..<match.range.lowerBound].last { !$0.isWhitespace }
        let after = text[match.range.upperBound...].first { !$0.isWhitespace }
        // Part of a longer expression, a unit, a percentage or a fraction of its own.
        let joins: (Character?) -> Bool = { $0.map { "+-*/×÷−^(=%\\".contains($0) } ?? false }
        let isGlued = text[..<match.range.lowerBound].last?.isLetter == true
        guard !joins(before), !joins(after), !isGlued else { return nil }
        let sum = String(match.0)
        return Arithmetic.holds(sum) == false ? sum : nil
      }
  }
}

/// Sums as texts have them.
private enum Arithmetic {
  /// Whether `2 + 3 × 4 = 14` holds; nil where it cannot be told.
  static func holds(_ sum: String) -> Bool? {
    let sides = sum.split(separator: "=")
    guard sides.count == 2, let left = value(sides[0]),
      let right = Double(sides[1].filter { !$0.isWhitespace })
    else { return nil }
    let decimals = sides[1].firstIndex(of: ".").map {
      sides[1][$0...].dropFirst().prefix { $0.isNumber }.count
    }
    var unit = 1.0
    for _ in 0..<min(decimals ?? 0, 15) { unit /= 10 }
    // A decimal may be cut off or rounded; a whole number has to be exact.
    return abs(left - right) <= (decimals == nil ? 1e-9 * max(1, abs(left)) : unit)
  }

  private static func value(_ text: Substring) -> Double? {
    var terms: [Double] = []
    var sign: Character = "+"
    var rest = text.filter { !$0.isWhitespace }[...]
    while true {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      switch sign {
      case "+": terms.append(number)
      case "-", "−": terms.append(-number)
      case "*", "×": terms.append((terms.popLast() ?? 1) * number)
      default:
        guard number != 0 else { return nil }
        terms.append((terms.popLast() ?? 1) / number)
      }
      guard let next = rest.popFirst() else { return terms.reduce(0, +) }
      sign = next
    }
  }
}
