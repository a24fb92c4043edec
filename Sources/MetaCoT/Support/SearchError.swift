/// Why a search cannot begin. The description is one clause in lower case that says what would
/// be right.
public enum SearchError: Error, Equatable, CustomStringConvertible {
  /// No strategy has this name.
  case unknownStrategy(String, known: [String])
  /// No model has this name.
  case unknownModel(String, known: [String])
  /// The model cannot be used on the problem.
  case unsuitableModel(String, reason: String)
  /// The strategy or model has no parameter of this name.
  case unknownParameter(String, of: String, known: [String])
  /// The value, as it was written, is not allowed.
  case parameterOutOfRange(Parameter, of: String, String)
  /// The text of a budget cannot be read.
  case budget(String)
  /// The text of a budget has a comma between two digits.
  case budgetWithComma(String)
  /// A trace does not say what it takes to run its search again: what it says instead, in a clause.
  case unrepeatable(String)

  /// What is wrong, and what would be right.
  public var description: String {
    switch self {
    case .unknownStrategy(let name, let known):
      return "no strategy is called \"\(name)\": choose from \(known.joined(separator: ", "))"
    case .unknownModel(let name, let known):
      return "no model is called \"\(name)\": choose from \(known.joined(separator: ", "))"
    case .unsuitableModel(let name, let reason):
      return "the model \(name) cannot be used here: \(reason)"
    case .unknownParameter(let name, let owner, let known):
      let list = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
      return "\(owner) has no parameter \"\(name)\": \(list)"
    case .parameterOutOfRange(let parameter, let owner, let value):
      let (least, greatest) = (parameter.range.lowerBound, parameter.range.upperBound)
      let allowed =
        parameter.choices.isEmpty
        ? (parameter.isWhole ? "a whole number " : "")
          + "from \(parameter.text(of: least)) to \(parameter.text(of: greatest))"
        : parameter.choices.joined(separator: " or ")
      let number = Double(value)
      let given =
        value.isEmpty
        ? ""
        : number.map { ", not \(parameter.text(of: $0))" }
          ?? ": \(value.quoted) is not \(parameter.choices.isEmpty ? "a number" : "one of them")"
      return "\(owner): \(parameter.name) must be \(allowed)\(given)"
    case .budget(let text):
      return "\"\(text)\" is not a budget: write \"20000\", \"20000 expansions\", \"500 calls\", "
        + "\"5000 tokens\", \"2 s\" or \"512 MB\", several with commas between"
    case .budgetWithComma(let text):
      return
        "\"\(text)\" is not a budget: write a number without commas, and two limits with a comma "
        + "and a blank between, as in \"20000, 500 calls\""
    case .unrepeatable(let clause): return "\(clause), so it cannot be run again"
    }
  }
}
