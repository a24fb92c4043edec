import Foundation

/// Problems as JSON objects: a line each, over several lines, or in an array.
extension ProblemSetReader {
  /// Reads them all. The first one says what the file is called.
  mutating func readJSON() throws -> ProblemSet.Format {
    var format: ProblemSet.Format?
    for element in elements() {
      try read(line: element.line) {
        if let fault = element.fault { throw ProblemError(fault) }
        if element.text.first == "[", let list = NumberList(element.text) {
          format = format ?? .numbers
          return try ProblemSet.Item(numbers: list.values, target: 24, number: element.number)
        }
        let record: ProblemRecord = try ProblemSet.Item.decode(element.text)
        format = format ?? record.format
        return try record.item(element.text, number: element.number)
      }
    }
    return format ?? .jsonLines
  }

  /// A JSON value of the file.
  private struct Element {
    /// The line that it begins on, from 1.
    var line: Int
    /// What it is called by where it has no id: the line, or where a line has several its place.
    var number: Int
    var text: Substring
    /// Why it is none.
    var fault: String?
  }

  /// Of a file that begins with a whole object a line each; else of what brackets enclose.
  private func elements() -> [Element] {
    let rows = rows
    let (isObject, isAlone) = (rows[0].text.first == "{", rows.count == 1)
    var scanner = JSONScanner(rows[0].text)
    let isWhole = scanner.skipValue() && (isObject || !isAlone)
    guard isWhole || isObject && !isAlone && rows[1].text.first == "{" else { return enclosed() }
    return rows.map { Element(line: $0.number, number: $0.number, text: $0.text) }
  }

  private func enclosed() -> [Element] {
    let text = lines[self.first...].joined(separator: "\n")
    var scanner = JSONScanner(text[...])
    var elements: [Element] = []
    func append(_ text: Substring, line: Int, fault: String? = nil) {
      elements.append(
        Element(line: first + line, number: elements.count + 1, text: text, fault: fault))
    }
    scanner.skipSpace()
    let isArray = scanner.skip("[")
    while true {
      scanner.skipSpace()
      if isArray, scanner.skip("]") { break }
      guard !scanner.isAtEnd else {
        if isArray {
          append("", line: scanner.line, fault: "the array never ends: \"]\" is missing")
        }
        return elements
      }
      let (start, line) = (scanner.position, scanner.line)
      guard scanner.skipValue() else {
        append("", line: line, fault: "what begins here never ends: a bracket is missing")
        return elements
      }
      append(text[start..<scanner.position], line: line)
      scanner.skipSpace()
      if isArray { _ = scanner.skip(",") }
    }
    scanner.skipSpace()
    if !scanner.isAtEnd {
      append("", line: scanner.line, fault: "nothing may follow the end of the array")
    }
    return elements
  }
}

/// Goes over JSON value by value, without reading them.
private struct JSONScanner {
  private let text: Substring.UTF8View
  private(set) var position: Substring.Index
  /// The line at the position, from 1.
  private(set) var line = 1

  init(_ text: Substring) {
    self.text = text.utf8
    position = text.startIndex
  }

  var isAtEnd: Bool { position == text.endIndex }

  private mutating func advance() {
    if text[position] == UInt8(ascii: "\n") { line += 1 }
    text.formIndex(after: &position)
  }

  mutating func skipSpace() {
    while !isAtEnd, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) { advance() }
  }

  /// Goes past this character, if it is here.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard !isAtEnd, text[position] == UInt8(ascii: character) else { return false }
    advance()
    return true
  }

  /// Goes past a value: to where its brackets are closed, or the next comma, bracket or space. False
  /// if it never ends.
  mutating func skipValue() -> Bool {
    var depth = 0
    repeat {
      guard !isAtEnd else { return false }
      switch text[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        advance()
        while !isAtEnd, text[position] != UInt8(ascii: "\"") {
          if text[position] == UInt8(ascii: "\\") { advance() }
          if !isAtEnd { advance() }
        }
        if isAtEnd { return false }
      default: break
      }
      advance()
    } while depth > 0 || !endsValue
    return true
  }

  private var endsValue: Bool {
    isAtEnd || [0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(text[position])
  }
}

/// A JSON object that tells of a problem, in one of the forms that are known.
private struct ProblemRecord: Decodable {
  private enum Form {
    /// As this program writes it.
    case own
    /// Of reasoning-gym.
    case task
    /// Numbers and a target.
    case numbers
  }

