import MetaCoT
import MetaCoTNeural
import Testing

/// That nothing to learn from gives away what is measured on.
@Suite struct ReductSplitTests {
  private static func data(splitBy: DataSettings.Separation?) throws -> DataSet {
    try DataSetFixtures {
      $0.sources = [
        .generated(kind: "countdown", count: 250, parameters: ["largest": 20]),
        .generated(kind: "countdown", count: 150, parameters: ["count": 3, "largest": 20]),
      ]
      $0.splitBy = splitBy
    }.make()
  }

  /// The states that a record's text names, as numbers and target divided by what they have in
  /// common; two numbers are arithmetic.
  private static func named(in record: DataRecord) -> Set<[Int]> {
    let target = Int(record.problem.split(separator: " ").last!)!
    let lines = record.completion.split(separator: "\n") + [record.problem.prefix { $0 != "→" }]
    return Set(
      lines.compactMap { line in
        let numbers = line.prefix { $0 != ":" }.replacing(" again", with: "")
          .split(separator: " ").compactMap { Int($0) }
        return numbers.count < 3 ? nil : normal(numbers + [target])
      })
  }

  private static func normal(_ numbers: [Int]) -> [Int] {
    let divisor = (1...numbers.max()!).last { d in numbers.allSatisfy { $0 % d == 0 } } ?? 1
    return (numbers.dropLast().sorted() + numbers.suffix(1)).map { $0 / divisor }
  }

  /// The states on the ways to the goal, found by following every step.
  private static func onSolutionPaths(_ problem: Countdown<WholeNumber>) -> Set<[Int]> {
    var found: Set<[Int]> = []
    @discardableResult func follow(_ state: CountdownState<WholeNumber>) -> Bool {
      var steps: [StepCode] = []
      problem.appendSteps(from: state, to: &steps)
      var leads = problem.isGoal(state)
      for step in steps where follow(problem.apply(step, to: state)) { leads = true }
      let numbers = problem.text(of: state).split(separator: " ").map { Int($0)! }
      if leads, numbers.count > 2 { found.insert(normal(numbers + [Int(problem.target)])) }
      return leads
    }
    follow(problem.start)
    return found
  }

  private static func measured(_ set: DataSet) throws -> [Countdown<WholeNumber>] {
    try [DataSplit.heldOut, .test].flatMap { try set.problems(of: $0).items }
      .map { $0.problem as! Countdown<WholeNumber> }
  }

  @Test func `Problems without reducts are not split by them`() {
    #expect(throws: DataSettingsError.self) {
      try DataSetFixtures {
        $0.sources = [.generated(kind: "maze", count: 20, parameters: [:])]
        $0.splitBy = .reducts
      }.make()
    }
  }

  @Test func `No text to learn from names a state on a solution path of what is measured on`()
    throws
  {
    let made = try Self.data(splitBy: .reducts)
    let left = try #require(made.statistics.givingAway)
    #expect(left["train", default: 0] > 0)
    let measured = try Self.measured(made)
    #expect(measured.count > 20)
    let guarded = measured.reduce(into: Set()) { $0.formUnion(Self.onSolutionPaths($1)) }
    for record in try made.records(in: .train) {
      #expect(guarded.isDisjoint(with: Self.named(in: record)), "\(record.problem)")
    }
    _ = try made.verify()
    let test = try made.problems(of: .test)
    #expect(try made.exposure(of: test).givenAway.isEmpty)
  }

  @Test func `A split by problems alone gives reducts away, and they are counted`() throws {
    let made = try Self.data(splitBy: nil)
    #expect(made.statistics.givingAway == nil)
    let test = try made.problems(of: .test)
    let exposure = try made.exposure(of: test)
    #expect(exposure.learned.isEmpty)
    let seen = try made.records(in: .train).reduce(into: Set()) { $0.formUnion(Self.named(in: $1)) }
    let named = test.items.filter { item in
      !seen.isDisjoint(with: Self.onSolutionPaths(item.problem as! Countdown<WholeNumber>))
    }
    #expect(!named.isEmpty)
    // What a text names is among what its problem leads to.
    #expect(Set(named.map(\.id)).isSubset(of: Set(exposure.givenAway.map(\.id))))
    #expect(exposure.givenAway.count < test.items.count || named.count == test.items.count)
  }

  @Test func `The difficulty of every part is told`() throws {
    let made = try Self.data(splitBy: .reducts)
    for split in DataSplit.allCases {
      let summary = try #require(made.statistics.difficulty?[split.rawValue])
      #expect(summary.problems > 0 && summary.medianSolutionPaths > 0)
      #expect(summary.meanDeadEndShare > 0.5 && summary.meanDeadEndShare < 1)
    }
  }

  @Test func `What is measured on stands in problem sets of its own`() throws {
    let made = try Self.data(splitBy: .reducts)
    for split in [DataSplit.heldOut, .test] {
      let set = try ProblemSet.read(path: "\(made.folder)/problems-\(split.rawValue).jsonl")
      let problems = try made.problems(of: split)
      #expect(set.items.map(\.problem.text) == problems.items.map(\.problem.text))
    }
  }
}
