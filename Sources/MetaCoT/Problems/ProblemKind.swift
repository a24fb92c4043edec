/// A family of problems that can be registered: it makes problems from a seed as well as from text.
public protocol ProblemFamily: EnumerableProblem {
  /// What the family is, in one line.
  static var help: String { get }

  /// A text form that `init(text:)` reads.
  static var example: String { get }

  /// What makes generated problems harder or easier.
  static var parameters: [Parameter] { get }

  /// A problem that can be solved, from nothing but the parameters' values (all are given, all within
  /// their ranges) and the random numbers. Throws where no such problem was found.
  static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Self
}

/// A registered family of problems, with its type erased.
public struct ProblemKind: Sendable {
  /// The registered name, such as `countdown`.
  public let name: String
  /// What the family is, in one line.
  public let help: String
  /// A text form that `make` reads.
  public let example: String
  /// What makes generated problems harder or easier.
  public let parameters: [Parameter]
  /// Reads the text form of a problem; throws a `ProblemError`.
  public let make: @Sendable (_ text: String) throws -> any Problem
  /// Whether a text was meant to be a problem of this kind, read or not.
  public let resembles: @Sendable (_ text: String) -> Bool
  /// Whether problems of this kind can be generated.
  public let canGenerate: Bool
  private let generator:
    @Sendable (inout SeededRandom, ParameterValues) throws -> any EnumerableProblem

  /// The entry of a family whose problems cannot be generated.
  static func ofText<Family: TextProblem>(
    _ family: Family.Type, help: String, example: String
  ) -> ProblemKind {
    ProblemKind(
      name: Family.kind, help: help, example: example, parameters: [],
      make: { try Family(text: $0) }, resembles: { Family.resembles($0) }, canGenerate: false,
      generator: { _, _ in
        throw ProblemError("problems of kind \(Family.kind) are written by people, not generated")
      })
  }

  /// The entry of a family.
  static func of<Family: ProblemFamily>(_ family: Family.Type) -> ProblemKind {
    ProblemKind(
      name: Family.kind, help: Family.help, example: Family.example, parameters: Family.parameters,
      make: { try Family(text: $0) }, resembles: { Family.resembles($0) }, canGenerate: true,
      generator: { try Family.generate(using: &$0, parameters: $1) })
  }

  /// A problem that can be solved: the same one for the same seed and parameters, on every machine.
  /// Parameters that are not given have their defaults. Throws a `SearchError` at an unknown
  /// parameter or a value out of range, and a `ProblemError` where no such problem was found.
  public func generate(seed: UInt64, parameters given: [String: JSONValue] = [:]) throws
    -> any EnumerableProblem
  {
    let values = try ParameterValues(parameters, given: given, of: name)
    var random = SeededRandom(seed: seed)
    return try generator(&random, values)
  }
}
