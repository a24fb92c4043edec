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

  /// Expressions that a later sentence may quote: operands with an operator between, spaces apart.
  private static func expressions(in text: String) -> [Substring] {
    ArithmeticScanner(text).expressions {
      $0.isASCII && $0.properties.isAlphabetic || $0 == "(" || $0 == ")"
    }
    .map { range in
      let expression = text[range].filter { !$0.isWhitespace }
      return expression.last == "." ? expression.dropLast() : expression[...]
    }
    .filter { $0.count >= 3 && $0.contains(where: \.isNumber) }
  }

  /// Sums of whole numbers and decimals that do not hold, to the digits that are written.
  static func wrongSums(in text: String) -> [String] {
    ArithmeticScanner(text).sums().compactMap { range in
      let (head, rest) = (text[..<range.lowerBound], text[range.upperBound...])
      let before = head.last { !$0.isWhitespace }
      let after = rest.first { !$0.isWhitespace }
      // Part of a longer expression, a unit, a percentage or a fraction of its own; a time of day, a
      // division with a remainder.
      let joins: (Character?) -> Bool = { $0.map { "+-*/×÷−^(=%\\".contains($0) } ?? false }
      let isGlued = head.last.map { $0.isLetter || $0 == "," } ?? false
      let isTime = head.last == ":" && head.dropLast().last?.isNumber == true
      let word = rest.drop { $0 == " " || $0 == "," }.prefix { $0.isLetter }.lowercased()
      guard !joins(before), !joins(after), !isGlued, !isTime,
        !["remainder", "r", "mod", "rem"].contains(word)
      else { return nil }
      let sum = String(text[range])
      return Arithmetic.holds(sum.filter { $0 != "," }) == false ? sum : nil
    }
  }
}

/// Finds operands with operators between them, in one pass over a text.
private struct ArithmeticScanner {
  private let text: String.UnicodeScalarView
  private typealias Index = String.UnicodeScalarView.Index

  init(_ text: String) { self.text = text.unicodeScalars }

  /// Operands with at least one operator or sign of equality between them. Digits and points are
  /// operands, and what else is said to be.
  /// - Complexity: O(text), as of `sums`.
  func expressions(_ isOther: (Unicode.Scalar) -> Bool) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    var start = text.startIndex
    while start < text.endIndex {
      let first = operand(at: start, isOther)
      guard first > start else {
        start = text.index(after: start)
        continue
      }
      let end = chain(from: first, "+-*/×÷−=", isOther)
      if end > first { found.append(start..<end) }
      start = end
    }
    return found
  }

  /// Numbers with operators between them, a sign of equality, and a number.
  func sums() -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    var start = text.startIndex
    while start < text.endIndex {
      let first = operand(at: start) { _ in false }
      guard first > start else {
        start = text.index(after: start)
        continue
      }
      let left = chain(from: first, "+-*/×÷−") { _ in false }
      var end = left
      if left > first, let right = skip(left, to: "="), let sum = result(at: right) {
        found.append(start..<sum)
        end = sum
      }
      start = end
    }
    return found
  }

  /// Behind operators with operands after them, as far as there are any.
  private func chain(
    from first: Index, _ operators: String, _ isOther: (Unicode.Scalar) -> Bool
  ) -> Index {
    var end = first
    while let next = skip(end, to: operators) {
      let after = operand(at: next, isOther)
      if after == next { break }
      end = after
    }
    return end
  }

  /// Behind one of these signs and the blanks around it; nil where there is none.
  private func skip(_ place: Index, to signs: String) -> Index? {
    let sign = blanks(at: place)
    guard sign < text.endIndex, signs.unicodeScalars.contains(text[sign]) else { return nil }
    return blanks(at: text.index(after: sign))
  }

  private func blanks(at place: Index) -> Index {
    text[place...].firstIndex { !$0.properties.isWhitespace } ?? text.endIndex
  }

  /// Behind an operand: `1,500` is one, and of `1, 500` the `1`.
  private func operand(at place: Index, _ isOther: (Unicode.Scalar) -> Bool) -> Index {
    var end = place
    while end < text.endIndex {
      let scalar = text[end]
      if Self.isDigit(scalar) || scalar == "." || isOther(scalar) {
        end = text.index(after: end)
      } else if scalar == ",", end > place, let next = thousands(at: end) {
        end = next
      } else {
        break
      }
    }
    return end
  }

  /// Behind the comma between groups of digits and the three digits after it.
  private func thousands(at comma: Index) -> Index? {
    guard Self.isDigit(text[text.index(before: comma)]) else { return nil }
    let digits = text[text.index(after: comma)...].prefix(4)
    guard digits.prefix(3).count(where: Self.isDigit) == 3,
      digits.count < 4 || !Self.isDigit(digits[digits.index(before: digits.endIndex)])
    else { return nil }
    return digits.index(digits.startIndex, offsetBy: 3)
  }

  /// Behind a number with a sign or none, and digits after its point.
  private func result(at place: Index) -> Index? {
    var start = place
    if start < text.endIndex, text[start] == "-" { start = text.index(after: start) }
    var end = digits(at: start)
    guard end > start else { return nil }
    while end < text.endIndex, text[end] == ",", let next = thousands(at: end) { end = next }
    guard end < text.endIndex, text[end] == "." else { return end }
    let decimals = text.index(after: end)
    let last = digits(at: decimals)
    return last > decimals ? last : end
  }

  private func digits(at place: Index) -> Index {
    text[place...].firstIndex { !Self.isDigit($0) } ?? text.endIndex
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
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
