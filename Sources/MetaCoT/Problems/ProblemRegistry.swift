/// The problems that are known by name. A new one is one file and one line here.
public enum ProblemRegistry {
  /// Every registered kind, in the order in which they are listed.
  public static let kinds: [ProblemKind] = [
    .of(Countdown<WholeNumber>.self),
    .of(Countdown<Fraction>.self),
    .of(Maze.self),
    .of(SlidingPuzzle.self),
  ]

  /// The kind of this name; throws a `ProblemError` that lists the names there are.
  public static func kind(named name: String) throws -> ProblemKind {
    guard let kind = kinds.first(where: { $0.name == name }) else {
      let names = kinds.map(\.name).joined(separator: ", ")
      throw ProblemError("there is no kind of problem \"\(name)\": there are \(names)")
    }
    return kind
  }

  /// The problem that a trace or a problem set names; throws a `ProblemError`.
  public static func problem(_ reference: TraceHeader.ProblemReference) throws -> any Problem {
    try kind(named: reference.kind).make(reference.text)
  }
}
