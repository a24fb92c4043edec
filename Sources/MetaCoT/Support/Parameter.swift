/// A number or a choice that a strategy, a model or a generator of problems can be given: what the
/// command line, the screen and the traces list and check.
public struct Parameter: Sendable, Equatable {
  /// The name on the command line and in traces, such as `c`.
  public var name: String
  /// The name that it had in older traces, which is read as well.
  public var earlierName: String?
  /// What is allowed, ends included.
  public var range: ClosedRange<Double>
  /// The value if none is given.
  public var defaultValue: Double
  /// Whether only whole numbers make sense.
  public var isWhole: Bool
  /// Names for the values 0, 1, 2 … of a choice, such as `["uct", "puct"]`; empty for a number.
  public var choices: [String]
  /// One line: what it does, and where it comes from.
  public var help: String

  /// A real number.
  public init(
    _ name: String, formerly earlierName: String? = nil, _ range: ClosedRange<Double>,
    default defaultValue: Double, _ help: String
  ) {
    self.name = name
    self.earlierName = earlierName
    self.range = range
    self.defaultValue = defaultValue
    self.help = help
    isWhole = false
    choices = []
  }

  /// A whole number.
  public init(
    _ name: String, whole range: ClosedRange<Int>, default defaultValue: Int, _ help: String
  ) {
    self.name = name
    self.range = Double(range.lowerBound)...Double(range.upperBound)
    self.defaultValue = Double(defaultValue)
    self.help = help
    isWhole = true
    choices = []
  }

  /// A choice; the first is the default unless another is named.
  public init(_ name: String, choices: [String], default first: Int = 0, _ help: String) {
    self.name = name
    range = 0...Double(choices.count - 1)
    defaultValue = Double(first)
    self.help = help
    isWhole = true
    self.choices = choices
  }

  /// Whether it goes by this name, or once did.
  package func isCalled(_ name: String) -> Bool { self.name == name || earlierName == name }

  /// Reads a value as a person writes it, a number or the name of a choice; nil if it is neither,
  /// or not allowed.
  package func value(text: String) -> Double? {
    if let choice = choices.firstIndex(of: text) { return Double(choice) }
    guard let value = Double(text), allows(value) else { return nil }
    return value
  }

  /// A value as a person writes it: `1.414`, `16`, `uct`.
  package func text(of value: Double) -> String {
    if let choice = choice(of: value) { return choice }
    return value.magnitude < 1e15 ? Int(exactly: value).map { "\($0)" } ?? "\(value)" : "\(value)"
  }

  /// A value as a trace has it: a number, or the name of a choice.
  package func json(of value: Double) -> JSONValue {
    choice(of: value).map { .text($0) } ?? JSONValue(value)
  }

  /// The name of the choice of this number, if it is one.
  func choice(of value: Double) -> String? {
    let place = Int(saturating: value)
    return choices.indices.contains(place) ? choices[place] : nil
  }

  /// Reads what `json(of:)` gives; of a choice also its number, as version 1 of the trace format has
  /// it, and of a switch `true` and `false`. Nil if it is none of these, or not allowed.
  package func value(json: JSONValue) -> Double? {
    switch json {
    case .bool(let isOn) where choices == ["off", "on"]: return isOn ? 1 : 0
    case .text(let name) where choices.contains(name): return value(text: name)
    default: return json.number.flatMap { allows($0) ? $0 : nil }
    }
  }

  /// Whether the value lies in the range, and is whole where it must be.
  package func allows(_ value: Double) -> Bool {
    range.contains(value) && (!isWhole || value == value.rounded())
  }
}

/// The values of all parameters of one strategy, model or generator of problems, checked.
public struct ParameterValues: Sendable, Equatable {
  private let parameters: [Parameter]
  private var values: [String: Double]

  /// Defaults, with those given put over them; throws a `SearchError` for a name that is not in
  /// the table, or a value that is not allowed. `owner` is whose they are, for the message.
  public init(
    _ parameters: [Parameter], given: [String: JSONValue]?, of owner: String
  ) throws(SearchError) {
    self.parameters = parameters
    values = [:]
    for parameter in parameters { values[parameter.name] = parameter.defaultValue }
    for (name, json) in (given ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let parameter = parameters.first(where: { $0.isCalled(name) }) else {
        throw .unknownParameter(name, of: owner, known: parameters.map(\.name))
      }
      guard let value = parameter.value(json: json) else {
        throw .parameterOutOfRange(parameter, of: owner, json.plain ?? json.jsonText)
      }
      values[parameter.name] = value
    }
  }

  /// The value of a number that is in the table.
  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("there is no parameter \(name)") }
    return value
  }

  /// The same, as a whole number.
  public subscript(whole name: String) -> Int { Int(saturating: self[name]) }

  /// The name that was chosen, of a choice that is in the table.
  public subscript(choice name: String) -> String {
    guard let parameter = parameters.first(where: { $0.name == name }),
      let choice = parameter.choice(of: self[name])
    else { preconditionFailure("there is no choice \(name)") }
    return choice
  }

  /// The parameter `batch`, where there is one; else 1.
  var batch: Int { values["batch"].map { Int(saturating: $0) } ?? 1 }

  /// All of them, as a trace has them; nil if there are none.
  package var dictionary: [String: JSONValue]? {
    guard !parameters.isEmpty else { return nil }
    return Dictionary(
      uniqueKeysWithValues: parameters.map { ($0.name, $0.json(of: self[$0.name])) })
  }
}
