import Foundation
import Synchronization
import TestSupport
import Testing

@testable import MetaCoT

/// A model that searches in its own text: what it writes is a search like others.
@Suite struct InContextTests {
  static let walk = """
    4 5 6 10: 10 − 4 = 6
    5 6 6: 0.5
    5 6 6: 6 × 5 = 30
    6 30: 30 ÷ 6 = 5
    5: dead end
    6 30 again: 30 − 6 = 24
    24: goal
    """
  static let mistaken = """
    4 5 6 10: 10 − 4 = 7
    5 6 7: 0.9
    6 30 again: 30 − 6 = 24
    24: goal
    what?
    """

  static func configuration(
    _ model: any Model, _ parameters: [String: JSONValue] = [:], budget: Budget = Budget(),
    until: SearchSpec.Goal = .first, seed: UInt64 = 1
  ) -> SearchConfiguration {
    SearchConfiguration(
      problem: ProblemFixtures.countdown(), strategy: .init("in-context", parameters: parameters),
      model: .init("scripted"), loadedModel: model, budget: budget, until: until, seed: seed)
  }

  /// What the style `walk` writes of a search, without the prompt.
  private func text(of tree: SearchTree) throws -> String {
    let linearizer = try #require(LinearizerRegistry.named("walk")).init(header: tree.header)
    return tree.events.indices.compactMap { linearizer.fragment(at: $0, in: tree)?.text }
      .joined(separator: "\n")
  }

  @Test func `A written search is a search`() throws {
    let run = try Recorded(Self.configuration(ScriptedWriter(Self.walk)))
    #expect(run.outcome.solved)
    #expect(run.outcome.stopped == "goal")
    #expect(run.outcome.answer == "6 * 5 - (10 - 4)" || run.outcome.answer == "(10 - 4) * 5 - 6")
    #expect(run.outcome.steps == ["10 − 4 = 6", "6 × 5 = 30", "30 − 6 = 24"])
    #expect(run.outcome.nodes == 5)
    #expect(run.outcome.expansions == 4)
    #expect(run.outcome.modelCalls == 7)
    #expect(run.outcome.tokens == Self.walk.count + 1)
    #expect(run.tree.tokens == Self.walk.count + 1)
    #expect(run.tree.mistakes.isEmpty)
    #expect(run.tree.backtracks.count == 1)
    #expect(run.tree.V(1) == 0.5)
    #expect(try text(of: run.tree) == Self.walk)
    #expect(run.header.strategy.parameters?["samples"] == 1)
    #expect(run.header.root.state == "4 5 6 10")
  }

  @Test func `Mistakes are marked, and no goal counts below one`() throws {
    let run = try Recorded(Self.configuration(ScriptedWriter(Self.mistaken)))
    let reasons = run.batch.events.filter { $0.kind == .mistake }.map(\.reason)
    #expect(reasons == [.illegal, .unreached, .rejected, .unreadable])
    #expect(!run.outcome.solved)
    #expect(run.outcome.stopped == "end of text")
  }

  @Test func `A text that is cut off is unfinished`() throws {
    for limit in [0, 30] {
      let run = try Recorded(
        Self.configuration(
          ScriptedWriter(String(Self.walk.prefix(60)), finishes: false),
          ["tokens": JSONValue(Double(limit))]))
      #expect(run.batch.events.filter { $0.kind == .mistake }.map(\.reason) == [.unfinished])
      #expect(run.outcome.stopped == "cut off")
      #expect(limit == 0 || run.outcome.tokens == limit)
    }
  }

  @Test func `A text that finds no way says so`() throws {
    let run = try Recorded(Self.configuration(ScriptedWriter("4 5 6 10: no way")))
    #expect(run.outcome.stopped == "exhausted")
    #expect(try text(of: run.tree) == "4 5 6 10: no way")
  }

  @Test(arguments: [
    (Budget(tokens: 70), "tokens"), (Budget(modelCalls: 3), "calls"),
    (Budget(expansions: 2), "expansions"), (Budget(seconds: 0), "seconds"),
    (Budget(memory: 1000), "memory"),
  ])
  func `Budgets end it`(budget: Budget, reason: String) throws {
    let long = "4 5 6 10: 10 − 4 = 6" + String(repeating: "\n5 6 6: 0.5", count: 99)
    let configuration = Self.configuration(
      ScriptedWriter(reason == "seconds" ? long : Self.walk), budget: budget)
    var tree = SearchTree(header: try Search(configuration).header)
    let outcome = try Search(configuration).run { tree.append($0) }
    #expect(outcome.stopped == reason)
    #expect(!outcome.solved)
    #expect(budget.tokens == nil || outcome.tokens == budget.tokens)
    #expect(budget.modelCalls == nil || outcome.modelCalls == budget.modelCalls)
    #expect(budget.expansions == nil || outcome.expansions == budget.expansions)
    #expect(tree.mistakes.map { tree.events[Int($0)].reason } == [.unfinished])
    #expect(tree.tokens == outcome.tokens)
  }

