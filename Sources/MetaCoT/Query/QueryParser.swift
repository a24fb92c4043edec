/// Reads the text of a `NodeQuery`: recursive descent, a function a level of binding.
struct QueryParser {
  private let text: String
  private let metrics: [TraceHeader.Metric]
  private var tokens: [Token] = []
  private var next = 0
  private var depth = 0

  private struct Token {
    var kind: Kind
    var text: String
    var offset: Int

    enum Kind { case word, string, number, symbol, wrong, end }
  }

  /// Parentheses and `not` in one another.
  private static let deepest = 200
  /// Comparisons of one question.
  private static let most = 1000
  private var comparisons = 0

  init(_ text: String, metrics: [TraceHeader.Metric]) {
    self.text = text
    self.metrics = metrics
    tokens = Self.tokens(of: text)
  }

  mutating func parse() throws(QueryError) -> NodeQuery.Condition {
    let condition = try either()
    guard current.kind == .end else {
      throw error("expected “and” or “or” before “\(current.text)”")
    }
    return condition
  }

  // MARK: Levels

  private mutating func either() throws(QueryError) -> NodeQuery.Condition {
    var condition = try both()
    while take(word: "or") { condition = .or(condition, try both()) }
    return condition
  }

  private mutating func both() throws(QueryError) -> NodeQuery.Condition {
    var condition = try single()
    while take(word: "and") { condition = .and(condition, try single()) }
    return condition
  }

