import MetaCoT
import TestSupport
import Testing

/// What holds for every strategy.
struct StrategyTests {
  static let names = StrategyRegistry.entries.filter { !$0.needsWritingModel }
    .map(\.name)
  /// Those that know what to say of puzzles.
  static let models = ModelRegistry.entries.map(\.name).filter { $0 != ScriptedModel.name }

  static func problems() -> [any EnumerableProblem] {
    [
      ProblemFixtures.countdown(),
      ProblemFixtures.countdown("3 7 8 50 → 331"),
      ProblemFixtures.make("maze", seed: 3, ["width": 9, "height": 7]),
      ProblemFixtures.make("sliding", seed: 5, ["side": 3, "moves": 8]),
    ]
  }

  @Test(arguments: names, models)
  func `The same search twice gives the same events`(strategy: String, model: String) throws {
    for problem in Self.problems() {
      let configuration = SearchConfiguration(
        problem: problem, strategy: .init(strategy), model: .init(model),
        budget: Budget(expansions: 300), seed: 7)
      let once = try Recorded(configuration, slices: [1])
      let again = try Recorded(configuration, slices: [3, 50])
      #expect(Recorded.isSame(once.batch, again.batch))
      #expect(once.header == again.header)
      let silent = try Search(configuration, isRecording: false)
      while silent.advance(iterations: 1) {}
      // Without events a goal has no number, and deepening keeps no nodes.
      var outcome = once.outcome
      outcome.goal = nil
      if strategy == "ida-star" { outcome.nodes = silent.outcome?.nodes }
      #expect(silent.outcome == outcome)
    }
  }

  @Test(arguments: names, models)
  func `Events fold into a tree`(strategy: String, model: String) throws {
    for problem in Self.problems() {
      for until in SearchSpec.Goal.allCases {
        let run = try Recorded(
          SearchConfiguration(
            problem: problem, strategy: .init(strategy), model: .init(model),
            budget: Budget(expansions: 300), until: until, seed: 7))
        let tree = run.tree
        #expect(tree.nodeCount == run.outcome.nodes)
        #expect(run.batch.events.last?.kind == .end)
        #expect(run.outcome.expansions! <= 300)
        var selected: NodeID = -1
        for event in run.batch.events {
          #expect(event.node >= 0 && Int(event.node) < tree.nodeCount)
          switch event.kind {
          case .select: selected = event.node
          case .expand: #expect(event.node == selected)
          case .backtrack:
            #expect(tree.path(to: event.node).contains(event.other))
            #expect(event.reason != .none)
          default: break
          }
        }
        if run.outcome.solved {
          let answer = try #require(run.outcome.answer)
          #expect(problem.verify(answer).isAccepted)
          let goal = try #require(run.outcome.goal)
          #expect(tree.status(goal).contains(.goal))
          #expect(tree.path(to: goal).dropFirst().map { tree.step($0) } == run.outcome.steps)
        }
      }
    }
  }

  /// Samples that end where an earlier one did count as much as the first.
  @Test(arguments: [1, 4]) func `The Q of best-of-n is the share of what was accepted`(
    window: Int
  ) throws {
    let run = try Recorded(
      SearchConfiguration(
        problem: ProblemFixtures.countdown("2 3 4 → 24"),
        strategy: .init("best-of-n", parameters: ["n": 200]), model: .init("uniform"),
        until: .tree, window: window))
    let tree = run.tree
    let goals = Set(run.batch.events.filter { $0.kind == .goal }.map(\.node))
    let samples = run.batch.events.filter { $0.kind == .backup }
    #expect(samples.count == 200)
    let accepted = samples.filter { goals.contains($0.node) }
    #expect(accepted.count > goals.count)
    #expect(accepted.allSatisfy { $0.value == 1 })
    let share = Float(accepted.count) / Float(samples.count)
    let Q = try #require(tree.Q(0))
    #expect(abs(Q - share) < 1e-4)
  }
}
