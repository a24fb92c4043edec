/// The line grammar of the style `walk`: `STATE: PAYLOAD`, or `STATE again: PAYLOAD` where the
/// thought goes back to a state that it was at before.
///
/// A payload is a step, a figure with one decimal, or one of `Word`. States and steps stand as they
/// are, or in quotes where they could be taken for something else.
enum WalkGrammar {
  /// What a line can say of a state besides a step and a value.
  enum Word: String, CaseIterable {
    /// No legal step leads on, or everything that does has failed.
    case deadEnd = "dead end"
    /// It is left for another reason.
    case givenUp = "given up"
    /// It solves the problem.
    case goal
    /// Said of the root at the end: nothing is left to try.
    case noWay = "no way"
    /// Said of the best goal at the end, where the search went on after it.
    case solved
  }

  /// What a line says.
  enum Payload: Equatable {
    /// A step is taken; the state that it leads to is then the current one.
    case step(String)
    /// How promising the state looks.
    case value(Float)
    /// Anything else.
    case word(Word)
  }

  /// A line, read.
  struct Line: Equatable {
    var state: String
    var isAgain: Bool
    var payload: Payload
  }

  static let again = " again"
  static let colon = ": "

  // MARK: Writing

  /// A state at the beginning of a line.
  static func state(_ text: String) -> String {
    let isMistaken =
      Quoting.breaksLine(text) || text.utf8.contains(UInt8(ascii: ":")) || text.hasSuffix(again)
    return isMistaken ? Quoting.quoted(text) : text
  }

  /// A step as a payload.
  static func step(_ text: String) -> String {
    let isMistaken =
      Quoting.breaksLine(text) || Word(rawValue: text) != nil || Self.value(text[...]) != nil
    return isMistaken ? Quoting.quoted(text) : text
  }

  /// A figure with one decimal; nil where it is not a number that can be written so.
  static func value(_ value: Float) -> String? {
    guard value.isFinite, abs(value) < 1e6 else { return nil }
    let tenths = Int(saturating: (Double(value) * 10).rounded())
    return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  // MARK: Reading

  /// Reads a line without its end; nil if it is none of the grammar's.
  static func line(_ text: Substring) -> Line? {
    var rest = text
    let state: String
    var isAgain = false
    if rest.first == "\"" {
      guard let quoted = Quoting.readQuoted(from: &rest) else { return nil }
      state = quoted
      if rest.hasPrefix(again) {
        isAgain = true
        rest = rest.dropFirst(again.count)
      }
    } else {
      guard let end = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      var name = rest[..<end]
      rest = rest[end...]
      if name.hasSuffix(again) {
        isAgain = true
        name = name.dropLast(again.count)
      }
      guard !name.isEmpty else { return nil }
      state = String(name)
    }
    guard rest.hasPrefix(colon) else { return nil }
    guard let payload = payload(rest.dropFirst(colon.count)) else { return nil }
    return Line(state: state, isAgain: isAgain, payload: payload)
  }

  private static func payload(_ text: Substring) -> Payload? {
    if let word = Word(rawValue: String(text)) { return .word(word) }
    if let value = value(text) { return .value(value) }
    guard text.first == "\"" else { return text.isEmpty ? nil : .step(String(text)) }
    var rest = text
    guard let step = Quoting.readQuoted(from: &rest), rest.isEmpty else { return nil }
    return .step(step)
  }

  /// Reads digits, a point and one digit.
  private static func value(_ text: Substring) -> Float? {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    guard text.utf8.count - digits.count < 2, (3...8).contains(digits.count) else { return nil }
    let point = digits.index(digits.endIndex, offsetBy: -2)
    for index in digits.indices {
      let byte = digits[index]
      let isRight =
        index == point
        ? byte == UInt8(ascii: ".") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard isRight else { return nil }
    }
    return Float(text)
  }
}