  @Test func `Samples follow one another until one solves the problem`() throws {
    let model = ScriptedWriter(anyOf: [Self.mistaken, Self.walk])
    var counts: Set<Int> = []
    for seed in 1...6 as ClosedRange<UInt64> {
      let run = try Recorded(Self.configuration(model, ["samples": 20], seed: seed))
      #expect(run.outcome.solved)
      let restarts = run.batch.events.count { $0.reason == .restart }
      counts.insert(restarts)
      #expect(run.outcome.nodes == 5 + 3 * restarts)
      #expect(run.tree.nodeCount == run.outcome.nodes)
      let goal = try #require(run.outcome.goal)
      #expect(run.tree.status(goal).contains(.goal))
      #expect(
        run.tree.path(to: goal).dropFirst().map { run.tree.step($0) } == run.outcome.steps)
      #expect(run.tree.path(to: goal).map { run.tree.state($0) }.last == "24")
    }
    #expect(counts.count > 1)
  }

  @Test func `Every sample is drawn where all goals are wanted`() throws {
    let run = try Recorded(
      Self.configuration(ScriptedWriter(Self.walk), ["samples": 3], until: .all))
    #expect(run.tree.goalCount == 3)
    #expect(run.outcome.nodes == 13)
    #expect(run.outcome.goal == 4)
    #expect(run.outcome.stopped == "end of text")
  }

  @Test func `Same seed, same events, however it is stepped`() throws {
    let model = ScriptedWriter(anyOf: [Self.mistaken, Self.walk])
    let configuration = Self.configuration(model, ["samples": 9], seed: 3)
    let whole = try Recorded(configuration, slices: [100])
    #expect(Recorded.isSame(whole.batch, try Recorded(configuration, slices: [1, 3]).batch))
    let search = try Search(configuration)
    var phases: Set<SearchPhase> = []
    repeat { phases.insert(search.status.nextPhase) } while search.advancePhase()
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    #expect(Recorded.isSame(whole.batch, batch))
    #expect(phases == [.select, .expand])
    let driver = try SearchDriver(configuration)
    driver.start(paused: true)
    for _ in 0..<3 { driver.step(.phase) }
    driver.step(.iteration)
    driver.resume()
    #expect(driver.waitForEnd() == whole.outcome)
    let silent = try Search(configuration, isRecording: false)
    while silent.advance(iterations: 1) {}
    #expect(silent.outcome == whole.outcome)
  }

  @Test func `A search that waits at a limit goes on in the middle of a line`() throws {
    var configuration = Self.configuration(ScriptedWriter(Self.walk), budget: Budget(tokens: 5))
    let search = try Search(configuration, pausesAtLimits: true)
    var raised = 0
    while search.advance(iterations: 4) {
      #expect(search.status.pausedAtLimit == .tokens)
      #expect(search.status.budgetLeft == 0)
      let isRaised = search.steer(.raiseBudget(by: 7))
      #expect(isRaised)
      #expect(search.status.pausedAtLimit == nil)
      raised += 1
    }
    #expect(raised > 10)
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    batch.events.removeAll { $0.kind == .steer }
    configuration.budget = Budget()
    #expect(batch.events == (try Recorded(configuration)).batch.events)
    #expect(search.outcome?.solved == true)
  }

  @Test func `Nodes cannot be steered`() throws {
    let search = try Search(Self.configuration(ScriptedWriter(Self.walk)))
    search.advance(iterations: 3)
    for wish in [SteeringCommand.forbid(1), .allow(1), .expandNext(1), .favour(1, iterations: 2)] {
      let isGranted = search.steer(wish)
      #expect(!isGranted)
    }
    search.stop()
    #expect(search.outcome?.stopped == "interrupted")
    #expect(search.status.state == .ended)
    let isRaised = search.steer(.raiseBudget(by: 1))
    #expect(!isRaised)
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    #expect(!batch.events.contains { $0.kind == .mistake || $0.kind == .steer })
  }

  @Test func `The prompt asks for a search or for the solution`() throws {
    let model = ScriptedWriter { prompt, _ in
      prompt == "4 5 6 10 → 24\nsolve\n" ? "4 5 6 10: goal" : Self.walk
    }
    #expect(try Recorded(Self.configuration(model)).outcome.solved)
    let other = try Recorded(Self.configuration(model, ["mode": 1]))
    #expect(!other.outcome.solved)
  }

  @Test func `A model that cannot write is refused`() {
    for name in ["heuristic", "uniform"] {
      #expect {
        try Search.run(
          SearchConfiguration(
            problem: ProblemFixtures.countdown(), strategy: .init("in-context"), model: .init(name))
        )
      } throws: {
        "\($0)".contains("the model \(name) cannot be used here") && "\($0)".contains("network")
      }
    }
  }

  /// Writes elsewhere, a character at a time.
  private final class Distant: AsyncWritingModel {
    let texts: [String]
    /// What happens before a character is written.
    let before: @Sendable (_ text: Int, _ place: Int) async throws -> Void
    let begun = Mutex(0)

    init(
      _ texts: [String],
      before: @escaping @Sendable (_ text: Int, _ place: Int) async throws -> Void = { _, _ in }
    ) {
      self.texts = texts
      self.before = before
    }

    var hasPolicy: Bool { false }
    var givesCostsToGo: Bool { false }
    var isDeterministic: Bool { true }

    func text(for request: TextRequest) -> AsyncThrowingStream<WrittenPiece, any Error> {
      let number = begun.withLock { begun in
        begun += 1
        return begun - 1
      }
      return AsyncThrowingStream { continuation in
        let task = Task {
          do {
            for (place, character) in texts[number % texts.count].enumerated() {
              try await before(number, place)
              continuation.yield(WrittenPiece(String(character), tokens: 1))
            }
            continuation.yield(WrittenPiece("", tokens: 1, ending: .finished))
            continuation.finish()
          } catch { continuation.finish(throwing: error) }
        }
        continuation.onTermination = { _ in task.cancel() }
      }
    }
  }

  @Test func `It does not matter where and when the text is written`() async throws {
    let here = try Recorded(Self.configuration(ScriptedWriter(Self.walk)))
    let there = try await Recorded.waiting(
      for: Self.configuration(Distant([Self.walk], before: { _, _ in await Task.yield() })))
    #expect(Recorded.isSame(here.batch, there.batch))
    #expect(here.outcome == there.outcome)
  }

  @Test func `A model that fails is not a model that errs`() async throws {
    let model = Distant([Self.walk]) { text, place in
      if text == 0, place == 30 { throw ModelError("the server is gone") }
    }
    let alone = try await Recorded.waiting(for: Self.configuration(model))
    #expect(alone.tree.notes.contains("the server is gone"))
    #expect(alone.batch.events.contains { $0.kind == .failed })
    #expect(alone.tree.mistakes.isEmpty)
    #expect(alone.outcome.stopped == "model failed")
    #expect(alone.tree.nodeCount == 2)
    // Another sample may do better.
    model.begun.withLock { $0 = 0 }
    let again = try await Recorded.waiting(for: Self.configuration(model, ["samples": 2]))
    #expect(again.outcome.stopped == "goal")
    #expect(again.tree.brokenInvariants().isEmpty)
  }

  @Test func `Once the goal is there, the model writes for nobody`() async throws {
    let isCancelled = DispatchSemaphore(value: 0)
    let model = Distant([Self.walk + "\n and more"]) { _, place in
      guard place == Self.walk.count + 4 else { return }
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        isCancelled.signal()
        throw error
      }
    }
    let configuration = Self.configuration(model)
    let outcome = try await elsewhere {
      let outcome = try Search.run(configuration)
      isCancelled.wait()
      return outcome
    }
    #expect(outcome.stopped == "goal")
  }

  @Test func `A model that has stopped talking keeps nobody waiting`() async throws {
    let isStalled = DispatchSemaphore(value: 0)
    let isCancelled = DispatchSemaphore(value: 0)
    let model = Distant([Self.walk]) { _, place in
      guard place == 25 else { return }
      isStalled.signal()
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        isCancelled.signal()
        throw error
      }
    }
    let driver = try SearchDriver(Self.configuration(model))
    let outcome = try await elsewhere {
      driver.start()
      isStalled.wait()
      driver.pause()
      driver.stop()
      let outcome = driver.waitForEnd()
      isCancelled.wait()
      return outcome
    }
    #expect(outcome.stopped == "interrupted")
    #expect(outcome.nodes ?? 0 <= 2)
  }

  @Test func `What was recorded reads back`() throws {
    let run = try Recorded(
      Self.configuration(ScriptedWriter(anyOf: [Self.mistaken, Self.walk]), ["samples": 4]))
    var encoder = TraceEncoder(header: run.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(run.batch, from: &cursor)
    let reader = try TraceReader(bytes: Array(encoder.output.bytes), name: "trace")
    #expect(reader.header == run.header)
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    #expect(tree.outcome == run.outcome)
    #expect(tree.tokens == run.outcome.tokens)
    #expect(tree.brokenInvariants().isEmpty)
    #expect(try text(of: tree) == text(of: run.tree))
    tree.seek(to: tree.events.count / 2)
    tree.seek(to: 0)
    #expect(tree.tokens == 0)
  }
}
