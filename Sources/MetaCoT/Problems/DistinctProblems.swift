/// Generated problems of a kind, one after the other, no two the same: the same ones for the same
/// seed and parameters.
package struct DistinctProblems {
  private let kind: ProblemKind
  private let parameters: [String: JSONValue]
  private var random: SeededRandom
  private var texts: Set<String> = []

  /// So many repetitions in a row mean that there are hardly more problems.
  private static let mostRepetitions = 10_000

  /// The problems of a kind with these parameters.
  package init(_ kind: ProblemKind, seed: UInt64, parameters: [String: JSONValue] = [:]) {
    self.kind = kind
    self.parameters = parameters
    random = SeededRandom(seed: seed)
  }

  /// The next problem. Throws a `SearchError` where the parameters are wrong, a `ProblemError`
  /// where they leave hardly any problem that was not given yet.
  package mutating func next() throws -> any EnumerableProblem {
    for _ in 0..<Self.mostRepetitions {
      let problem = try kind.generate(seed: random.next(), parameters: parameters)
      if texts.insert(problem.text).inserted { return problem }
    }
    throw ProblemError(
      "there are hardly more than \(texts.count) different problems: change a parameter")
  }
}
