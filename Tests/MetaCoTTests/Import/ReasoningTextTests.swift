import Testing

@testable import MetaCoT

struct ReasoningTextTests {
  private static let text = """
    <think>
    I need 24 from 4, 6, 2. First, I try 4 * 6 = 24. But 2 is left over.

    Wait, that doesn't work. Let me try 6 - 2 = 4 instead.
    Then 4 * 4 = 16.

    Going back to 4 * 6 = 24, I could subtract 2 and get 23. Let me check: 24 - 2 = 23.
    </think>
    The answer is none.
    """

  @Test func `Sentences are cut and kept as they are`() {
    let text = ReasoningText(Self.text)
    #expect(
      text.sentences.map(\.text) == [
        "I need 24 from 4, 6, 2.", "First, I try 4 * 6 = 24.", "But 2 is left over.",
        "Wait, that doesn't work.", "Let me try 6 - 2 = 4 instead.", "Then 4 * 4 = 16.",
        "Going back to 4 * 6 = 24, I could subtract 2 and get 23.", "Let me check: 24 - 2 = 23.",
      ])
    #expect(text.sentences.map(\.paragraph) == [0, 0, 0, 1, 1, 1, 2, 2])
    #expect(text.answer.contains("none"))
  }

  @Test func `Behaviours are marked`() {
    let text = ReasoningText(Self.text)
    #expect(text.sentences[1].behaviours == [.subgoal])
    #expect(text.sentences[3].behaviours == [.backtracking])
    #expect(text.sentences[4].behaviours == [.alternative])
    #expect(text.sentences[6].behaviours == [.backtracking])
    #expect(text.sentences[7].behaviours == [.verification])
    #expect(text.sentences[5].behaviours.isEmpty)
    // "await" and "no" in "now" are not words of theirs.
    #expect(ReasoningText.behaviours(of: "We await a known result.").isEmpty)
  }

  @Test func `Returns go to what is quoted or before the paragraph`() {
    let text = ReasoningText(Self.text)
    // Sentence 3 leaves the first paragraph, sentence 6 goes back to where 4 * 6 was tried.
    #expect(text.sentences[3].parent == nil)
    #expect(text.sentences[6].parent == 0)
    #expect(text.returns == 3)
  }

  @Test(arguments: HandCountedText.all)
  func `A reading by hand is confirmed`(read: HandCountedText) {
    let text = ReasoningText("<think>\n\(read.text)\n</think>\nThe answer.")
    let sentences = read.paragraphs.flatMap { $0 }
    #expect(text.sentences.map(\.text) == sentences.map(\.0))
    for (found, (sentence, behaviours)) in zip(text.sentences, sentences) {
      #expect(found.behaviours == behaviours, "\(sentence)")
    }
    for behaviour in ReasoningText.Behaviour.allCases {
      #expect(text.count(behaviour) == sentences.count { $0.1.contains(behaviour) })
    }
    #expect(text.wrongSums == read.wrongSums && text.returns == read.returns)
  }

  @Test(arguments: [
    ("2 + 2 = 5", true), ("2 + 2 = 4", false), ("2 + 3 × 4 = 14", false),
    ("10 / 15 = 0.666", false),
    ("7 / 2 = 3", true), ("x + 2 = 5", false), ("12 - 2 = 10%", false), ("5 / 0 = 1", false),
    ("1,000 + 500 = 1,500. So 1,500 - 200 = 1,300.", false), ("1,000 + 1 = 1,002", true),
    ("At 12:30 + 1 = 13.", false), ("10 / 4 = 2 remainder 2", false), ("1, 2 + 2 = 5", true),
    ("so 100 − 1 = 98 here", true), ("1.5 + 1.5 = 3", false), ("3 = 1 + 2 = 4", false),
  ])
  func `Sums are checked`(text: String, isWrong: Bool) {
    #expect(ReasoningText.wrongSums(in: text).isEmpty != isWrong)
  }

  /// Read once more from each of its signs, any of these would take hours.
  @Test(arguments: ["7", "aB3", "1+", "1 + ", "etc. ", "(", "1,000,", "= 1 ", "  ", "7  "])
  func longTextsWithoutEndAreReadInOnePass(part: String) {
    let text = ReasoningText("It is " + String(repeating: part, count: 30_000) + "1 here.")
    #expect(text.sentences.count == 1)
  }

  /// With the paragraph gone through at each of them, this would take minutes.
  @Test(.timeLimit(.minutes(1))) func `Many turns in one paragraph are read in one pass`() {
    let text = ReasoningText(String(repeating: "Wait, no.\n", count: 60_000))
    #expect(text.sentences.count == 60_000 && text.sentences.allSatisfy { $0.parent == nil })
  }
}
