import MetaCoT
import Testing

/// What texts of searches do, and how they end.
@Suite struct WalkBehavioursTests {
  private func behaviours(_ text: String, isCut: Bool = false) throws -> WalkBehaviours {
    let problem = try Countdown<WholeNumber>(text: "4 5 6 10 → 24")
    return WalkBehaviours(of: text, on: problem, isCut: isCut)
  }

  private static let failed = """
    4 5 6 10: 10 − 4 = 6
    5 6 6: 0.5
    5 6 6: 6 × 5 = 30
    6 30: 30 ÷ 6 = 5
    5: dead end

    """

  @Test(arguments: [
    ("6 30 again: 30 − 6 = 24\n24: goal", "6 * 5 - (10 - 4)"),
    // In other words it is the same answer.
    ("6 30 again: 0.9\n6 30: 30 − 6 = 24\n24: goal", "6 * 5 - (10 - 4)"),
    ("6 30 again: 30 + 6 = 36\n36: goal", "6 * 5 + 10 - 4"),
    ("6 30 again: 30 + 6 = 36\n36: dead end", nil),
    // A wrong sum is an answer too: it votes for itself.
    ("6 30 again: 30 + 6 = 24\n24: goal", "6 30: 30 + 6 = 24"),
    ("6 30 again: 0.2\n6 30: 30 + 6 = 24\n24: goal", "6 30: 30 + 6 = 24"),
    ("6 30 again: 30 + 6 = 24\n24: dead end", nil),
  ])
  func `A text comes to the answer that it claims, right or not`(
    rest: String, answer: String?
  ) throws {
    let problem = try Countdown<WholeNumber>(text: "4 5 6 10 → 24")
    let read = WalkBehaviours.reading(Self.failed + rest, on: problem, isCut: false)
    #expect(read.answer == answer)
  }

  @Test func `A search is counted`() throws {
    let found = try behaviours(Self.failed + "6 30 again: 30 − 6 = 24\n24: goal")
    #expect(found.ending == .solved)
    #expect((found.tries, found.returns, found.checks) == (2, 1, 2))
    #expect((found.repeats, found.mistakes, found.falseGoals) == (0, 0, 0))
  }

  @Test(arguments: [
    ("", false, WalkBehaviours.Ending.oneTry),
    ("6 30 again: 30 + 6 = 36\n36: dead end", false, .stopped),
    ("4 5 6 10 again: no way", false, .noWay),
    ("6 30 again: 30 + 6 = 36\n36: goal", false, .falseGoal),
    ("6 30 again: 30 + 6 = 35\n35: dead end", false, .mistake),
    ("7 8 again: 8 + 7 = 15\n15: dead end", false, .mistake),
    ("6 30 again: 30 + 6 = 24\n24: goal", false, .mistake),
    ("what now?", false, .mistake),
    ("6 30 again: 30 − 6", true, .cutOff),
    ("6 30 again: 30 ÷ 6 = 5\n5: dead end\n", true, .loop),
  ])
  func `A text that fails ends in one way`(
    rest: String, isCut: Bool, ending: WalkBehaviours.Ending
  ) throws {
    #expect(try behaviours(Self.failed + rest, isCut: isCut).ending == ending)
  }
}