  private mutating func single() throws(QueryError) -> NodeQuery.Condition {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw error("too many parentheses in one another") }
    if take(word: "not") { return .not(try single()) }
    if take(symbol: "(") {
      let condition = try either()
      guard take(symbol: ")") else { throw error("expected “)”") }
      return condition
    }
    comparisons += 1
    if comparisons > Self.most { throw error("a question has at most \(Self.most) comparisons") }
    if take(word: "has") { return .has(try number()) }
    if current.kind == .word, current.text == "is" {
      next += 1
      return try standing()
    }
    if current.text == "changes", current.kind == .word {
      next += 1
      guard take(symbol: "(") else { throw error("expected “(” after “changes”") }
      let changing = try number()
      guard take(symbol: ")") else { throw error("expected “)”") }
      return .changes(changing)
    }
    return try comparison()
  }

  private mutating func standing() throws(QueryError) -> NodeQuery.Condition {
    guard current.kind == .word, let standing = NodeStanding(rawValue: current.text) else {
      throw error("after “is” comes one of \(Self.standings)")
    }
    next += 1
    return .stands(standing)
  }

  private static let standings = NodeStanding.allCases.map(\.rawValue).joined(separator: ", ")

  private mutating func comparison() throws(QueryError) -> NodeQuery.Condition {
    if current.kind == .word, let word = Self.words[current.text] {
      next += 1
      return try comparison(of: word)
    }
    let left = try number()
    let sign = current
    if take(symbol: "~") {
      throw error("“~” seeks in step, state, status or why, not in numbers", at: sign)
    }
    let comparison = try self.comparisonSign()
    return .compare(left, comparison, try number())
  }

  private mutating func comparison(of word: NodeQuery.Word) throws(QueryError)
    -> NodeQuery.Condition
  {
    if take(symbol: "~") {
      let pattern = current
      let text = try self.text(after: "~")
      do throws(Pattern.Fault) {
        return .matches(word, try Pattern(text))
      } catch {
        throw self.error(
          "“\(text)” is not a regular expression: \(error.words)", at: pattern)
      }
    }
    let sign = current
    let comparison = try comparisonSign()
    guard comparison == .equal || comparison == .unequal else {
      throw error("texts are compared with =, != or ~", at: sign)
    }
    let place = current
    let value = try text(after: comparison.rawValue)
    if word == .status, !SearchTree.statusWords.contains(value) {
      let words = SearchTree.statusWords.map { $0.contains(" ") ? "\"\($0)\"" : $0 }
      throw error("no status “\(value)”: there are \(words.joined(separator: ", "))", at: place)
    }
    return .isWord(word, comparison, value)
  }

  private mutating func comparisonSign() throws(QueryError) -> NodeQuery.Comparison {
    guard current.kind == .symbol, let comparison = NodeQuery.Comparison(rawValue: current.text)
    else { throw error("expected =, !=, <, <=, > or >=") }
    next += 1
    return comparison
  }

  /// A text to compare with; words that follow each other are one text, as in `dead end`.
  private mutating func text(after sign: String) throws(QueryError) -> String {
    let token = current
    switch token.kind {
    case .string, .number:
      next += 1
      return token.text
    case .word:
      var words = [token.text]
      next += 1
      while current.kind == .word, !["and", "or"].contains(current.text) {
        words.append(current.text)
        next += 1
      }
      return words.joined(separator: " ")
    default: throw error("expected a text after “\(sign)”")
    }
  }

  private mutating func number() throws(QueryError) -> NodeQuery.Number {
    let token = current
    switch token.kind {
    case .number:
      guard let value = Double(token.text) else { throw error("“\(token.text)” is not a number") }
      next += 1
      return .constant(value)
    case .word, .string:
      guard let number = named(token.text) else {
        if token.kind == .word, Self.words[token.text] != nil {
          throw error("“\(token.text)” is a text, and here a number must stand")
        }
        throw error("there is no figure “\(token.text)”" + suggestion(for: token.text))
      }
      next += 1
      return number
    default: throw error("expected a figure, such as N, Q, V or depth, or a number")
    }
  }

  // MARK: Names

  private static let words: [String: NodeQuery.Word] = [
    "status": .status, "why": .why, "step": .step, "state": .state,
  ]
  private static let fields: [NodeField] = [
    .N, .Q, .P, .V, .U, .g, .h, .f, .rank, .tokens, .seconds, .money,
  ]

  private func named(_ name: String) -> NodeQuery.Number? {
    switch name {
    case "depth": return .depth
    case "children": return .children
    case "node": return .node
    case "parent": return .parent
    default: break
    }
    if let field = Self.fields.first(where: { $0.symbol == name }) { return .field(field) }
    return metrics.firstIndex { $0.key == name || $0.title == name }.map { .field(.metric($0)) }
  }

  private func suggestion(for name: String) -> String {
    let names =
      Self.fields.map(\.symbol) + ["depth", "children", "node", "parent"] + Self.words.keys.sorted()
      + metrics.map(\.title)
    if let near = names.first(where: { $0.lowercased() == name.lowercased() }) {
      return ": did you mean “\(near)”?"
    }
    return ": there are \(names.joined(separator: ", "))"
  }

  /// Whether a text begins as a question does, and not as a pattern would: a figure or a text of
  /// nodes, and a comparison after it.
  static func isQuestion(_ text: String, metrics: [TraceHeader.Metric]) -> Bool {
    let parser = QueryParser(text, metrics: metrics)
    var tokens = parser.tokens[...]
    while let first = tokens.first, first.text == "(" || first.text == "not", first.kind != .string
    {
      tokens.removeFirst()
    }
    guard let first = tokens.first, let second = tokens.dropFirst().first else { return false }
    if first.kind == .word, first.text == "is" { return NodeStanding(rawValue: second.text) != nil }
    if first.kind == .word, ["has", "changes"].contains(first.text) {
      return second.text == "(" || parser.named(second.text) != nil
    }
    let isName =
      (first.kind == .word || first.kind == .string)
      && (words[first.text] != nil || parser.named(first.text) != nil)
    return isName && second.kind == .symbol && !["(", ")"].contains(second.text)
  }

  // MARK: Tokens

  private var current: Token { tokens[next] }

  private mutating func take(word: String) -> Bool {
    guard current.kind == .word, current.text == word else { return false }
    next += 1
    return true
  }

  private mutating func take(symbol: String) -> Bool {
    guard current.kind == .symbol, current.text == symbol else { return false }
    next += 1
    return true
  }

  private func error(_ message: String, at token: Token? = nil) -> QueryError {
    let token = token ?? current
    return QueryError(text: text, offset: token.offset, message: message)
  }

  private static func tokens(of text: String) -> [Token] {
    let characters = Array(text)
    var tokens: [Token] = []
    var index = 0
    func isWordPart(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "_$.-".contains(character)
    }
    while index < characters.count {
      let start = index
      let character = characters[index]
      if character.isWhitespace {
        index += 1
        continue
      }
      if character == "\"" {
        index += 1
        var content = ""
        while index < characters.count, characters[index] != "\"" {
          if characters[index] == "\\", index + 1 < characters.count,
            "\"\\".contains(characters[index + 1])
          {
            index += 1
          }
          content.append(characters[index])
          index += 1
        }
        let isClosed = index < characters.count
        tokens.append(
          Token(kind: isClosed ? .string : .wrong, text: isClosed ? content : "\"", offset: start))
        index += 1
        continue
      }
      let isSigned =
        "+-".contains(character) && index + 1 < characters.count
        && (characters[index + 1].isWholeNumber || characters[index + 1] == ".")
      if character.isWholeNumber || character == "." || isSigned {
        index += 1
        while index < characters.count {
          let isExponentSign =
            "+-".contains(characters[index]) && "eE".contains(characters[index - 1])
          guard isWordPart(characters[index]) && characters[index] != "-" || isExponentSign else {
            break
          }
          index += 1
        }
        tokens.append(Token(kind: .number, text: String(characters[start..<index]), offset: start))
        continue
      }
      if isWordPart(character) {
        while index < characters.count, isWordPart(characters[index]) { index += 1 }
        tokens.append(Token(kind: .word, text: String(characters[start..<index]), offset: start))
        continue
      }
      let pair = index + 1 < characters.count ? String(characters[index...index + 1]) : ""
      if ["<=", ">=", "!="].contains(pair) {
        tokens.append(Token(kind: .symbol, text: pair, offset: start))
        index += 2
        continue
      }
      let isSymbol = "()=<>~".contains(character)
      tokens.append(
        Token(kind: isSymbol ? .symbol : .wrong, text: String(character), offset: start))
      index += 1
    }
    tokens.append(Token(kind: .end, text: "the end", offset: characters.count))
    return tokens
  }
}

extension NodeQuery {
  /// Whether a text is meant as a question, and not as a pattern to look for: it begins with a figure
  /// or a text of nodes, and a comparison after it.
  public static func isMeant(by text: String, metrics: [TraceHeader.Metric]) -> Bool {
    QueryParser.isQuestion(text, metrics: metrics)
  }
}
