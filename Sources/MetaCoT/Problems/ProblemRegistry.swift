import Synchronization

extension TraceHeader.ProblemReference {
  /// The text of what makes the problem itself, see `Problem.canonicalText`; of a problem of somebody
  /// else's the text that it has.
  public var canonicalText: String {
    (try? ProblemRegistry.problem(self))?.canonicalText ?? String(text[...].trimmed)
  }
}

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
    .of(TowerOfHanoi.self),
    .of(WaterJugs.self),
    .of(Sokoban.self),
    .of(RushHour.self),
    .of(WordLadder.self),
    .of(MiniSudoku.self),
    .of(Zebra.self),
    .of(KnightsAndKnaves.self),
    .ofText(
      Question.self, help: "a question in words; a model proposes the steps to its answer",
      example: "What is 2 + 3? [5]"),
  ])

  /// The kind of this name; throws a `ProblemError` that lists the names there are.
  public static func kind(named name: String) throws -> ProblemKind {
    guard let kind = kinds.first(where: { $0.name == name }) else {
      let names = kinds.map(\.name).joined(separator: ", ")
      throw ProblemError("there is no kind of problem \(name.quoted): there are \(names)")
    }
    return kind
  }

  /// The problem that a trace or a problem set names; throws a `ProblemError`.
  public static func problem(_ reference: TraceHeader.ProblemReference) throws -> any Problem {
    try kind(named: reference.kind).make(reference.text)
  }

  /// The problem that a text alone stands for: the first kind that reads it, but a Game of 24 where
  /// `→ 24` takes fractions. `maze:` or another kind and a colon before it says which. Throws a
  /// `ProblemError`: that of the kind that the text resembles.
  public static func problem(text: String) throws -> any Problem {
    for kind in kinds where text.hasPrefix(kind.name + ":") {
      if let problem = try? kind.make(String(text.dropFirst(kind.name.count + 1))) {
        return problem
      }
    }
    for kind in kinds {
      guard let problem = try? kind.make(text) else { continue }
      return (problem as? Countdown<WholeNumber>)?.gameOf24 ?? problem
    }
    if let kind = kind(resembling: text) {
      let bare = text.hasPrefix(kind.name + ":") ? text.dropFirst(kind.name.count + 1) : text[...]
      return try kind.make(String(bare))
    }
    let examples = kinds.map { "\"\($0.example.replacing("\n", with: "\\n"))\" (\($0.name))" }
    throw ProblemError(
      "\(text.quoted) is not a problem: write \(examples.joined(separator: ", "))")
  }

  /// The kind that a text was meant to be of, whether or not it can be read: the one that it names
  /// before a colon, or that it looks like.
  public static func kind(resembling text: String) -> ProblemKind? {
    kinds.first { text.hasPrefix($0.name + ":") } ?? kinds.first { $0.resembles(text) }
  }

  /// A text by which `problem(text:)` finds this very problem: its own, with its kind and a colon
  /// before it where that alone would be read as a problem of another kind.
  public static func text(of problem: some Problem) -> String {
    let text = problem.text
    let read = try? self.problem(text: text)
    let isSame = read.map { type(of: $0).kind == type(of: problem).kind && $0.text == text }
    return isSame == true ? text : "\(type(of: problem).kind): \(text)"
  }
}
