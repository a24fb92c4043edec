import Foundation
import TestSupport
import Testing

@testable import MetaCoT

/// Searches over models that answer elsewhere: late, out of order, or not at all.
struct BrokeredSearchTests {
  static let strategies: [TraceHeader.Choice] = [
    .init("mcts"), .init("mcts", parameters: ["select": "puct"]),
    .init("mcts", parameters: ["select": "puct", "pending": "visits"]), .init("astar"),
    .init("best-first"), .init("beam"), .init("best-of-n", parameters: ["n": 20]),
    .init("greedy"), .init("depth-first"),
  ]

  private func configuration(
    _ strategy: TraceHeader.Choice, _ model: any Model, window: Int? = nil,
    budget: Budget = Budget(expansions: 60), text: String = "3 7 8 50 → 9973",
    until: SearchSpec.Goal = .tree
  ) -> SearchConfiguration {
    SearchConfiguration(
      problem: ProblemFixtures.countdown(text), strategy: strategy, model: .init("held"),
      loadedModel: model, budget: budget, until: until, seed: 3, window: window)
  }

  private func recorded(_ configuration: SearchConfiguration) async throws -> Recorded {
    try await elsewhere {
      let search = try Search(configuration)
      var batch = EventBatch()
      let outcome = search.run { batch.append(contentsOf: $0) }
      return Recorded(header: search.header, batch: batch, outcome: outcome)
    }
  }

  @Test(arguments: strategies)
  func `A search depends on answers, not on when they come`(strategy: TraceHeader.Choice)
    async throws
  {
    let expected = try await recorded(configuration(strategy, HeldModel(capacity: 1), window: 8))
    for capacity in [1, 3, 8] {
      for seed in 1...3 {
        let model = HeldModel(capacity: capacity, .shuffled(seed: UInt64(seed)))
        let run = try await recorded(configuration(strategy, model, window: 8))
        #expect(Recorded.isSame(run.batch, expected.batch))
        #expect(model.mostAtOnce <= capacity)
      }
    }
    #expect(expected.tree.brokenInvariants() == [])
  }

  @Test(arguments: strategies)
  func `One request at a time is the search of the same model inline`(
    strategy: TraceHeader.Choice
  ) async throws {
    func plain(_ batch: EventBatch) -> [Event] {
      // Tokens are told of only where a model says what it took, and an inline root is in the header.
      batch.events.filter { $0.kind != .modelCall && !($0.kind == .evaluate && $0.node == 0) }
    }
    let broker = try await recorded(configuration(strategy, HeldModel(capacity: 1), window: 1))
    var inline = configuration(strategy, HeldModel(capacity: 1))
    inline.loadedModel = nil
    inline.model = .init("heuristic")
    let expected = try await recorded(inline)
    #expect(plain(broker.batch) == plain(expected.batch))
  }

  @Test func `A model is kept as busy as it can be`() async throws {
    let model = HeldModel(capacity: 8, .shuffled(seed: 1))
    let run = try await recorded(
      configuration(.init("mcts", parameters: ["select": "puct"]), model))
    #expect(run.header.window == 24)
    #expect(model.mostAtOnce > 4)
    let samples = HeldModel(capacity: 8, .shuffled(seed: 1))
    _ = try await recorded(configuration(.init("best-of-n", parameters: ["n": 40]), samples))
    #expect(samples.mostAtOnce == 8)
  }

  @Test(arguments: [1, 4, 16])
  func `A* with many expansions in flight still finds the cheapest goal`(window: Int) async throws {
    for seed in 1...6 {
      let problem = ProblemFixtures.make("sliding", seed: UInt64(seed), ["side": 3])
      var configuration = configuration(
        .init("astar"), HeldModel(capacity: 4, .shuffled(seed: UInt64(seed))), window: window,
        budget: Budget(), until: .first)
      configuration.problem = problem
      let found = try await recorded(configuration).outcome
      configuration.loadedModel = nil
      configuration.model = .init("heuristic")
      configuration.window = nil
      let expected = try await recorded(configuration).outcome
      #expect(found.cost == expected.cost)
    }
  }

