import Testing

@testable import MetaCoT

struct ReasoningLabelTests {
  private static func text(_ last: String) -> ReasoningText {
    ReasoningText(
      """
      There are two cases.

      Case 1: x is even. Then x = 2y.

      Case 2: x is odd.
      It is not even.

      \(last)
      """)
  }

  @Test(arguments: [
    "Going back to Case 1, y is whole.", "Now let me return to Case 1.",
    "Let's revisit **Case 1**: y is whole.", "Wait, Case 1 has more to it.",
  ])
  func `A return hangs below the paragraph that introduced its label`(last: String) {
    let text = Self.text(last)
    #expect(text.sentences.count == 6)
    #expect(text.sentences[5].parent == 2 && text.returns == 1)
    #expect(text.sentences[5].behaviours.contains(.backtracking))
  }

  @Test func `A label that is known ends the way before it, and lines may end in two characters`() {
    let text = ReasoningText(
      "Case 1: x is even.\r\n\r\nCase 2: x is odd. Case 1 gives 4.\r\n\r\nLet me go back to Case 2."
    )
    #expect(text.sentences.count == 4)
    #expect(text.sentences[3].parent == 1)
  }

  @Test(arguments: [
    "As in Case 1, y is whole.", "Case 1 gives y, Case 2 nothing.", "Now let me return to Case 7.",
    "Now let me return to the case.", "In case 1 apple is left, I return it.",
  ])
  func `A label or a word of return alone is no return`(last: String) {
    #expect(Self.text(last).returns == 0)
  }

  @Test(arguments: [
    ("Option A", "Option B"), ("Approach 1", "Approach 2"), ("Step 2", "Step 3"),
    ("(1)", "(2)"), ("(a)", "(b)"), ("Case I", "Case II"),
  ])
  func `Labels of lines are told apart`(one: String, other: String) {
    let text = ReasoningText(
      """
      - \(one): add them.
      - \(other): multiply them.
      It is large.

      Nothing comes of it. Let me go back to \(one).

      I return to \(other), then.
      """)
    #expect(text.sentences.map(\.parent) == [nil, 0, 1, 2, 0, 2])
  }

  @Test func `Many labels are found in one pass`() {
    let text = (0..<20_000).map { "Step \($0 % 999): go on. Back to Step \($0 % 500)." }
    #expect(ReasoningText(text.joined(separator: "\n")).sentences.count == 40_000)
  }
}
