import Foundation
import TestSupport
import Testing

@testable import MetaCoT

/// A search as data: it is encoded, decoded and run again from the header of its trace.
struct SearchSpecTests {
  private static let question =
    "A bat and a ball cost 110 cents. The bat costs 100 cents more than the ball. "
    + "How many cents does the ball cost? [5]"

  /// Specs that a seed draws.
  private static func spec(_ seed: UInt64) -> SearchSpec {
    var random = SeededRandom(seed: seed)
    func draw<Element>(_ choices: [Element]) -> Element { choices[random.below(choices.count)] }
    let isText = draw([true, false])
    var spec = SearchSpec(
      problem: isText
        ? .init(id: draw([nil, "é \"1\""]), kind: "question", text: question)
        : draw([
          .init(kind: "countdown", text: "3 5 7 11 → 40"),
          .init(id: "m", kind: "maze", text: "S..\n.#.\n..G"),
        ]),
      strategy: draw([
        .init("mcts", parameters: ["select": "puct", "c": 1.25, "widening": isText ? 1 : 0]),
        .init("mcts", parameters: ["batch": 8, "pending": "visits"]), .init("astar"),
        .init("beam", parameters: ["width": 3]), .init("best-of-n", parameters: ["n": 6]),
      ]))
    spec.model =
      isText
      ? .init("scripted", parameters: ["capacity": .number(draw(["1", "3"]))])
      : draw([.init("heuristic"), .init("uniform"), .init("rollout", parameters: ["n": 2])])
    spec.seed = draw([0, 1, UInt64.max, random.next()])
    spec.budget = Budget(
      expansions: draw([20, 60]), modelCalls: draw([nil, 500]), tokens: draw([nil, 100_000]),
      seconds: draw([nil, 3600.5]), memory: draw([nil, 512_000_000, 123_456_789]))
    spec.until = draw(SearchSpec.Goal.allCases)
    spec.window = draw([nil, 1, 2, 7])
    spec.proposals = draw([1, 4, 9])
    spec.answerChoice = draw(AnswerChoice.allCases)
    return spec
  }

  private func written(_ search: Recorded) -> [UInt8] {
    var encoder = TraceEncoder(header: search.header)
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(search.batch, from: &cursor)
    return Array(encoder.output.bytes)
  }

  @Test(arguments: UInt64(0)..<40)
  func `What is encoded is decoded`(seed: UInt64) throws {
    let spec = Self.spec(seed)
    let data = try JSONEncoder().encode(spec)
    #expect(try JSONDecoder().decode(SearchSpec.self, from: data) == spec)
  }

  @Test(arguments: UInt64(0)..<40)
  func `A trace's header is enough to make the same trace again`(seed: UInt64) async throws {
    let first = try await Recorded.waiting(for: SearchConfiguration(Self.spec(seed)))
    let bytes = written(first)
    let header = try TraceReader(bytes: bytes, name: "trace").header
    let spec = try SearchSpec(header)
    #expect(try await written(Recorded.waiting(for: SearchConfiguration(spec))) == bytes)
    // The header, and its line, are a spec too.
    let line = Data(bytes.prefix { $0 != UInt8(ascii: "\n") })
    var decoded = try JSONDecoder().decode(SearchSpec.self, from: line)
    decoded.window = decoded.window ?? 1
    #expect(decoded == spec)
  }

  @Test func `A few words are enough`() throws {
    let text = #"{"problem":{"kind":"countdown","text":"1 2 → 3"},"strategy":{"name":"astar"}}"#
    let spec = try JSONDecoder().decode(SearchSpec.self, from: Data(text.utf8))
    #expect(
      spec
        == SearchSpec(
          problem: .init(kind: "countdown", text: "1 2 → 3"), strategy: .init("astar")))
    #expect(try Search.run(SearchConfiguration(spec)).solved)
    let wrong = text.dropLast() + #","budget":"5 apples"}"#
    #expect {
      try JSONDecoder().decode(SearchSpec.self, from: Data(wrong.utf8))
    } throws: { "\($0)".contains("is not a budget") }
  }

  @Test func `A header that says too little, or nonsense, is told so`() throws {
    let whole = try Search(SearchConfiguration(Self.spec(3))).header
    func message(_ change: (inout TraceHeader) -> Void) -> String? {
      var header = whole
      change(&header)
      do {
        _ = try SearchSpec(header)
        return nil
      } catch { return "\(error)" }
    }
    #expect(message { _ in } == nil)
    #expect(
      message { $0.model = nil }
        == "the trace does not say which model was asked, so it cannot be run again")
    #expect(
      message { $0.until = "never" }
        == "\"until\" in the trace's header is \"never\", not first or all or tree, so it cannot be run again"
    )
    #expect(message { $0.window = 1 << 40 }?.contains("not 1 to 4096") == true)
    #expect(message { $0.proposals = 0 }?.contains("not 1 to 1024") == true)
    #expect(message { $0.answerChoice = "dice" }?.contains("not weighted-vote or vote") == true)
    #expect(message { $0.budget = "much" }?.contains("is not a budget") == true)
  }
}
