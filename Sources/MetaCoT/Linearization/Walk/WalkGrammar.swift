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
    /// A step in somebody else's words, and the state that it leads to.
    case told(String, state: String)
    /// How promising the state looks.
    case value(Float)
    /// Anything else.
    case word(Word)
  }

  /// A line, read.
  struct Line: Equatable {
    var state: String
    var isAgain: Bool
    /// Which node is meant where the state does not say it: the one that this step of the text led to.
    var number: Int?
    var payload: Payload
  }

  static let again = " again"
  static let colon = ": "
  /// What stands between a step in somebody else's words and the state that it leads to.
  static let leadsTo = " => "

  // MARK: Writing

  /// A state at the beginning of a line.
  static func state(_ text: String) -> String {
    let isMistaken =
      Quoting.breaksLine(text) || text.utf8.contains(UInt8(ascii: ":")) || text.hasSuffix(again)
      || text.utf8.contains(UInt8(ascii: "#")) && text.contains(again)
    return isMistaken ? Quoting.quoted(text) : text
  }

  /// A step as a payload.
  static func step(_ text: String) -> String {
    let isMistaken =
      Quoting.breaksLine(text) || Word(rawValue: text) != nil || Self.value(text[...]) != nil
      || text.utf8.contains(UInt8(ascii: ">")) && text.contains(leadsTo)
    return isMistaken ? Quoting.quoted(text) : text
  }

  /// A step in somebody else's words as a payload.
  static func told(_ step: String, leadingTo state: String) -> String {
    Self.step(step) + leadsTo + Self.state(state)
  }

  /// What follows the state of a node that is named by its number as well.
  static func again(number: Int) -> String { "\(again) #\(number)" }

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
    var name: Substring?
    if rest.first == "\"" {
      guard let quoted = Quoting.readQuoted(from: &rest) else { return nil }
      name = quoted[...]
    }
    guard let end = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    var before = rest[..<end]
    rest = rest[end...]
    let number = readNumber(from: &before)
    let isAgain = before.hasSuffix(again)
    if isAgain { before = before.dropLast(again.count) }
    guard isAgain || number == nil, (name == nil) != before.isEmpty, rest.hasPrefix(colon),
      let payload = payload(rest.dropFirst(colon.count))
    else { return nil }
    return Line(
      state: String(name ?? before), isAgain: isAgain, number: number, payload: payload)
  }

  /// Takes ` #7` from the end of a name.
  private static func readNumber(from name: inout Substring) -> Int? {
    guard let mark = name.lastIndex(of: "#"), let number = Int(name[mark...].dropFirst()),
      name[..<mark].hasSuffix(again + " ")
    else { return nil }
    name = name[..<mark].dropLast()
    return number
  }

  private static func payload(_ text: Substring) -> Payload? {
    if let word = Word(rawValue: String(text)) { return .word(word) }
    if let value = value(text) { return .value(value) }
    var rest = text
    let step: String
    if text.first == "\"" {
      guard let quoted = Quoting.readQuoted(from: &rest) else { return nil }
      step = quoted
    } else {
      let mark =
        text.utf8.contains(UInt8(ascii: ">")) ? text.firstRange(of: leadsTo)?.lowerBound : nil
      let end = mark ?? text.endIndex
      step = String(text[..<end])
      rest = text[end...]
      guard !step.isEmpty else { return nil }
    }
    guard !rest.isEmpty else { return .step(step) }
    guard rest.hasPrefix(leadsTo) else { return nil }
    rest = rest.dropFirst(leadsTo.count)
    guard rest.first == "\"" else {
      return rest.isEmpty ? nil : .told(step, state: String(rest))
    }
    guard let state = Quoting.readQuoted(from: &rest), rest.isEmpty else { return nil }
    return .told(step, state: state)
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
