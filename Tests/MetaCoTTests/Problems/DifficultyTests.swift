import MetaCoT
import Testing

/// How hard problems are, against following every way.
@Suite struct DifficultyTests {
  /// All sequences of states from a state to a goal, and the states that were met.
  private static func ways<P: EnumerableProblem>(
    of problem: P, from state: P.State, atMost length: Int
  ) -> Set<[P.State]> {
    if problem.isGoal(state) { return [[state]] }
    guard length > 0 else { return [] }
    var steps: [StepCode] = []
    problem.appendSteps(from: state, to: &steps)
    let next = Set(steps.map { problem.apply($0, to: state) })
    return next.reduce(into: []) { all, next in
      for way in ways(of: problem, from: next, atMost: length - 1) { all.insert([state] + way) }
    }
  }

  private static func check<P: EnumerableProblem>(_ problem: P, atMost length: Int) throws {
    let ways = ways(of: problem, from: problem.start, atMost: length)
    let shortest = ways.map(\.count).min() ?? 0
    let difficulty = try #require(problem.difficulty())
    #expect(difficulty.solutionPaths == ways.count { $0.count == shortest })
    var reached: Set = [problem.start]
    var open = [problem.start]
    while let state = open.popLast() {
      var steps: [StepCode] = []
      if !problem.isGoal(state) { problem.appendSteps(from: state, to: &steps) }
      for next in steps.map({ problem.apply($0, to: state) })
      where reached.insert(next).inserted {
        open.append(next)
      }
    }
    #expect(difficulty.states == reached.count)
    #expect((0...1).contains(difficulty.deadEndShare))
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `Solution paths of Countdown are counted as by following every way`(seed: UInt64) throws {
    let kind = try ProblemRegistry.kind(named: "countdown")
    let problem = try kind.generate(
      seed: seed, parameters: ["count": seed % 2 == 0 ? 3 : 4, "largest": 12])
    let countdown = try #require(problem as? Countdown<WholeNumber>)
    try Self.check(countdown, atMost: 3)
    let ways = Self.ways(of: countdown, from: countdown.start, atMost: 3)
    let onWay = Set(ways.joined())
    let difficulty = try #require(countdown.difficulty())
    #expect(difficulty.states - difficulty.deadEnds == onWay.count)
  }

  @Test func `Of a maze the shortest ways are counted`() throws {
    try Self.check(try Maze(text: "S..\n...\n..G"), atMost: 4)
    #expect(try Maze(text: "S..\n...\n..G").difficulty()?.solutionPaths == 6)
    #expect(try Maze(text: "S#G").difficulty()?.solutionPaths == 0)
    #expect(try Maze(text: "S#G").difficulty()?.deadEndShare == 1)
  }

  @Test func `Too many states are not counted`() throws {
    #expect(try Countdown<WholeNumber>(text: "4 5 6 10 → 24").difficulty(limit: 20) == nil)
  }

  @Test func `Where the target is drawn first, there are fewer solution paths`() throws {
    let kind = try ProblemRegistry.kind(named: "countdown")
    func median(_ parameters: [String: JSONValue]) throws -> Int {
      var problems = DistinctProblems(kind, seed: 5, parameters: parameters)
      return try (0..<60).map { _ in try problems.next().difficulty()?.solutionPaths ?? 0 }
        .sorted()[30]
    }
    let joins = try median(["largest": 99])
    let target = try median(["largest": 99, "draw": "target"])
    #expect(target < joins, "\(target) against \(joins)")
  }

  @Test func `Problems with few paths are drawn`() throws {
    let kind = try ProblemRegistry.kind(named: "countdown")
    var problems = DistinctProblems(kind, seed: 2, parameters: ["paths": 2, "draw": "target"])
    for _ in 0..<10 {
      let paths = try problems.next().difficulty()?.solutionPaths
      #expect((1...2).contains(paths ?? 0))
    }
    #expect(throws: ProblemError.self) {
      try kind.generate(seed: 1, parameters: ["count": 6, "draw": "target"])
    }
  }
}