  private var form = Form.own
  private var id: String?
  private var kind: String?
  private var text: String?
  private var answer: String?
  private var cost: Double?
  private var numbers: [Int32] = []
  private var target: Int32?

  /// What numbers are called: `nums` by Stream of Search and TinyZero (which trains on
  /// `reward_model.ground_truth.numbers`), `numbers` by sets of the Game of 24.
  private static let numberKeys = [
    "nums", "numbers", "cards", "puzzle", "puzzles", "problem", "input", "text",
  ]
  private static let targetKeys = ["target", "goal"]

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: AnyKey.self)
    func has(_ key: String) -> Bool { members.contains(AnyKey(key)) }
    kind = try members.decodeIfPresent(String.self, forKey: AnyKey("kind"))
    if kind == nil, has("metadata") {
      form = .task
      return
    }
    if has("id") { id = try members.decode(Name.self, forKey: AnyKey("id")).text }
    let truth = try? members.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey("reward_model"))
      .nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey("ground_truth"))
    if try readNumbers(in: truth ?? members) { return }
    text = try members.decodeIfPresent(String.self, forKey: AnyKey("text"))
    answer = try members.decodeIfPresent(String.self, forKey: AnyKey("answer"))
    cost = try members.decodeIfPresent(Double.self, forKey: AnyKey("cost"))
  }

  /// Reads numbers and a target; false where there are none.
  private mutating func readNumbers(in members: KeyedDecodingContainer<AnyKey>) throws -> Bool {
    for key in Self.numberKeys.map({ AnyKey($0) }) where members.contains(key) {
      if (try? members.nestedUnkeyedContainer(forKey: key)) != nil {
        numbers = try members.decode([Figure].self, forKey: key).map(\.value)
      } else if kind == nil, let text = try? members.decode(String.self, forKey: key),
        let list = NumberList(text)
      {
        numbers = list.values
      } else {
        continue
      }
      form = .numbers
      for key in Self.targetKeys.map({ AnyKey($0) }) where members.contains(key) {
        target = try members.decode(Figure.self, forKey: key).value
      }
      return true
    }
    return false
  }

  var format: ProblemSet.Format {
    switch form {
    case .own: .jsonLines
    case .task: .reasoningGym
    case .numbers: .numbers
    }
  }

  /// The problem. `source` is the object, `number` what it is called by without an id.
  func item(_ source: Substring, number: Int) throws -> ProblemSet.Item {
    switch form {
    case .task: return try ProblemSet.Item(reasoningGymLine: source, number: number)
    case .numbers:
      guard let kind else {
        var item = try ProblemSet.Item(numbers: numbers, target: target ?? 24, number: number)
        if let id { item.id = id }
        return item
      }
      let list = numbers.map(String.init).joined(separator: " ")
      return ProblemSet.Item(
        id: id ?? "\(kind)-\(number)",
        problem: try ProblemRegistry.kind(named: kind).make(
          list + (target.map { " → \($0)" } ?? "")))
    case .own: break
    }
    guard let kind else {
      let names = ProblemRegistry.kinds.map(\.name).joined(separator: ", ")
      throw ProblemError("\"kind\" is missing: give one of \(names)")
    }
    guard let text else {
      let example = try ProblemRegistry.kind(named: kind).example.replacing("\n", with: "\\n")
      throw ProblemError("\"text\" is missing: give such as \"\(example)\"")
    }
    if let cost, !(cost >= 0 && cost <= 1e9) {
      throw ProblemError("\"cost\" is \(cost): give 0 or more")
    }
    return ProblemSet.Item(
      id: id ?? "\(kind)-\(number)", problem: try ProblemRegistry.kind(named: kind).make(text),
      answer: answer, cost: cost.map(Float.init))
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// A name, which may be a whole number.
  private struct Name: Decodable {
    var text: String
    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      text = try (try? value.decode(Int64.self)).map(String.init) ?? value.decode(String.self)
    }
  }

  /// A whole number, which may be written as text, or as a card.
  private struct Figure: Decodable {
    var value: Int32
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self), let list = NumberList("1 " + text),
        list.values.count == 2
      {
        value = list.values[1]
      } else {
        value = try container.decode(Int32.self)
      }
    }
  }
}

extension ProblemSet.Item {
  /// Decodes a JSON object; says in a `ProblemError` what is wrong with it.
  static func decode<Record: Decodable>(_ text: Substring) throws -> Record {
    do {
      return try JSONDecoder().decode(Record.self, from: Data(text.utf8))
    } catch {
      throw ProblemError(JSONLines.message(error, in: text.utf8))
    }
  }
}
