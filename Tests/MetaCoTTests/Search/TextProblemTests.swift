import Foundation
import Synchronization
import Testing

@testable import MetaCoT

/// Searches over steps in free text, which a model proposes.
struct TextProblemTests {
  static let strategies: [TraceHeader.Choice] = [
    .init("mcts"), .init("mcts", parameters: ["widening": 1]),
    .init("mcts", parameters: ["select": "puct"]),
    .init("mcts", parameters: ["select": "puct", "widening": 1, "widening-exponent": 0.6]),
    .init("astar"), .init("best-first"), .init("beam"), .init("best-of-n", parameters: ["n": 12]),
    .init("greedy"), .init("depth-first"),
  ]

  private static let script = Script(
    """
    What is half of 2 + 2?
      0.5 0.4 Half of 2 is 1.
        0.6 0.5 1 + 2 = 3.
          1 0.3 Answer: 3
        0.4 0.6 1 + 1 = 2.
          1 0.8 Answer: 2
      0.4 0.7 2 + 2 = 4.
        1 0.8 Half of 4 is 2.
          1 0.9 Answer: 2
      0.1 0.1 I pass.
        1 0.05 Answer: nothing
    """)

  private static let question = Question("What is half of 2 + 2?", key: "2")

  private func run(
    _ strategy: TraceHeader.Choice, _ model: any Model, window: Int? = 8, expansions: Int = 40,
    until: SearchSpec.Goal = .tree
  ) async throws -> Recorded {
    let configuration = SearchConfiguration(
      problem: Self.question, strategy: strategy, model: .init("scripted"), loadedModel: model,
      budget: Budget(expansions: expansions), until: until, seed: 2, window: window)
    return try await Recorded.waiting(for: configuration)
  }

  @Test(arguments: strategies)
  func `Every strategy comes to the answer, whatever the model's capacity`(
    strategy: TraceHeader.Choice
  ) async throws {
    let one = try await run(strategy, ScriptedModel(Self.script, capacity: 1))
    let eight = try await run(strategy, ScriptedModel(Self.script, capacity: 8))
    #expect(Recorded.isSame(one.batch, eight.batch))
    #expect(one.tree.brokenInvariants() == [])
    #expect(one.outcome.nodes == one.tree.records.count)
    guard strategy.name != "greedy" else { return }
    #expect(one.outcome.solved)
    #expect(one.outcome.answer == "2")
    #expect(one.outcome.steps?.last == "Answer: 2")
  }

