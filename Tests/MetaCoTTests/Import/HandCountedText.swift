import Testing

@testable import MetaCoT

/// Five texts such as reasoning models write, written for these tests and read by a person: each sentence
/// with what it does.
struct HandCountedText: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// Paragraphs of sentences, each with the behaviours that a reader finds.
  var paragraphs: [[(String, [ReasoningText.Behaviour])]]
  /// Sums that do not hold.
  var wrongSums = 0
  /// Sentences that go on from somewhere else than the sentence before.
  var returns: Int

  var text: String {
    paragraphs.map { $0.map(\.0).joined(separator: " ") }.joined(separator: "\n\n")
  }

  static let all = [
    HandCountedText(
      testDescription: "24 from 4, 9, 10, 13",
      paragraphs: [
        [
          ("Okay, I have 4, 9, 10 and 13, and the target is 24.", []),
          ("First, let me look at pairs that are close together.", [.subgoal]),
          ("13 - 10 = 3, so I would still need 8 from 4 and 9.", [.backwardChaining]),
          ("9 × 3 = 28... no, that's 27, which is 3 too much.", [.backtracking]),
          ("That goes nowhere.", []),
        ],
        [
          ("Hmm, let me think about it differently.", [.alternative]),
          ("24 is 4 × 6, so can I get 6 from 9, 10 and 13?", [.backwardChaining]),
          ("13 - 9 = 4, and 10 - 4 = 6.", []), ("So 4 × 6 = 24!", []),
        ],
        [
          ("Let me double-check: 13 - 9 = 4, 10 - 4 = 6, 4 × 6 = 24.", [.verification]),
          ("Each number is used once, so it checks out.", [.verification]),
        ],
      ], wrongSums: 1, returns: 2),
    HandCountedText(
      testDescription: "a bus",
      paragraphs: [
        [
          ("A bus leaves every 12 minutes, and people wait half of that on average.", []),
          ("So the expected wait is 6 minutes.", []),
          ("Then the walk back to the office takes 10 minutes.", []),
          ("Next, I need to add the ride, which is 18 minutes.", [.subgoal]),
          ("6 + 18 + 10 = 34.", []),
        ],
        [
          ("But hold on, does the 18 include the stops?", [.backtracking]),
          ("The ride takes 18 minutes in total, so yes.", []),
          ("To make sure, 34 - 18 = 16, and 16 is 6 + 10.", [.verification]),
          ("She has no more time to wait, and to get to work takes 34 minutes.", []),
        ],
      ], returns: 1),
    HandCountedText(
      testDescription: "a quadratic equation",
      paragraphs: [
        [
          ("We need to solve x^2 - 5x + 6 = 0.", []), ("I'll start by factoring it.", [.subgoal]),
          ("1 and 6 add up to 7, no good.", []),
          ("2 and 3 add up to 5, so (x - 2)(x - 3) = 0.", []), ("So x = 2 or x = 3.", []),
        ],
        [
          ("Plugging x = 2 back in: 4 - 10 + 6 = 0, good.", [.verification]),
          ("Plugging x = 3 back in: 9 - 15 + 6 = 0, good.", [.verification]),
          ("Alternatively, the formula gives (5 ± 1) / 2, the same roots.", [.alternative]),
          ("There is nothing more to do.", []),
        ],
      ], returns: 1),
    HandCountedText(
      testDescription: "letters of a word",
      paragraphs: [
        [
          ("I need to count the letter r in strawberry.", [.subgoal]),
          ("s, t, r, a, w, b, e, r, r, y.", []), ("One after the t, and two near the end.", []),
          ("So that's 1 + 2 = 2.", []),
        ],
        [
          ("Wait, no, that's wrong: 1 + 2 = 3.", [.backtracking]),
          ("Let me count again to be sure.", [.verification]),
          ("r (one), r (two), r (three).", []), ("Yes, three, as before.", []),
        ],
      ], wrongSums: 1, returns: 1),
    HandCountedText(
      testDescription: "knights and knaves",
      paragraphs: [
        [
          ("Anna says that Ben lies, and Ben says that they are of the same kind.", []),
          ("Let me break this into cases, one for each kind of Anna.", [.subgoal]),
          ("If Anna is a knave, then Ben tells the truth, and both are knaves.", []),
          ("That's a contradiction, so this can't be right.", [.backtracking]),
        ],
        [
          ("On the other hand, if Anna is a knight, then Ben lies.", [.alternative]),
          ("Working backwards from his lie, they are of different kinds.", [.backwardChaining]),
          ("Let's verify this with what Ben says: it is false, as it should be.", [.verification]),
          ("There's no need to wait for more clues.", []),
        ],
      ], returns: 2),
  ]
}
