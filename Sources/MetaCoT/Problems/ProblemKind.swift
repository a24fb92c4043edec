/// A family of problems that can be registered: it makes problems from a seed as well as from text.
public protocol ProblemFamily: EnumerableProblem {
  /// What the family is, in one line.
  static var help: String { get }

  /// A text form that `init(text:)` reads.
  static var example: String { get }

  /// What makes generated problems harder or easier.
  static var knobs: [ProblemKind.Knob] { get }

  /// A problem that can be solved, from nothing but the knobs' values (all are given, all within
  /// their ranges) and the random numbers. Throws where no such problem was found.
  static func generate(
    using random: inout SeededRandom, knobs: ProblemKind.KnobValues
  ) throws -> Self
}

/// A registered family of problems, with its type erased.
public struct ProblemKind: Sendable {
  /// A whole number that sets the difficulty of generated problems.
  public struct Knob: Sendable, Equatable {
    /// The name on the command line, such as `count`.
    public var name: String
    /// What may be asked for.
    public var range: ClosedRange<Int>
    /// What is used if nothing is asked for.
    public var standard: Int
    /// What it does, in one line.
    public var help: String

    /// A knob.
    public init(_ name: String, _ range: ClosedRange<Int>, standard: Int, help: String) {
      self.name = name
      self.range = range
      self.standard = standard
      self.help = help
    }
  }

  /// A value for every knob of a kind.
  public struct KnobValues: Sendable {
    private var values: [String: Int]

    /// The standard values but for those that are asked for; throws a `ProblemError` at an unknown
    /// name or a value out of range.
    public init(_ asked: [String: Int], for knobs: [Knob], of kind: String) throws {
      values = Dictionary(uniqueKeysWithValues: knobs.map { ($0.name, $0.standard) })
      for (name, value) in asked.sorted(by: { $0.key < $1.key }) {
        guard let knob = knobs.first(where: { $0.name == name }) else {
          let names = knobs.map(\.name).joined(separator: ", ")
          throw ProblemError("\(kind) has no knob \(name.quoted): it has \(names)")
        }
        guard knob.range.contains(value) else {
          throw ProblemError(
            "\(name) is \(value): give \(knob.range.lowerBound) to \(knob.range.upperBound)")
        }
        values[name] = value
      }
    }

    /// The value of a knob of this kind.
    public subscript(name: String) -> Int {
      guard let value = values[name] else { preconditionFailure("no knob \(name)") }
      return value
    }
  }

  /// The registered name, such as `countdown`.
  public let name: String
  /// What the family is, in one line.
  public let help: String
  /// A text form that `make` reads.
  public let example: String
  /// What makes generated problems harder or easier.
  public let knobs: [Knob]
  /// Reads the text form of a problem; throws a `ProblemError`.
  public let make: @Sendable (_ text: String) throws -> any Problem
  /// Whether a text was meant to be a problem of this kind, read or not.
  public let resembles: @Sendable (_ text: String) -> Bool
  /// Whether problems of this kind can be generated.
  public let canGenerate: Bool
  private let generator: @Sendable (inout SeededRandom, KnobValues) throws -> any EnumerableProblem

  /// The entry of a family whose problems cannot be generated.
  static func ofText<Family: TextProblem>(
    _ family: Family.Type, help: String, example: String
  ) -> ProblemKind {
    ProblemKind(
      name: Family.kind, help: help, example: example, knobs: [],
      make: { try Family(text: $0) }, resembles: { Family.resembles($0) }, canGenerate: false,
      generator: { _, _ in
        throw ProblemError("problems of kind \(Family.kind) are written by people, not generated")
      })
  }

  /// The entry of a family.
  static func of<Family: ProblemFamily>(_ family: Family.Type) -> ProblemKind {
    ProblemKind(
      name: Family.kind, help: Family.help, example: Family.example, knobs: Family.knobs,
      make: { try Family(text: $0) }, resembles: { Family.resembles($0) }, canGenerate: true,
      generator: { try Family.generate(using: &$0, knobs: $1) })
  }

  /// A problem that can be solved: the same one for the same seed and knobs, on every machine.
  /// Knobs that are not given have their standard values. Throws a `ProblemError` at an unknown
  /// knob, a value out of range, or knobs that no problem was found for.
  public func generate(seed: UInt64, knobs asked: [String: Int] = [:]) throws
    -> any EnumerableProblem
  {
    let values = try KnobValues(asked, for: knobs, of: name)
    var random = SeededRandom(seed: seed)
    return try generator(&random, values)
  }
}
