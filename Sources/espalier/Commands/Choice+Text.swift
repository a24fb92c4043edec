import MetaCoT

/// How a person chooses a strategy, a model or a generator of problems with its parameters:
/// `NAME` or `NAME:PARAMETER=VALUE,…`.
extension TraceHeader.Choice {
  /// The choice that a text makes which begins with this name; `parameters` are those that there are.
  /// Throws a `SearchError`.
  init(_ name: String, _ parameters: [Parameter], in text: String) throws(SearchError) {
    var given: [String: JSONValue] = [:]
    for assignment in text.dropFirst(name.count + 1).split(separator: ",") {
      let sides = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      let word = sides.first ?? ""
      guard let parameter = parameters.first(where: { $0.isCalled(word) }) else {
        throw .unknownParameter(word, of: name, known: parameters.map(\.name))
      }
      let written = sides.count > 1 ? sides[1] : ""
      guard let value = parameter.value(text: written) else {
        throw .parameterOutOfRange(parameter, of: name, written)
      }
      given[parameter.name] = parameter.json(of: value)
    }
    self.init(name, parameters: given.isEmpty ? nil : given)
  }
}

extension StrategyRegistry {
  /// The strategy that a text chooses. Throws a `SearchError`.
  static func choice(_ text: String) throws(SearchError) -> TraceHeader.Choice {
    let name = String(text.prefix { $0 != ":" })
    return try TraceHeader.Choice(name, try entry(name).parameters, in: text)
  }
}

extension ProblemRegistry {
  /// The generator of problems that a text chooses. Throws a `ProblemError` or a `SearchError`.
  static func generator(
    _ text: String
  ) throws -> (kind: ProblemKind, parameters: [String: JSONValue]) {
    let kind = try kind(named: String(text.prefix { $0 != ":" }))
    let choice = try TraceHeader.Choice(kind.name, kind.parameters, in: text)
    return (kind, choice.parameters ?? [:])
  }
}
