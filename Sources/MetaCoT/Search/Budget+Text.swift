extension Budget: CustomStringConvertible {
  /// Reads limits as a person writes them: `20000` or `20000 expansions`, `500 calls`,
  /// `5000 tokens`, `2 s`, `512 MB`, several with commas between; of two of a kind the lower one
  /// counts. An empty text is no limit.
  public init(text: String) throws(SearchError) {
    self.init()
    // What looks like one large number would be two limits.
    if text.contains(Self.commaInNumber) { throw .budgetWithComma(text) }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.isEmpty, text.allSatisfy({ $0 == " " }) { return }
      guard let (number, unit) = Self.numberAndUnit(words), number >= 0, number < 1e15 else {
        throw .budget(text)
      }
      func count() throws(SearchError) -> Int {
        guard let count = Int(exactly: number) else { throw .budget(text) }
        return count
      }
      func bytes(_ unit: Double) -> Int { Int(saturating: (number * unit).rounded()) }
      switch unit {
      case "", "expansion", "expansions", "simulation", "simulations":
        Self.lower(&expansions, to: try count())
      case "call", "calls": Self.lower(&modelCalls, to: try count())
      case "token", "tokens": Self.lower(&tokens, to: try count())
      case "s", "second", "seconds": Self.lower(&seconds, to: number)
      case "ms": Self.lower(&seconds, to: number / 1000)
      case "min", "minute", "minutes": Self.lower(&seconds, to: number * 60)
      case "kB", "KB", "kb": Self.lower(&memory, to: bytes(1e3))
      case "MB", "mb": Self.lower(&memory, to: bytes(1e6))
      case "GB", "gb": Self.lower(&memory, to: bytes(1e9))
      default: throw .budget(text)
      }
    }
  }

  private static func lower<Value: Comparable>(_ limit: inout Value?, to value: Value) {
    limit = limit.map { min($0, value) } ?? value
  }

  nonisolated(unsafe) private static let commaInNumber = #/\d,\d/#
  nonisolated(unsafe) private static let leadingNumber = #/[0-9._]+(?:e-[0-9]+)?/#

  /// The number and the word after it, with a space between them or none.
  private static func numberAndUnit(_ words: [Substring]) -> (Double, String)? {
    guard let first = words.first, words.count <= 2 else { return nil }
    let digits = first.prefixMatch(of: leadingNumber)?.output ?? first.prefix(0)
    let rest = first.dropFirst(digits.count)
    guard let number = Double(digits.filter { $0 != "_" }) else { return nil }
    if words.count == 1 { return (number, String(rest)) }
    return rest.isEmpty ? (number, String(words[1])) : nil
  }

  /// The limits as `init(text:)` reads them; empty if there are none.
  public var description: String {
    var parts: [String] = []
    if let expansions { parts.append("\(expansions) expansions") }
    if let modelCalls { parts.append("\(modelCalls) calls") }
    if let tokens { parts.append("\(tokens) tokens") }
    if let seconds { parts.append("\(Self.number(seconds)) s") }
    if let memory { parts.append("\(Self.number(Double(memory) / 1e6)) MB") }
    return parts.joined(separator: ", ")
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension Budget: Codable {
  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    do {
      self = try Budget(text: value.decode(String.self))
    } catch let error as SearchError {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: error.description)
    }
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}
