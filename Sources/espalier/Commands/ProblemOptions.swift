import ArgumentParser
import MetaCoT

/// The options that choose problems; the same for every command that searches.
struct ProblemOptions: ParsableArguments {
  @Option(help: "A problem set: JSON Lines, or another format of docs/problems.md.")
  var problems: String?

  @Option(help: "The id of a problem in the set, or a problem's text such as '4 5 6 10 → 24'.")
  var problem: String?

  @Flag(help: "Skip the lines of a problem set that cannot be read, and count them.")
  var skipInvalid = false

  /// The set that was named, or the built-in one.
  func problemSet() throws -> ProblemSet {
    guard let problems else { return .builtIn }
    return try ProblemSet.read(path: problems, skipInvalid: skipInvalid)
  }

  /// The problem that was named; without a name the whole set, which has at least one.
  func items(of set: ProblemSet) throws -> [ProblemSet.Item] {
    guard let problem else {
      guard set.items.isEmpty else { return set.items }
      let first = set.skipped.first.map { "; the first line that was skipped: \($0)" } ?? ""
      throw Failure("\(set.name): there is no problem to search" + first)
    }
    if let item = set.items.first(where: { $0.id == problem }) { return [item] }
    guard problems == nil else { return [try set.item(id: problem)] }
    do {
      return [ProblemSet.Item(id: problem, problem: try ProblemRegistry.problem(text: problem))]
    } catch let error as ProblemError {
      throw ValidationError("no built-in problem has this id, and as a text: \(error)")
    }
  }
}
