import MetaCoT
import TestSupport
import Testing

/// Iterative deepening beside A*.
struct IDAStarTests {
  private func configuration(
    _ problem: any Problem, _ strategy: String = "ida-star", model: String = "heuristic",
    until: SearchSpec.Goal = .first
  ) -> SearchConfiguration {
    SearchConfiguration(
      problem: problem, strategy: .init(strategy), model: .init(model), until: until)
  }

  /// Small puzzles, those with inconsistent bounds and steps of many costs included.
  private static let problems: [any EnumerableProblem] = {
    var problems: [any EnumerableProblem] = []
    for seed in UInt64(1)...12 {
      problems.append(ProblemFixtures.make("sliding", seed: seed, ["side": 3, "moves": 18]))
      problems.append(ProblemFixtures.make("sliding", seed: seed, ["side": 4, "moves": 24]))
      problems.append(ProblemFixtures.make("countdown", seed: seed, ["count": 4]))
      problems.append(ProblemFixtures.make("maze", seed: seed, ["width": 5, "height": 5]))
    }
    // Where there is no way at all, the bound would rise for ever.
    problems += (1...60).map { RoadGraph(seed: $0, towns: 12) }
      .filter { BruteForce($0).cost != nil }
    return problems
  }()

  @Test(arguments: problems.indices)
  func `Costs are those of A*`(index: Int) throws {
    let problem = Self.problems[index]
    let outcome = try Search.run(configuration(problem))
    let expected = try Search.run(configuration(problem, "astar"))
    #expect(outcome.stopped == expected.stopped)
    #expect(outcome.cost == expected.cost)
  }

  @Test func `Every heuristic gives the same cost`() throws {
    for seed in UInt64(1)...6 {
      let text = ProblemFixtures.make("sliding", seed: seed, ["side": 3, "moves": 30]).text
      let cost = try Search.run(configuration(try SlidingPuzzle(text: text), "astar")).cost
      for heuristic in SlidingPuzzle.Heuristic.allCases {
        let problem = try SlidingPuzzle(text: "\(text) (\(heuristic.rawValue))")
        #expect(try Search.run(configuration(problem)).cost == cost, "\(problem.text)")
      }
    }
  }

  /// Without events it forgets what it leaves, and does all the same.
  @Test(arguments: ["heuristic", "uniform", "rollout"], SearchSpec.Goal.allCases)
  func `Recording changes nothing`(model: String, until: SearchSpec.Goal) throws {
    for problem in Self.problems.prefix(8) {
      var configuration = configuration(problem, model: model, until: until)
      configuration.budget = Budget(expansions: 1000)
      var plain = try Search.run(configuration)
      var recorded = try Recorded(configuration).outcome
      plain.nodes = nil
      recorded.nodes = nil
      recorded.goal = nil
      #expect(plain == recorded)
    }
  }

  @Test func `Memory grows with the depth alone`() throws {
    let problem = try SlidingPuzzle(text: "6 7 9 3 2 13 10 0 5 1 12 14 4 8 15 11")
    let search = try Search(configuration(problem), isRecording: false)
    var most = 0
    while search.advance(iterations: 100) { most = max(most, search.status.nodes) }
    let result = search.outcome
    let outcome = try #require(result)
    #expect(outcome.cost == 38)
    #expect(most <= 38 * 3 + 1)
    #expect(outcome.expansions! > 10_000)
  }

  @Test func `Rounds go back to the same nodes`() throws {
    let problem = ProblemFixtures.make("sliding", seed: 3, ["side": 3, "moves": 40])
    let run = try Recorded(configuration(problem))
    let tree = run.tree
    let rounds = run.batch.events.count { $0.kind == .select && $0.node == 0 }
    #expect(rounds > 1)
    var expanded: Set<NodeID> = []
    for event in run.batch.events where event.kind == .expand {
      #expect(expanded.insert(event.node).inserted)
      let children = tree.children(of: event.node)
      #expect(Set(children.map { tree.step($0) }).count == children.count)
      // No step is taken back.
      let above = tree.parent(event.node)
      #expect(above < 0 || !children.contains { tree.state($0) == tree.state(above) })
    }
    // Nothing beyond the cost of the solution is visited.
    for event in run.batch.events where event.kind == .select {
      #expect(tree.g(event.node)! + tree.h(event.node)! <= Float(run.outcome.cost!))
    }
  }

  @Test func `Circles without cost are left`() throws {
    let outcome = try Search.run(configuration(FreeRing()))
    #expect(outcome.cost == 1)
  }
}

/// A ring of towns with free roads in both directions; from the last of them a road that costs
/// something leads to the goal.
private struct FreeRing: EnumerableProblem {
  typealias State = Int32
  static let kind = "free-ring"
  let towns: Int32 = 9

  init(text: String) throws {}
  init() {}

  var text: String { "a ring" }
  var start: Int32 { 0 }
  var statement: String { "I look for the way out." }

  func appendSteps(from state: Int32, to steps: inout [StepCode]) {
    if state == towns { return }
    steps += [0, 1]
    if state == towns / 2 { steps.append(2) }
  }

  func apply(_ step: StepCode, to state: Int32) -> Int32 {
    step == 2 ? towns : (state + (step == 0 ? 1 : towns - 1)) % towns
  }

  func cost(of step: StepCode, from state: Int32) -> Float { step == 2 ? 1 : 0 }
  func isGoal(_ state: Int32) -> Bool { state == towns }
  func costToGo(_ state: Int32) -> Float { 0 }
  func heuristicValue(_ state: Int32) -> Float { isGoal(state) ? 1 : 0.5 }
  func write(_ step: StepCode, from state: Int32, to text: inout [UInt8]) {
    text.append(text: "to \(apply(step, to: state))")
  }
  func write(_ state: Int32, to text: inout [UInt8]) { text.append(text: "\(state)") }
  func state(text: some StringProtocol) -> Int32? { Int32(text) }
  func answer(_ steps: [StepCode]) -> String { "\(steps.count)" }
  func verify(_ answer: String) -> Verification { .accepted(cost: 1) }
  func picture(ofState text: String, amid search: SearchedStates) -> Picture? { nil }
}
