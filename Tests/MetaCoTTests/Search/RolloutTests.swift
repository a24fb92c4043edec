import Foundation
import TestSupport
import Testing

@testable import MetaCoT

/// Values that are the mean of what rollouts return.
struct RolloutTests {
  private static let problem = ProblemFixtures.countdown("3 7 8 50 → 9973")

  private func configuration(
    _ parameters: [String: JSONValue], model: TraceHeader.Choice,
    loaded: (any Model)? = nil, window: Int? = nil
  ) -> SearchConfiguration {
    SearchConfiguration(
      problem: Self.problem, strategy: .init("mcts", parameters: parameters), model: model,
      loadedModel: loaded, budget: Budget(expansions: 60), until: .tree, seed: 5, window: window)
  }

  private func values(_ search: Recorded) -> [Float] {
    search.batch.events.filter { $0.kind == .evaluate && $0.reason == .none }.map(\.value)
  }

  @Test func `A model without a policy plays as the rollout model does`() throws {
    let asked = try Recorded(configuration(["rollouts": 4], model: .init("uniform")))
    let model = try Recorded(
      configuration([:], model: .init("rollout", parameters: ["n": 4])))
    let isSame = Recorded.isSame(asked.batch, model.batch)
    #expect(isSame)
    #expect(asked.header.strategy.parameters?["rollouts"] == 4)
    #expect(model.header.strategy.parameters?["rollouts"] == 0)
  }

  @Test(arguments: ["uct", "puct"], [1, 8])
  func `A model with a policy plays by it, its own values unused`(select: String, batch: Int)
    throws
  {
    let parameters: [String: JSONValue] = [
      "select": .text(select), "rollouts": 4, "batch": .number("\(batch)"),
    ]
    let problem = try ProblemRegistry.problem(text: "1 2 3 4 → 10")
    var search = configuration(parameters, model: .init("heuristic"))
    search.problem = problem
    let played = try Recorded(search)
    let quarters: Set<Float> = [0, 0.25, 0.5, 0.75, 1]
    #expect(Set(values(played)).isSubset(of: quarters))
    search.strategy.parameters?["rollouts"] = 0
    #expect(try !Set(values(Recorded(search))).isSubset(of: quarters))
    search.strategy.parameters?["rollouts"] = 4
    #expect(try Recorded.isSame(Recorded(search).batch, played.batch))
    #expect(played.tree.brokenInvariants() == [])
  }

  @Test func `Rollouts are drawn from the policy, to an end or so deep`() throws {
    let model = try #require(
      ModelRegistry.entry("heuristic").model() as? HeuristicModel)
    let problem = try Countdown<WholeNumber>(text: "1 2 3 4 → 10")
    var random = SeededRandom(seed: 1)
    let whole = try model.rollouts(
      from: problem.start, of: problem, count: 200, depth: 100, random: &random
    ).rollouts
    #expect(whole.allSatisfy { $0.isWon || $0.length == 3 })
    let won = whole.count { $0.isWon }
    #expect((1..<200).contains(won))
    let cut = try model.rollouts(
      from: problem.start, of: problem, count: 20, depth: 1, random: &random
    ).rollouts
    #expect(cut.allSatisfy { $0.length == 1 && $0.first != nil })
  }

  @Test(arguments: ["uct", "puct"])
  func `A model elsewhere is asked for returns, in any order`(select: String) async throws {
    let parameters: [String: JSONValue] = ["select": .text(select), "rollouts": 8]
    func run(_ model: any Model) async throws -> Recorded {
      try await Recorded.waiting(
        for: configuration(parameters, model: .init("held"), loaded: model, window: 8))
    }
    let one = try await run(HeldModel(capacity: 1))
    let many = try await run(
      HeldModel(capacity: 8, .shuffled(seed: 3)) { request in
        request.outputs.contains(.value) ? ModelError("not asked for rollouts") : nil
      })
    let isSame = Recorded.isSame(one.batch, many.batch)
    #expect(isSame)
    #expect(!one.batch.events.contains { $0.kind == .failed })
    #expect(Set(values(one)).allSatisfy { $0 * 8 == ($0 * 8).rounded() })
  }

  @Test func `A recording plays them again`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rollouts-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "answers.jsonl").path
    func run(_ model: any AsyncModel) async throws -> Recorded {
      let recorded = RecordedModel(
        model, named: "held", parameters: nil, try ModelRecording(path: path))
      return try await Recorded.waiting(
        for: configuration(["rollouts": 3], model: .init("held"), loaded: recorded, window: 4))
    }
    let first = try await run(HeldModel(capacity: 2))
    let again = try await run(HeldModel(capacity: 2) { _ in ModelError("asked again") })
    #expect(first.outcome.expansions == 60)
    let isSame = Recorded.isSame(first.batch, again.batch)
    #expect(isSame)
    // A recording from before there were rollouts.
    let old = #"{"proposals":[],"scores":[],"tokens":1,"value":0.5}"#
    #expect(
      try JSONDecoder().decode(ModelAnswer.self, from: Data(old.utf8))
        == ModelAnswer(value: 0.5, tokens: 1))
  }

  @Test func `Steps in free text are played to their ends`() async throws {
    let question = try #require(ProblemSet.builtIn.items.first { $0.id == "question-1" })
    var search = configuration(["rollouts": 8, "widening": 1], model: .init("scripted"))
    search.problem = question.problem
    search.answerChoice = .value
    let run = try await Recorded.waiting(for: search)
    #expect(run.outcome.solved)
    #expect(try await Recorded.isSame(Recorded.waiting(for: search).batch, run.batch))
  }

  @Test(arguments: [[0.5], [0.5, 1.5], []] as [[Float]])
  func `Returns that are none are a failure`(returns: [Float]) async throws {
    struct Wrong: AsyncModel {
      var hasPolicy: Bool { false }
      var givesCostsToGo: Bool { false }
      var isDeterministic: Bool { false }
      var returns: [Float]
      func answer(_ request: ModelRequest) async throws -> ModelAnswer {
        ModelAnswer(returns: returns)
      }
    }
    let run = try await Recorded.waiting(
      for: configuration(
        ["rollouts": 2], model: .init("wrong"), loaded: Wrong(returns: returns)))
    let expected =
      returns.contains(1.5) ? "not 0 to 1" : "it gave \(returns.count) returns for 2 rollouts"
    #expect(run.batch.notes.contains { $0.contains(expected) })
  }
}
