import Foundation
import MetaCoT
import TestSupport
import Testing

/// The driver changes when events come, never which.
struct DriverTests {
  private func configuration(_ name: String = "mcts", expansions: Int = 300) -> SearchConfiguration
  {
    SearchConfiguration(
      problem: ProblemFixtures.countdown("3 7 8 50 → 9973"), strategy: .init(name),
      model: .init("uniform"),
      budget: Budget(expansions: expansions), until: .tree)
  }

  private func joined(_ batches: [EventBatch]) -> EventBatch {
    var tree = EventBatch()
    for batch in batches { tree.append(batch) }
    return tree
  }

  @Test(arguments: ["mcts", "astar", "depth-first", "best-of-n"])
  func `Events are those of the same search without driver`(name: String) throws {
    let plain = try Recorded(configuration(name))
    let driver = try SearchDriver(configuration(name))
    #expect(driver.header == plain.header)
    driver.start()
    let outcome = driver.waitForEnd()
    #expect(outcome == plain.outcome)
    #expect(driver.outcome == plain.outcome)
    #expect(driver.status.state == .ended)
    #expect(Recorded.isSame(joined(driver.drain()), plain.batch))
    #expect(driver.drain().isEmpty)
  }

  @Test func `Pace and steps change nothing`() throws {
    let plain = try Recorded(configuration(expansions: 40))
    let driver = try SearchDriver(configuration(expansions: 40))
    driver.pace = 100_000
    driver.start(paused: true)
    for _ in 0..<10 { driver.step(.phase) }
    for _ in 0..<10 { driver.step(.iteration) }
    driver.resume()
    #expect(driver.waitForEnd() == plain.outcome)
    #expect(Recorded.isSame(joined(driver.drain()), plain.batch))
  }

  @Test(arguments: ["mcts", "astar", "beam"])
  func `Phases add up to iterations`(name: String) throws {
    let plain = try Recorded(configuration(name, expansions: 60))
    let search = try Search(configuration(name, expansions: 60))
    var phases: [SearchPhase] = []
    repeat { phases.append(search.status.nextPhase) } while search.advancePhase()
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    #expect(Recorded.isSame(batch, plain.batch))
    #expect(phases.first == .select)
    #expect(Set(phases).isSuperset(of: [.select, .expand, .backup]))
  }

  @Test func `A paused search stops where it is asked to`() throws {
    let activity = DispatchSemaphore(value: 0)
    let driver = try SearchDriver(configuration(expansions: 1_000_000)) { activity.signal() }
    driver.start(paused: true)
    driver.step(.iteration)
    driver.step(.iteration)
    var seen: [Event] = []
    func drain(until condition: (Event) -> Bool) {
      while !seen.contains(where: condition) {
        activity.wait()
        for batch in driver.drain() { seen += batch.events }
      }
    }
    // Node 1 is there after the second iteration.
    drain { $0.kind == .expand }
    driver.steer(.forbid(1))
    drain { $0.kind == .steer }
    driver.stop()
    let outcome = driver.waitForEnd()
    #expect(outcome.stopped == "interrupted")
    #expect(outcome.expansions == 2)
    #expect(seen.contains { $0.reason == .forbid })
    #expect(seen.count { $0.kind == .select } == 2)
  }

  /// The iterations that a driver makes up to its first limit, and once it has been given `more`.
  private func expansions(
    name: String, first: Int, more: Int, pausing: Bool
  ) throws -> (held: Int, later: Int, outcome: Outcome) {
    let driver = try SearchDriver(configuration(name, expansions: first), pausesAtLimits: true)
    func waitUntilHeld(after least: Int) -> Int {
      let end = Date() + 20
      while Date() < end {
        let status = driver.status
        if status.pausedAtLimit != nil, status.expansions > least { break }
        Thread.sleep(forTimeInterval: 0.002)
      }
      return driver.status.expansions
    }
    driver.start()
    let held = waitUntilHeld(after: 0)
    if pausing { driver.pause() }
    driver.steer(.raiseBudget(by: more))
    if pausing { driver.resume() }
    let later = waitUntilHeld(after: held)
    driver.stop()
    return (held, later, driver.waitForEnd())
  }

  @Test(arguments: ["mcts", "astar"], [false, true])
  func `A held search goes on with more`(name: String, pausing: Bool) throws {
    let made = try expansions(name: name, first: 10, more: 5, pausing: pausing)
    #expect(made.held == 10)
    #expect(made.later == 15)
    #expect(made.outcome.stopped == "expansions")
  }

  @Test func `Activity is announced once between two drains`() throws {
    let calls = Counter()
    let driver = try SearchDriver(configuration()) { calls.add() }
    driver.start()
    _ = driver.waitForEnd()
    #expect(calls.count == 1)
  }

  @Test func `Limits of time and memory end the search`() throws {
    var timed = configuration(expansions: 1)
    timed.budget = Budget(seconds: 0)
    #expect(try Search.run(timed).stopped == "seconds")
    timed.budget = Budget(memory: 20_000)
    timed.problem = ProblemFixtures.make("sliding", seed: 2)
    timed.strategy = .init("breadth-first")
    let outcome = try Search.run(timed)
    #expect(outcome.stopped == "memory")
    timed.budget = Budget(modelCalls: 25)
    timed.strategy = .init("astar")
    let calls = try Search.run(timed)
    #expect(calls.stopped == "calls")
    #expect((25..<32).contains(calls.modelCalls!))
  }

  @Test func `A cancelled run is interrupted`() throws {
    let search = try Search(configuration(expansions: 1_000_000))
    var last: EventBatch?
    let outcome = search.run(isCancelled: { true }, record: { last = $0 })
    #expect(outcome.stopped == "interrupted")
    #expect(last?.outcome == outcome)
  }

  @Test func `Times are recorded on request only`() throws {
    var timed = configuration(expansions: 20)
    #expect(try Recorded(timed).batch.times.isEmpty)
    timed.timings = true
    let search = try Search(timed)
    var times: [UInt64] = []
    var count = 0
    var seconds: Double?
    _ = search.run { batch in
      times += batch.times
      count += batch.events.count
      seconds = batch.outcome?.seconds
    }
    #expect(search.header.timings == true)
    #expect(times.count == count)
    #expect(times == times.sorted())
    #expect(seconds != nil)
  }
}

/// Counts from any thread.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var value = 0
  var count: Int { lock.withLock { value } }
  func add() { lock.withLock { value += 1 } }
}

extension EventBatch {
  /// Appends a batch as a reader of several would.
  fileprivate mutating func append(_ next: EventBatch) {
    let base = UInt32(text.count)
    text += next.text
    nodes += next.nodes.map { node in
      var node = node
      node.text += base
      return node
    }
    events += next.events
    notes += next.notes
    if let end = next.outcome { outcome = end }
  }
}
