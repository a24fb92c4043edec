/// A question in words, answered by steps in words: the last one begins with `Answer:`.
///
/// Text: the question, with a question mark, and the answer that is known, if one is, in brackets
/// behind it: `Tom has 3 boxes of 4 pens and gives 5 pens away. How many pens are left? [7]`. The
/// answer is shown to no model and to no search.
package struct Question: TextProblem {
  /// `question`.
  package static let kind = "question"

  /// The question, without the answer.
  package let statement: String
  /// The answer that is known.
  package let key: String?
  /// The steps that were proposed so far.
  package var steps = StepTexts()

  /// A question and its answer, if that is known.
  package init(_ statement: String, key: String? = nil) {
    self.statement = String(statement.drop(while: \.isWhitespace))
    self.key = key?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Reads the text form; see the type.
  package init(text: String) throws {
    let text = text[...].trimmed
    guard let mark = text.lastIndex(of: "?") else {
      throw ProblemError("a question ends with a question mark: write \"How many …? [7]\"")
    }
    if text.last == "?" {
      self.init(String(text))
    } else if let bracket = Self.openingBracket(of: text),
      let end = text[..<bracket].lastIndex(where: { !$0.isWhitespace }), text[end] == "?"
    {
      self.init(String(text[...end]), key: String(text[bracket...].dropFirst().dropLast()))
    } else {
      let rest = text[text.index(after: mark)...].trimmed
      throw ProblemError(
        "\(rest.quoted) follows the question: give the answer in brackets, such as [7]")
    }
  }

  /// The bracket that the last character closes, if it closes one, with something between.
  private static func openingBracket(of text: Substring) -> Substring.Index? {
    guard text.last == "]" else { return nil }
    var depth = 0
    for index in text.indices.reversed() {
      if text[index] == "]" { depth += 1 }
      if text[index] == "[" { depth -= 1 }
      if depth == 0 {
        return text[index...].dropFirst().dropLast().isBlank ? nil : index
      }
    }
    return nil
  }

  /// What ends as a question does.
  package static func resembles(_ text: String) -> Bool {
    let end = text.last { !$0.isWhitespace }
    return end == "?" || end == "]"
  }

  /// The question, and the answer in brackets.
  package var text: String { key.map { "\(statement) [\($0)]" } ?? statement }

  /// True: only the answer that is known tells.
  package var needsAnswerKey: Bool { true }

  /// What follows `Answer:`, without a full stop.
  package func answer(inStep text: String) -> String? {
    let words = text.drop { $0.isWhitespace || $0 == "*" }
    guard words.lowercased().hasPrefix("answer:") else { return nil }
    var answer = words.dropFirst("answer:".count).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    if answer.hasSuffix(".") { answer.removeLast() }
    return answer
  }

  /// Compares with the answer that is known: as numbers where both are, else as words.
  package func verify(_ answer: String) -> Verification {
    guard let key else { return .rejected("no answer to compare with is known") }
    let isRight =
      if let given = Self.number(answer), let known = Self.number(key) {
        given == known
      } else {
        normalForm(of: answer) == normalForm(of: key)
      }
    return isRight ? .accepted(cost: 1) : .rejected("it is not the one that is known")
  }

  private static func number(_ text: String) -> Double? {
    Double(text.filter { $0 != "," && $0 != "$" && $0 != " " })
  }
}
