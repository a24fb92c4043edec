import MetaCoT
import Testing

/// Small real searches: every strategy on every kind of problem.
struct SearchFixture: CustomTestStringConvertible {
  var strategy: TraceHeader.Choice
  var model: String
  var problem: TraceHeader.ProblemReference
  var expansions = 16
  var until = SearchSpec.Goal.first
  var seed: UInt64 = 1

  var testDescription: String { "\(strategy.name) \(model) \(problem.kind) \(until) \(seed)" }

  /// The name of a snapshot of it.
  var name: String { "\(strategy.name)-\(model)-\(problem.kind)" }

  static let strategies = StrategyRegistry.entries.filter { !$0.needsWritingModel }
    .map(\.name)

  static let problems: [TraceHeader.ProblemReference] = [
    .init(kind: "countdown", text: "4 5 6 10 → 24"),
    .init(kind: "24", text: "3 3 8 8 → 24"),
    .init(kind: "maze", text: "S..#....\n##.#.##.\n...#....\n.####.##\n.......G"),
    .init(kind: "sliding", text: "1 4 2 3 7 5 6 0 8"),
  ]

  /// Every strategy on every problem, and every model.
  static let all: [SearchFixture] =
    strategies.flatMap { strategy in
      problems.map {
        SearchFixture(strategy: .init(strategy), model: "heuristic", problem: $0)
      }
    }
    + ["mcts", "depth-first"].flatMap { strategy in
      ["rollout", "uniform"].map {
        SearchFixture(strategy: .init(strategy), model: $0, problem: problems[0])
      }
    }

  /// Searches in the corners: batches, another selection rule, all goals, the whole tree.
  static let others: [SearchFixture] = [
    SearchFixture(
      strategy: .init("mcts", parameters: ["batch": 4]), model: "heuristic",
      problem: problems[0]),
    SearchFixture(
      strategy: .init("mcts", parameters: ["select": 1]), model: "heuristic",
      problem: problems[0]),
    SearchFixture(
      strategy: .init("mcts"), model: "rollout", problem: problems[0], expansions: 100,
      until: .tree),
    SearchFixture(
      strategy: .init("depth-first"), model: "heuristic", problem: problems[0], expansions: 60,
      until: .all),
    SearchFixture(
      strategy: .init("astar"), model: "heuristic", problem: problems[2], expansions: 60,
      until: .all),
    SearchFixture(
      strategy: .init("beam", parameters: ["width": 2]), model: "heuristic",
      problem: problems[3], expansions: 60),
    SearchFixture(
      strategy: .init("best-of-n", parameters: ["depth": 5]), model: "uniform",
      problem: problems[2], expansions: 60, seed: 7),
  ]

  /// The search as it has not begun.
  func begin() throws -> Search {
    var budget = Budget()
    budget.expansions = expansions
    return try Search(
      SearchConfiguration(
        problem: try ProblemRegistry.problem(problem), strategy: strategy, model: .init(model),
        budget: budget, until: until, seed: seed))
  }

  /// The tree of the whole search.
  func tree() throws -> SearchTree {
    let search = try begin()
    while search.advance(iterations: 100) {}
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    var tree = SearchTree(header: search.header)
    tree.append(batch)
    return tree
  }
}
