/// How the line grammar of Stream of Search (Gandhi et al., 2024, arXiv 2404.03683) writes states,
/// steps and nodes, and reads them.
///
/// Countdown is written to the letter: `6 24` towards 89 is `89:[6, 24]`, `6 × 4 = 24` is `6*4=24`.
/// Texts of other problems stand as they are, in quotes where they could be taken for grammar.
struct StreamOfSearchGrammar: Sendable {
  /// The longest path that is written out, in the names of nodes and before a state: with longer ones
  /// the text of a chain would grow with the square of its length.
  static let longestPath = 32

  /// Countdown's target; nil for other problems.
  var target: String?

  /// The grammar of the search that a header describes.
  init(header: TraceHeader) {
    target = Self.target(of: header.problem)
  }

  /// The grammar of a search with this target.
  init(target: String?) {
    self.target = target
  }

  /// The target that a Countdown problem's text ends with, such as 24 in `4 5 6 10 → 24`.
  static func target(of problem: TraceHeader.ProblemReference) -> String? {
    guard let arrow = problem.text.firstRange(of: "→") else { return nil }
    let tokens = problem.text[arrow.upperBound...].split(separator: " ")
    guard let first = tokens.first, isNumber(first) else { return nil }
    let numbers = problem.text[..<arrow.lowerBound].split(separator: " ")
    return !numbers.isEmpty && numbers.allSatisfy { isNumber($0) } ? String(first) : nil
  }

  // MARK: Writing

  /// What the lines call a state: `Numbers` or `State`.
  var noun: String { target == nil ? "State" : "Numbers" }

  /// A state with its target, as after `Current State:`.
  func state(_ text: String) -> String {
    guard let target, let numbers = numbers(text) else { return verbatim(text) }
    return "\(target):\(numbers)"
  }

  /// A state alone, as after `Resulting Numbers:`.
  func resulting(_ text: String) -> String {
    (target == nil ? nil : numbers(text)) ?? verbatim(text)
  }

  /// A step.
  func operation(_ text: String) -> String {
    guard target != nil, let operation = Self.arithmetic(text) else { return verbatim(text) }
    return operation
  }

  /// The one number that is left, where the state is a single number.
  func lastNumber(_ state: String) -> String? {
    target != nil && Self.isNumber(state[...]) ? state : nil
  }

  private func numbers(_ text: String) -> String? {
    let numbers = text.split(separator: " ", omittingEmptySubsequences: false)
    guard numbers.allSatisfy(Self.isNumber) else { return nil }
    return "[" + numbers.joined(separator: ", ") + "]"
  }

  /// The text as it is, or in quotes where it would be read as something else.
  private func verbatim(_ text: String) -> String {
    if Self.isHarmless(text) { return text }
    var rest = text[...]
    let isMistaken =
      Quoting.breaksLine(text) || text.contains("'") || text.contains("Operation")
      || text.contains("Resulting") || Self.typeset(text[...]) != nil
      || readState(from: &rest).map { $0.state != text } ?? true
    return isMistaken ? Quoting.quoted(text) : text
  }

  /// Whether nothing in the text comes near to grammar: the quick answer for nearly every text.
  private static func isHarmless(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last, first != 32, last != 32 else {
        return false
      }
      return !bytes.contains { byte in
        switch byte {
        case 0..<32, 127, 0xC2, 0xE2: true
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "="): true
        case UInt8(ascii: ":"), UInt8(ascii: "O"), UInt8(ascii: "R"): true
        default: false
        }
      }
    }
  }

  /// `6 × 4 = 24` as `6*4=24`; fractions as operands in parentheses. Nil for anything else.
  private static func arithmetic(_ text: String) -> String? {
    let tokens = text.split(separator: " ", omittingEmptySubsequences: false)
    guard tokens.count == 5, tokens[3] == "=", let sign = signs.first(where: { $0.0 == tokens[1] }),
      isNumber(tokens[0]), isNumber(tokens[2]), isNumber(tokens[4])
    else { return nil }
    return operand(tokens[0]) + sign.1 + operand(tokens[2]) + "=" + tokens[4]
  }

  private static func operand(_ number: Substring) -> String {
    number.contains("/") || number.hasPrefix("-") ? "(\(number))" : String(number)
  }

  private static let signs: [(Substring, String)] = [
    ("+", "+"), ("−", "-"), ("×", "*"), ("÷", "/"),
  ]

  /// Whether it is a whole number or a fraction of two.
  private static func isNumber(_ text: Substring) -> Bool {
    var digits = 0
    var slashes = 0
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "-") where index == 0: break
      case UInt8(ascii: "/") where digits > 0 && slashes == 0:
        slashes = 1
        digits = 0
      default: return false
      }
    }
    return digits > 0
  }

  // MARK: Reading

  /// A state from the start of `line`, with or without target, and drops it from there.
  func readState(from line: inout Substring) -> (target: String?, state: String)? {
    if line.first == "\"" {
      return Quoting.readQuoted(from: &line).map { (nil, $0) }
    }
    var rest = line
    var found: String?
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].utf8.count < 20,
      Self.isNumber(rest[..<colon])
    {
      found = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      let inner = rest[rest.index(after: rest.startIndex)..<end]
      line = rest[rest.index(after: end)...]
      return (
        found, inner.split(separator: ",").map { $0.drop { $0 == " " } }.joined(separator: " ")
      )
    }
    let end =
      line.firstRange(of: ", Operations: ")?.lowerBound ?? line.firstRange(of: " Operation: ")?
      .lowerBound
      ?? line.endIndex
    let state = String(line[..<end])
    line = line[end...]
    return (nil, state)
  }

  /// A step up to `end` (or the end of the line), and drops it from there.
  func readOperation(from line: inout Substring, endingAt end: String) -> String? {
    if line.first == "\"" { return Quoting.readQuoted(from: &line) }
    let stop = end.isEmpty ? line.endIndex : (line.firstRange(of: end)?.lowerBound ?? line.endIndex)
    let text = line[..<stop]
    line = line[stop...]
    return Self.typeset(text) ?? String(text)
  }

  /// `6*4=24` as `6 × 4 = 24`. Nil for anything else.
  static func typeset(_ text: Substring) -> String? {
    var rest = text
    guard let left = readOperand(from: &rest),
      let sign = signs.first(where: { rest.hasPrefix($0.1) })
    else { return nil }
    rest = rest.dropFirst()
    guard let right = readOperand(from: &rest), rest.first == "=" else { return nil }
    let result = rest.dropFirst()
    guard isNumber(result) else { return nil }
    return "\(left) \(sign.0) \(right) = \(result)"
  }

  private static func readOperand(from text: inout Substring) -> Substring? {
    if text.first == "(", let end = text.firstIndex(of: ")") {
      let number = text[text.index(after: text.startIndex)..<end]
      text = text[text.index(after: end)...]
      return isNumber(number) ? number : nil
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    text = text[digits.endIndex...]
    return digits.isEmpty ? nil : digits
  }
}
