import Synchronization

/// The problems that are known by name. A new one is one file and one line here.
public enum ProblemRegistry {
  /// Every registered kind, in the order in which they are listed.
  public static var kinds: [ProblemKind] { registered.withLock { $0 } }

  /// Adds a kind of problem of another package; one of the same name is replaced.
  public static func register<Family: ProblemFamily>(_ family: Family.Type) {
    registered.withLock { kinds in
      kinds.removeAll { $0.name == Family.kind }
      kinds.append(.of(family))
    }
  }

  private static let registered = Mutex<[ProblemKind]>([
    .of(Countdown<WholeNumber>.self),
    .of(Countdown<Fraction>.self),
    .of(Maze.self),
    .of(SlidingPuzzle.self),
    .ofText(
      Question.self, help: "a question in words; a model proposes the steps to its answer",
      example: "What is 2 + 3? [5]"),
  ])

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

  /// The problem that a text alone stands for: the first kind that reads it, `24` where numbers
  /// have no target. `maze:` or another kind and a colon before it says which. Throws a
  /// `ProblemError`.
  public static func problem(text: String) throws -> any Problem {
    for kind in kinds where text.hasPrefix(kind.name + ":") {
      return try kind.make(String(text.dropFirst(kind.name.count + 1)))
    }
    for kind in kinds {
      if let problem = try? kind.make(text) { return problem }
    }
    // With an arrow it can only be a Countdown: then that kind knows better what is wrong.
    if text.contains("→") || text.contains("->") { return try kinds[0].make(text) }
    let examples = kinds.map { "\"\($0.example.replacing("\n", with: "\\n"))\" (\($0.name))" }
    throw ProblemError(
      "\"\(text.prefix(60))\" is no problem: write \(examples.joined(separator: ", "))")
  }
}
