import MetaCoT
import Testing

@testable import MetaCoTNeural

/// Searches that a network began and a teacher ends.
@Suite struct RetryTextTests {
  private static let problem = try! Countdown<WholeNumber>(text: "4 5 6 10 → 24")
  private static let space = StateSpace(problem, limit: 100_000)!

  private static let tries = """
    4 5 6 10: 10 + 6 = 16
    4 5 16: 16 + 5 = 21
    4 21: 21 + 4 = 25
    25: dead end
    4 5 6 10 again: 10 − 4 = 6
    5 6 6: 6 + 6 = 12
    5 12: dead end

    """

  private func ended(_ text: String, isCut: Bool = false, tries: Int = 2) throws -> RetryText {
    var random = SeededRandom(seed: 3)
    return try #require(
      RetryText(text, isCut: isCut, on: Self.space, tries: tries, using: &random))
  }

  /// Reads a text as the model's own would be read.
  private func behaviours(_ retry: RetryText) -> WalkBehaviours {
    WalkBehaviours(of: retry.given + retry.learned, on: Self.problem, isCut: false)
  }

  /// A goal that was passed unseen is no state to go back to.
  @Test func `A goal that the network did not notice is passed by`() throws {
    let text = """
      4 5 6 10: 10 − 4 = 6
      5 6 6: 6 × 5 = 30
      6 30: 30 − 6 = 24
      4 5 6 10 again: 10 + 6 = 16
      4 5 16: 16 + 5 = 21
      4 21: 21 + 4 = 25

      """
    for tries in 1...4 {
      let retry = try ended(text, tries: tries)
      #expect(retry.learned.hasSuffix("24: goal"))
    }
  }

  @Test func `The teacher goes back to the state nearest to a goal`() throws {
    let retry = try ended(Self.tries)
    #expect(retry.given == Self.tries)
    #expect(retry.learned.hasPrefix("5 6 6 again: "))
    #expect(retry.learned.hasSuffix("24: goal"))
    #expect(behaviours(retry).ending == .solved && behaviours(retry).mistakes == 0)
  }

  @Test func `Tries beyond those that are wanted are left out`() throws {
    let retry = try ended(Self.tries, tries: 1)
    #expect(retry.given == Self.tries.split(separator: "\n").prefix(4).map { "\($0)\n" }.joined())
    #expect(retry.learned.hasPrefix("4 5 6 10 again: "))
  }

  @Test func `A dead end that is not said is learned`() throws {
    let text = Self.tries.split(separator: "\n").prefix(3).map { "\($0)\n" }.joined()
    let retry = try ended(text, tries: 1)
    #expect(retry.given == text)
    #expect(retry.learned.hasPrefix("25: dead end\n4 5 6 10 again: "))
  }

  @Test func `Tries that are wanted and not there are drawn at random`() throws {
    let retry = try ended("", tries: 5)
    let found = behaviours(retry)
    #expect(found.ending == .solved && found.mistakes == 0 && found.repeats == 0)
    #expect(found.tries > 1 && found.tries <= 6)
  }

  @Test(arguments: [
    "5 6 6 again: 6 + 5 = 12\n6 12: dead end\n",
    "5 6 6 again: 6 + 5 = 12\n",
    "5 6 6 again: 6 × 6 = 36\n5 37: dead end\n",
    "9 9 again: 9 + 9 = 18\n",
    "5 12: goal\n",
    "5 6 6: 6 + 6 = 12\n",
    "and so on\n",
    "5 6 6 again: 6 × 6 ",
  ])
  func `What does not hold is not kept`(line: String) throws {
    let retry = try ended(Self.tries + line, isCut: !line.hasSuffix("\n"), tries: 3)
    #expect(retry.given.hasPrefix(Self.tries.dropLast()))
    #expect(behaviours(retry).mistakes == 0 && behaviours(retry).falseGoals == 0)
    #expect(behaviours(retry).ending == .solved)
    #expect(behaviours(retry).repeats == 0)
  }

  @Test func `A search that reached a goal is learned as it is`() throws {
    let end = "5 6 6 again: 6 × 5 = 30\n6 30: 30 − 6 = 24\n24: goal"
    let retry = try ended(Self.tries + end, tries: 3)
    #expect(retry.isSolved && retry.given.isEmpty)
    #expect(retry.learned == Self.tries + end)
  }

  /// Whatever is written, what comes of it is a search that holds and reaches a goal.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `Random texts are ended well`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let states = ["4 5 6 10", "4 5 16", "5 6 6", "6 30", "25", "24", "4 21", "7 8"]
    let words = ["10 + 6 = 16", "10 − 4 = 6", "6 × 5 = 30", "30 − 6 = 24", "dead end", "0.5"]
    var text = ""
    for _ in 0..<random.below(14) {
      text += states[random.below(states.count)] + (random.below(2) == 0 ? " again" : "")
      text += ": " + words[random.below(words.count)] + "\n"
    }
    let retry = try ended(text, isCut: seed % 2 == 0, tries: 1 + random.below(5))
    #expect(behaviours(retry).ending == .solved, "\(text)→\n\(retry.given)|\(retry.learned)")
    #expect(behaviours(retry).mistakes == 0, "\(text)→\n\(retry.given)|\(retry.learned)")
    #expect(behaviours(retry).repeats == 0 || retry.isSolved)
  }
}
