import ArgumentParser
import MetaCoT

/// The options that choose problems; the same for every command that searches. `SearchOptions` say how.
struct ProblemOptions: ParsableArguments {
  @Option(help: "A problem set: JSON Lines, or another format of docs/problems.md.")
  var problems: String?

  @Option(help: "The id of a problem in the set, or a problem's text such as '4 5 6 10 → 24'.")
  var problem: String?

  @Flag(help: "Skip the lines of a problem set that cannot be read, and count them.")
  var skipInvalid = false

  @Option(
    help: """
      One part of the problems, as 2/8: every eighth, from the second on. Machines that take a part \
      each do the whole set between them.
      """)
  var shard = Shard.whole

  /// Whether a problem or a set was named.
  var isGiven: Bool { problem != nil || problems != nil }

  /// The set that was named, or the built-in one.
  func problemSet() throws -> ProblemSet {
    guard let problems else { return .builtIn }
    return try ProblemSet.read(path: problems, skipInvalid: skipInvalid)
  }

  /// The problem that was named; without a name the whole set, which has at least one.
  func items(of set: ProblemSet) throws -> [ProblemSet.Item] {
    guard let problem else {
      guard set.items.isEmpty else { return try shard.part(of: set) }
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

  /// What `items(of:)` says, but where nothing was named the first problem of the built-in set alone.
  func fewItems(of set: ProblemSet) throws -> [ProblemSet.Item] {
    let items = try items(of: set)
    return isGiven ? items : Array(items.prefix(1))
  }

  /// The first of the problems, for what searches only one.
  func item(of set: ProblemSet) throws -> ProblemSet.Item {
    guard let first = try items(of: set).first else { throw Failure("there is no problem") }
    return first
  }
}

/// A part of a problem set: every `count`-th problem, from `place` on.
struct Shard: ExpressibleByArgument {
  let place: Int
  let count: Int

  /// All problems.
  static let whole = Shard(place: 1, count: 1)

  private init(place: Int, count: Int) {
    self.place = place
    self.count = count
  }

  init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let place = numbers[0], let count = numbers[1], place >= 1,
      count >= place
    else { return nil }
    self.init(place: place, count: count)
  }

  var defaultValueDescription: String { "\(place)/\(count)" }

  /// The problems of this part; throws where there are none.
  func part(of set: ProblemSet) throws -> [ProblemSet.Item] {
    let items = stride(from: place - 1, to: set.items.count, by: count).map { set.items[$0] }
    guard !items.isEmpty else {
      throw Failure(
        "\(set.name): part \(place) of \(count) has no problem; there are \(set.items.count) in all"
      )
    }
    return items
  }
}
