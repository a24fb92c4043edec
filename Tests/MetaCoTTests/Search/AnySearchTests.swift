import TestSupport
import Testing

@testable import MetaCoT

/// Searches of whatever can be chosen, steered at random: they keep their promises together.
struct AnySearchTests {
  private static let kinds = [
    "countdown", "24", "maze", "sliding", "hanoi", "water-jugs", "word-ladder", "sokoban",
    "mini-sudoku", "zebra", "knights-and-knaves", "rush-hour",
  ]

  /// A number at an end of what is allowed, the default, or one between; small where it is large.
  private func value(of parameter: Parameter, _ random: inout SeededRandom) -> JSONValue {
    let (low, high) = (parameter.range.lowerBound, min(parameter.range.upperBound, 20))
    let value =
      switch random.below(5) {
      case 0: low
      case 1: high
      case 2: low + (high - low) * Double(random.unit())
      default: parameter.defaultValue
      }
    return parameter.json(of: parameter.isWhole ? value.rounded(.down) : value)
  }

  private func spec(_ name: String, _ parameters: [Parameter], _ random: inout SeededRandom)
    -> TraceHeader.Choice
  {
    var given: [String: JSONValue] = [:]
    for parameter in parameters { given[parameter.name] = value(of: parameter, &random) }
    return .init(name, parameters: given)
  }

  private func steer(
    _ search: borrowing Search, _ tree: SearchTree, _ random: inout SeededRandom
  ) {
    guard search.status.canSteer, tree.nodeCount > 1 else { return }
    let node = NodeID(random.below(tree.nodeCount))
    let commands: [SteeringCommand] = [
      .forbid(node), .allow(node), .expandNext(node),
      .favour(node, iterations: 1 + random.below(5)), .raiseBudget(by: random.below(10)),
    ]
    search.steer(commands[random.below(commands.count)])
  }

  private func reread(_ tree: SearchTree) throws -> SearchTree {
    var encoder = TraceEncoder(header: tree.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(tree.allEvents, from: &cursor)
    let reader = try TraceReader(bytes: Array(encoder.output.bytes), name: "trace")
    var again = SearchTree(header: reader.header)
    while let batch = try reader.next() { again.append(batch) }
    return again
  }

  @Test(arguments: UInt64(1)...20)
  func `Every choice makes a search that keeps its promises`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<4 {
      let kind = Self.kinds[random.below(Self.kinds.count)]
      let problem = ProblemFixtures.make(kind, seed: UInt64(random.below(50)))
      let strategies = StrategyRegistry.entries.filter { !$0.needsWritingModel }
      let strategy = strategies[random.below(strategies.count)]
      let models = ModelRegistry.entries.filter { $0.name != "scripted" }
      let model = models[random.below(models.count)]
      let configuration = SearchConfiguration(
        problem: problem, strategy: spec(strategy.name, strategy.parameters, &random),
        model: spec(model.name, model.parameters, &random),
        budget: Budget(expansions: 1 + random.below(120)),
        until: SearchSpec.Goal.allCases[random.below(SearchSpec.Goal.allCases.count)], seed: seed)
      let search = try Search(configuration)
      var tree = SearchTree(header: search.header)
      func take() {
        var batch = EventBatch()
        search.takeEvents(into: &batch)
        tree.append(batch)
      }
      let isSteered = random.below(2) == 0
      while search.outcome == nil {
        search.advance(iterations: 1 + random.below(8))
        take()
        if isSteered { steer(search, tree, &random) }
      }
      take()
      let what = Comment(rawValue: "\(search.header.strategy) \(kind)")
      #expect(tree.brokenInvariants() == [], what)
      let outcome = search.outcome
      #expect(tree.outcome == outcome, what)
      // Read back, and gone through backwards and forwards.
      let written = try reread(tree)
      #expect(written.events == tree.events && written.outcome == outcome, what)
      tree.seek(to: 0)
      tree.seek(to: tree.events.count)
      #expect((0..<NodeID(tree.nodeCount)).allSatisfy { tree.Q($0) == written.Q($0) }, what)
      for linearizer in LinearizerRegistry.all {
        let linearizer = linearizer.init(header: tree.header)
        for event in tree.events.indices { _ = linearizer.fragment(at: event, in: tree) }
      }
      let breaches = TraceLint.breaches(in: tree).map(\.message)
      #expect(breaches.isEmpty, "\(what) \(breaches)")
    }
  }
}
