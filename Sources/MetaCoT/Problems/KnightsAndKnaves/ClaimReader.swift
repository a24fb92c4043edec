/// Reads what a knight or a knave says: `B is a knave`, joined by `not`, `and`, `or`, `if … then …` and
/// `if and only if`, with brackets. `and` binds more strongly than `or`.
struct ClaimReader {
  private let words: [Substring]
  private let text: String
  private let person: (String) -> Int
  private var place = 0
  private var depth = 0

  /// How deeply claims may be nested.
  private static let deepest = 32

  /// Reads the whole text; `person` gives the number of a name.
  static func claim(
    _ text: String, person: @escaping (String) -> Int
  ) throws -> KnightsAndKnaves.Claim {
    let spaced = text.replacing("(", with: " ( ").replacing(")", with: " ) ")
    var reader = ClaimReader(
      words: spaced.split(whereSeparator: \.isWhitespace), text: text, person: person)
    let claim = try reader.sentence()
    guard reader.place == reader.words.count else { throw reader.error }
    return claim
  }

  private init(words: [Substring], text: String, person: @escaping (String) -> Int) {
    (self.words, self.text, self.person) = (words, text, person)
  }

  private var error: ProblemError {
    ProblemError(
      "\(text.quoted) is no claim: write such as B is a knave, joined by and, or, not, "
        + "if … then …, if and only if, with brackets")
  }

  /// Whether these words come next; they are passed.
  private mutating func takes(_ expected: String...) -> Bool {
    guard words[place...].starts(with: expected.map { $0[...] }) else { return false }
    place += expected.count
    return true
  }

  private mutating func sentence() throws -> KnightsAndKnaves.Claim {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ProblemError("a claim is nested more than \(Self.deepest) deep")
    }
    if !words[place...].starts(with: ["if", "and"]), takes("if") {
      let condition = try alternatives()
      guard takes("then") else { throw error }
      return .implies(condition, try alternatives())
    }
    let first = try alternatives()
    return takes("if", "and", "only", "if") ? .same(first, try alternatives()) : first
  }

  private mutating func alternatives() throws -> KnightsAndKnaves.Claim {
    var claim = try conjunction()
    while takes("or") { claim = .or(claim, try conjunction()) }
    return claim
  }

  private mutating func conjunction() throws -> KnightsAndKnaves.Claim {
    var claim = try single()
    while takes("and") { claim = .and(claim, try single()) }
    return claim
  }

  private mutating func single() throws -> KnightsAndKnaves.Claim {
    if takes("(") {
      let claim = try sentence()
      guard takes(")") else { throw error }
      return claim
    }
    if takes("not") {
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.deepest else { throw error }
      return .not(try single())
    }
    guard place < words.count, words[place].allSatisfy(\.isLetter) else { throw error }
    let name = String(words[place])
    place += 1
    if takes("is", "a", "knight") { return .knight(person(name)) }
    if takes("is", "a", "knave") { return .knave(person(name)) }
    throw error
  }
}