  @Test(arguments: strategies)
  func `What fails is said and given up, and the rest goes on`(strategy: TraceHeader.Choice)
    async throws
  {
    // Every seventh state, told by its text, has no answer.
    let model = HeldModel(capacity: 4, .shuffled(seed: 5)) { request in
      !request.steps.isEmpty && request.state.utf8.reduce(0) { $0 + Int($1) } % 7 == 0
        ? ModelError("it is out of order") : nil
    }
    let run = try await recorded(configuration(strategy, model, window: 4))
    let failed = run.batch.events.filter { $0.kind == .prune && $0.reason == .failed }
    if strategy.name != "greedy" { #expect(!failed.isEmpty) }
    #expect(run.batch.notes.count { $0.contains("it is out of order") } >= failed.count)
    #expect(run.tree.brokenInvariants() == [])
    #expect(run.outcome.nodes == run.tree.records.count)
  }

  @Test func `A model that fails for everything ends the search, which says so`() async throws {
    for strategy in Self.strategies {
      let model = HeldModel(capacity: 2) { _ in ModelError("no such model") }
      let run = try await recorded(configuration(strategy, model))
      #expect(run.outcome.stopped == "model failed", "\(strategy.name)")
      #expect(run.batch.notes.contains { $0.contains("no such model") })
    }
  }

  @Test func `A failure that may pass is tried again`() async throws {
    let first = Flag()
    let model = HeldModel(capacity: 1) { _ in
      first.take() ? ModelError("busy", isTransient: true) : nil
    }
    let run = try await recorded(
      configuration(.init("astar"), model, budget: Budget(expansions: 5)))
    #expect(run.outcome.stopped == "expansions")
    #expect(run.batch.notes.isEmpty)
  }

  @Test func `While a model stalls, a search can be paused, steered, stepped and ended`()
    async throws
  {
    let model = HeldModel(capacity: 4, .held)
    let activity = DispatchSemaphore(value: 0)
    let driver = try SearchDriver(
      configuration(.init("mcts", parameters: ["select": "puct"]), model)
    ) { activity.signal() }
    driver.start()
    var seen: [Event] = []
    func drain(until condition: (Event) -> Bool) async throws {
      while !seen.contains(where: condition) {
        try await elsewhere { activity.wait() }
        for batch in driver.drain() { seen += batch.events }
      }
    }
    // The first event is there before the first answer.
    try await drain { $0.kind == .select }
    driver.steer(.raiseBudget(by: 7))
    try await drain { $0.reason == .budget }
    driver.pause()
    driver.step(.iteration)
    #expect(driver.outcome == nil)
    driver.stop()
    let outcome = try await elsewhere { driver.waitForEnd() }
    #expect(outcome.stopped == "interrupted")
    while model.cancelled == 0 { await Task.yield() }
  }

  @Test func `A step waits for the model, and is made when it has answered`() async throws {
    let model = HeldModel(capacity: 4, .held)
    let activity = DispatchSemaphore(value: 0)
    let driver = try SearchDriver(
      configuration(.init("mcts", parameters: ["select": "puct"]), model, window: 1)
    ) { activity.signal() }
    driver.start(paused: true)
    driver.step(.iteration)
    var seen: [Event] = []
    func drain(until condition: (Event) -> Bool) async throws {
      while !seen.contains(where: condition) {
        try await elsewhere { activity.wait() }
        for batch in driver.drain() { seen += batch.events }
      }
    }
    try await drain { $0.kind == .select }
    model.release()
    try await drain { $0.kind == .backup }
    driver.stop()
    _ = try await elsewhere { driver.waitForEnd() }
    for batch in driver.drain() { seen += batch.events }
    #expect(seen.count { $0.kind == .backup } == 1)
  }

  @Test func `A budget of seconds ends a search whose model stalls`() async throws {
    let model = HeldModel(capacity: 1, .held)
    let run = try await recorded(
      configuration(.init("astar"), model, budget: Budget(seconds: 0.05)))
    #expect(run.outcome.stopped == "seconds")
  }

  @Test func `Requests are data: equal when what is wanted is equal`() async throws {
    let request = ModelRequest(
      kind: "countdown", problem: "2 3 → 6", steps: [], state: "2 3",
      outputs: [.value, .scores(of: ["2 × 3 = 6"])], seed: 4)
    let copy = try JSONDecoder().decode(
      ModelRequest.self, from: try JSONEncoder().encode(request))
    #expect(copy == request && copy.hashValue == request.hashValue)
  }
}

/// True once.
private final class Flag: @unchecked Sendable {
  private let lock = NSLock()
  private var isTaken = false
  func take() -> Bool {
    lock.withLock {
      defer { isTaken = true }
      return !isTaken
    }
  }
}
