import Foundation
import Testing

@testable import MetaCoT

struct TokenCountTests {
  /// As GPT-4's tokenizer cuts these texts before it joins bytes, but that accents stay with their letters.
  @Test(arguments: [
    ("", 0), ("one", 1), (" one two", 2), ("Wait, that's 12345.", 8), ("a\n\nb", 3), ("a  b", 3),
    ("a   1", 4), ("4 × 6 = 24", 7), ("(x + y)!!\n", 4), ("über größe", 2), ("\t\n  x", 3),
    ("x  ", 2), ("1,000", 3), ("e\u{301}te\u{301}", 1), ("👩🏽‍🔬?", 1), ("\r\nx\r\n", 3),
  ])
  func `Pieces are those of a byte-pair tokenizer`(text: String, count: Int) {
    #expect(TokenCount.pieces(of: text) == count)
    let estimated = TokenCount(of: text, stated: nil)
    #expect(estimated.count == count && !estimated.isStated)
  }

  @Test func `A rate needs tokens`() {
    #expect(TokenCount(of: "", stated: nil).rate(of: 1) == nil)
    #expect(TokenCount(of: "a b", stated: 500).rate(of: 2) == 4)
  }

  private static let think = "<think>Wait.</think>2"

  @Test(
    arguments: [
      (#"{"question":"q","reasoning_content":"a","usage":{"completion_tokens":7}}"#, [7]),
      (#"{"question":"q","reasoning_content":"a","completion_tokens":7.0}"#, [7]),
      (#"{"prompt":"q","completion":"\#(think)","output_tokens":7,"num_tokens":9}"#, [7]),
      (#"{"text":"\#(think)","num_tokens":7}"#, [7]),
      (#"{"text":"\#(think)","num_tokens":0}"#, [nil]),
      (#"{"text":"\#(think)","num_tokens":"7"}"#, [nil]),
      (#"{"text":"\#(think)","usage":{"prompt_tokens":5,"total_tokens":12}}"#, [nil]),
      (#"{"text":"\#(think)","num_tokens":1e18}"#, [nil]),
      // What is counted with the question in it is not the text.
      (#"{"prompt":"q","text":"q\#(think)","num_tokens":7}"#, [nil]),
      (#"{"prompt":"q","text":"q\#(think)","completion_tokens":7}"#, [7]),
      // The thought alone, where that is stated.
      (
        #"{"choices":[{"message":{"reasoning":"a"}}],"usage":{"completion_tokens":9,"completion_tokens_details":{"reasoning_tokens":7}}}"#,
        [7]
      ),
      (
        #"{"response":{"body":{"choices":[{"message":{"reasoning":"a"}}],"usage":{"completion_tokens":7}}}}"#,
        [7]
      ),
      // One figure of several answers is that of none of them.
      (
        #"{"choices":[{"message":{"reasoning":"a"}},{"message":{"reasoning":"b"}}],"usage":{"completion_tokens":9}}"#,
        [nil, nil]
      ),
      (#"{"generations":["\#(think)","\#(think)"],"num_tokens":[7,8]}"#, [7, 8]),
      (#"{"generations":["\#(think)","\#(think)"],"num_tokens":[7]}"#, [7, nil]),
      (#"{"generations":["\#(think)","\#(think)"],"num_tokens":15}"#, [nil, nil]),
      (#"{"generations":["\#(think)"],"completion_tokens":7}"#, [7]),
      (#"{"outputs":[{"text":"\#(think)","num_tokens":7},{"text":"\#(think)"}]}"#, [7, nil]),
      (#"{"question":"q","thinking_trajectories":["a"],"output_tokens":7}"#, [7]),
      (
        #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"\#(think)"}],"usage":{"output_tokens":7},"num_tokens":9}"#,
        [7]
      ),
      (
        #"{"messages":[{"role":"assistant","content":"\#(think)","usage":{"output_tokens":3}},{"role":"user","content":"q"},{"role":"assistant","content":"\#(think)","usage":{"output_tokens":4}}],"output_tokens":99}"#,
        [7]
      ),
      (
        #"{"messages":[{"role":"assistant","content":"\#(think)","usage":{"output_tokens":3}},{"role":"user","content":"q"},{"role":"assistant","content":"\#(think)"}]}"#,
        [nil]
      ),
      (
        #"{"samples":[{"id":1,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"\#(think)"}],"model_usage":{"m":{"output_tokens":9,"reasoning_tokens":7}}}]}"#,
        [7]
      ),
      (
        #"{"samples":[{"id":1,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"\#(think)"}],"model_usage":{"m":{"output_tokens":7},"grader":{"output_tokens":9}}}]}"#,
        [nil]
      ),
    ] as [(String, [Int?])])
  func `What a record states of its text is found, and nothing else`(json: String, counts: [Int?]) {
    let texts = ReasoningTexts.texts(in: ForeignFile(name: "file", bytes: Data(json.utf8)))
    #expect(texts.map(\.tokens) == counts)
  }
}