  @Test(arguments: strategies)
  func `A trace of it is read back, event by event, and can be stepped back`(
    strategy: TraceHeader.Choice
  ) async throws {
    let run = try await run(strategy, ScriptedModel(Self.script))
    var encoder = TraceEncoder(header: run.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(run.batch, from: &cursor)
    let bytes = encoder.output.bytes.withUnsafeBytes { Array($0) }
    let reader = try TraceReader(bytes: bytes, name: "trace")
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    #expect(tree.events == run.tree.events)
    #expect(tree.notes == run.tree.notes)
    #expect(tree.outcome == run.outcome)
    let present = (0..<tree.nodeCount).map { tree.status(NodeID($0)) }
    tree.seek(to: 0)
    #expect(tree.nodeCount == 1)
    tree.seek(to: tree.events.count)
    #expect((0..<tree.nodeCount).map { tree.status(NodeID($0)) } == present)
    var again = TraceEncoder(header: reader.header)
    cursor = TraceEncoder.Cursor()
    _ = again.append(tree.allEvents, from: &cursor)
    #expect(again.output.bytes.withUnsafeBytes { Array($0) } == bytes)
  }

  @Test func `Widening asks for more steps from a node that has some`() async throws {
    let run = try await run(
      .init(
        "mcts", parameters: ["widening": 1, "widening-exponent": 0.7, "transpositions": "off"]),
      ScriptedModel(Self.script), window: 1, expansions: 60)
    let revealed = run.batch.events.filter { $0.kind == .expand && $0.node == 0 }
    #expect(revealed.count > 1)
    let steps = run.tree.children(of: 0).map { run.tree.step($0) }
    #expect(Set(steps).count == steps.count)
  }

  @Test func `Giving an answer is not being right, and the key is looked at after the end`()
    async throws
  {
    let run = try await run(
      .init("mcts", parameters: ["select": "puct", "widening": 2]), ScriptedModel(Self.script),
      expansions: 200)
    let given = run.batch.events.filter { $0.kind == .answer }
    #expect(Set(given.map { run.tree.notes[Int($0.other)] }).isSuperset(of: ["2", "3"]))
    let goals = run.batch.events.indices.filter { run.batch.events[$0].kind == .goal }
    #expect(goals == [run.batch.events.count - 2])
  }

  @Test(arguments: strategies)
  func `No model sees the answer`(strategy: TraceHeader.Choice) async throws {
    let spy = Spy(ScriptedModel(Self.script))
    _ = try await run(strategy, spy)
    let requests = spy.requests.withLock { $0 }
    #expect(!requests.isEmpty)
    #expect(requests.allSatisfy { $0.problem == "What is half of 2 + 2?" })
  }

  @Test func `The first answer ends a search that looks for one`() async throws {
    let run = try await run(
      .init("depth-first"), ScriptedModel(Self.script), until: .first)
    #expect(run.outcome.stopped == "answer")
    #expect(run.batch.events.count { $0.kind == .answer } == 1)
  }

  @Test func `A model that cannot propose steps is refused`() throws {
    let configuration = SearchConfiguration(
      problem: Self.question, strategy: .init("mcts"), model: .init("heuristic"))
    #expect(throws: SearchError.self) { _ = try Search(configuration) }
  }

  @Test(arguments: [
    ("What is 2 + 3? [5]", "What is 2 + 3?", "5"), ("How many? ", "How many?", nil),
    ("A? B? [x y]", "A? B?", "x y"),
  ])
  func `A question is read as it is written`(
    text: String, statement: String, key: String?
  ) throws {
    let question = try Question(text: text)
    #expect(question.statement == statement && question.key == key)
    #expect(try Question(text: question.text).text == question.text)
  }

  @Test(arguments: ["no question", "What? 5", "What? []"])
  func `What is not a question is refused`(text: String) {
    #expect(throws: ProblemError.self) { try Question(text: text) }
  }

  @Test(arguments: [
    ("2", true), ("2.0", true), (" $2 ", true), ("3", false), ("two", false), ("", false),
  ])
  func `Answers are compared as numbers`(answer: String, isRight: Bool) {
    #expect(Self.question.verify(answer).isAccepted == isRight)
  }

  @Test func `A wrong answer is told to be wrong, without the right one`() {
    let question = Question("How many?", key: "4711")
    guard case .rejected(let reason) = question.verify("3") else {
      Issue.record("3 is not 4711")
      return
    }
    #expect(!reason.contains("4711"))
  }

  @Test func `Steps of one form are one step`() {
    let steps = StepTexts()
    let start = TextState(last: 0)
    func step(_ text: String) -> StepCode {
      steps.step(text, form: Self.question.normalForm(of: text), from: start)
    }
    #expect(step("Half of  4 is 2.") == step("half of 4 is 2"))
    #expect(step("Half of 4 is 2") != step("Half of 4 is 3"))
    let next = steps.step("So 2.", form: "so 2", from: TextState(last: 1))
    #expect(steps.path(to: TextState(last: next)) == ["Half of  4 is 2.", "So 2."])
  }

  @Test func `Answers are chosen by votes, by their weight, or by the best value`() {
    func given(_ text: String, _ value: Float) -> GivenAnswer {
      GivenAnswer(node: 0, text: text, value: value)
    }
    let answers = [
      given("a", 0.2), given("a", 0.1), given("A", 0.1), given("b", 0.5), given("b", 0.4),
      given("c", 0.7),
    ]
    #expect(AnswerChoice.chosen(from: answers, by: .vote)?.text == "a")
    #expect(AnswerChoice.chosen(from: answers, by: .weightedVote)?.value == 0.5)
    #expect(AnswerChoice.chosen(from: answers, by: .value)?.text == "c")
    #expect(AnswerChoice.chosen(from: [], by: .vote) == nil)
  }

  @Test func `A trace of long paths holds every step once`() async throws {
    let depth = 400
    let run = try await run(.init("greedy"), Endless(), expansions: depth)
    let tree = run.tree
    #expect(tree.nodeCount == depth + 1)
    var path: [String] = []
    for node in 1..<NodeID(tree.nodeCount) {
      path.append(tree.step(node))
      #expect(tree.state(node) == path.joined(separator: "\n"))
    }
    // A step stands there as a step, and once more as what it adds to the state.
    let steps = path.reduce(0) { $0 + $1.utf8.count }
    #expect(run.batch.text.count == 2 * steps + depth - 1)
  }

  /// Always thinks of one more step.
  private struct Endless: AsyncModel {
    var hasPolicy: Bool { true }
    var givesCostsToGo: Bool { false }
    var isDeterministic: Bool { true }

    func answer(_ request: ModelRequest) async throws -> ModelAnswer {
      ModelAnswer(
        proposals: [.init("Thought \(request.steps.count) goes on.\nAnd on.")], value: 0.5,
        costToGo: 1)
    }
  }

  /// Keeps what a model is asked.
  private final class Spy: AsyncModel {
    let requests = Mutex<[ModelRequest]>([])
    private let model: ScriptedModel

    init(_ model: ScriptedModel) { self.model = model }

    var hasPolicy: Bool { model.hasPolicy }
    var givesCostsToGo: Bool { model.givesCostsToGo }
    var isDeterministic: Bool { model.isDeterministic }
    var capacity: Int { model.capacity }

    func answer(_ request: ModelRequest) async throws -> ModelAnswer {
      requests.withLock { $0.append(request) }
      return try await model.answer(request)
    }
  }
}
