import MetaCoT

/// Reducts of problems that are measured on: what nothing to learn from may lead to.
struct GuardedReducts {
  private var reducts: Set<UInt64> = []

  /// Whether nothing is guarded.
  var isEmpty: Bool { reducts.isEmpty }

  /// Guards what lies on the solution paths of a problem. Throws a `ProblemError` if it has too many
  /// states to find them.
  mutating func insert(_ problem: any EnumerableProblem) throws {
    reducts.formUnion(try Self.reducts(of: problem))
  }

  /// Guards what others guard, too.
  mutating func formUnion(_ others: GuardedReducts) { reducts.formUnion(others.reducts) }

  /// Whether a problem leads to something that is guarded.
  func areReached(from problem: any EnumerableProblem) -> Bool {
    !reducts.isEmpty && !reducts.isDisjoint(with: problem.reachableReducts)
  }

  /// The reducts on the solution paths of a problem.
  static func reducts(of problem: any EnumerableProblem) throws -> Set<UInt64> {
    guard let reducts = problem.solvableReducts() else {
      throw ProblemError(
        "\(problem.text) has too many states to find its reducts: test fewer numbers")
    }
    return reducts
  }
}

extension DataSet {
  /// What nothing that is learned may lead to: the reducts of the held-out and of the test problems,
  /// where the parts are split by them. Throws a `FileError` or a `ProblemError`.
  func guardedReducts() throws -> GuardedReducts {
    var guarded = GuardedReducts()
    guard settings.splitBy == .reducts else { return guarded }
    for split in [DataSplit.heldOut, .test] {
      for item in try problems(of: split).items { try guarded.insert(item.problem.enumerable) }
    }
    return guarded
  }
}
