import Foundation
import Testing

@testable import MetaCoT

struct ReasoningRecordTests {
  private static let thought = #"First, 1 + 1 = 2.\n\nWait, let me check."#

  /// Records in the wrappers in use, all with this thought.
  static let wrapped = [
    #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"<think>\#(thought)</think>2"}]}"#,
    #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"2","reasoning_content":"\#(thought)"}]}"#,
    #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"thinking","thinking":"\#(thought)"},{"type":"text","text":"2"}]}]}"#,
    #"[{"role":"user","content":"q"},{"role":"assistant","content":"2","reasoning":"\#(thought)"}]"#,
    #"{"question":"q","id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"2","reasoning_content":"\#(thought)"}}]}"#,
    #"{"question":"q","custom_id":"1","response":{"body":{"choices":[{"message":{"content":"<think>\#(thought)</think>"}}]}}}"#,
    #"{"system":"Think in <|begin_of_thought|> {steps} <|end_of_thought|>.","conversations":[{"from":"user","value":"q"},{"from":"assistant","value":"<|begin_of_thought|>\#(thought)<|end_of_thought|> 2"}]}"#,
    #"{"conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"<think>\#(thought)</think>"}]}"#,
    #"{"problem":"q","solution":"2","generations":["<think>\#(thought)</think>"]}"#,
    #"{"question":"q","solution":"2","thinking_trajectories":["\#(thought)"],"attempt":"2"}"#,
    #"{"question":"q","solution":"2","deepseek_thinking_trajectory":"\#(thought)","deepseek_attempt":"2"}"#,
  ]

  @Test(arguments: wrapped)
  func `A thought is found in its wrapper`(record: String) throws {
    let tree = try ImportFixture.tree(record, "reasoning")
    #expect(tree.header.problem.text == "q")
    #expect(
      (1..<NodeID(tree.nodeCount)).map { tree.step($0) } == [
        "First, 1 + 1 = 2.", "Wait, let me check.",
      ])
  }

  private func texts(_ json: String) -> [ReasoningRecord] {
    ReasoningTexts.texts(in: ForeignFile(name: "file", bytes: Data(json.utf8)))
  }

  @Test func `Every answer to a question is a text with its own verdict`() {
    let rows = texts(
      """
      {"problem":"q","generations":["<think>a</think>","<think>b</think>"],"correctness_math_verify":[true,false]}
      {"question":"q","deepseek_thinking_trajectory":"a","deepseek_grade":"No","gemini_thinking_trajectory":"b","gemini_grade":"Yes"}
      """)
    #expect(rows.map(\.isRight) == [true, false, false, true])
    #expect(rows.map(\.question) == ["q", "q", "q", "q"])
  }

  @Test func `Lines with one text and lines with several are all read`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines =
      #"{"problem":"q","generations":["<think>a</think>"]}"# + "\n"
      + #"{"problem":"q","generations":["<think>b</think>","<think>c</think>"]}"# + "\n"
    try Data(lines.utf8).write(to: URL(filePath: path))
    let files = try TraceFile.all(at: path)
    #expect(files.count == 3 && files.allSatisfy { $0.leftOut.count == 0 })
  }

  @Test(
    arguments: [
      (#""correct":1"#, true), (#""correct":0"#, false), (#""is_correct":1.0"#, true),
      (#""is_correct":"True""#, true), (#""is_correct":false"#, false), (#""correct":0.5"#, nil),
    ] as [(String, Bool?)])
  func `Numbers and words count as right and wrong`(member: String, isRight: Bool?) throws {
    let json = #"{"question":"q","reasoning_content":"So 2.",\#(member)}"#
    #expect(texts(json).map(\.isRight) == [isRight])
    #expect(try ImportFixture.tree(json, "reasoning").outcome?.solved == isRight)
  }

  @Test func `A chat with calls of tools stays one, and its thoughts are counted`() throws {
    let plain = """
      {"messages":[{"role":"user","content":"q"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"f","arguments":"x"}}]},{"role":"tool","tool_call_id":"1","content":"y"}]}
      """
    #expect(try ImportFixture.tree(plain, "chat").step(1) == "f(x)")
    #expect(texts(plain).isEmpty)
    let thoughtful = plain.replacing(
      #""content":null"#, with: #""content":"","reasoning":"Wait.""#)
    #expect(try ImportFixture.tree(thoughtful, "chat").step(1) == "Wait.\nf(x)")
    #expect(texts(thoughtful).map(\.text) == ["Wait."])
  }

  /// Single thoughts in a file of transcripts are transcripts, and none is lost.
  @Test func `A file with one transcript of an agent is one of transcripts`() throws {
    let agent =
      #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","tool_calls":[{"id":"1","function":"f","arguments":{}}]},{"role":"tool","tool_call_id":"1","content":"r"}]}"#
    let (format, searches) = try ImportFixture.searches(
      Self.wrapped[0] + "\n" + agent + "\n" + Self.wrapped[1])
    #expect(format == "chat" && searches.count == 3)
    let turns = try ImportFixture.searches(
      #"[{"role":"user","content":"q1"},{"role":"assistant","content":"a1"},{"role":"user","content":"q2"},{"role":"assistant","content":"a2","reasoning":"t"}]"#
    )
    #expect(turns.format == "chat")
  }
}
