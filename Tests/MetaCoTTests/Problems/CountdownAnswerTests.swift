import Testing

@testable import MetaCoT

@Suite struct CountdownAnswerTests {
  @Test(arguments: [
    ("4 5 6 10 → 24", "(10 - 4) * 5 - 6"), ("4 5 6 10 → 24", " 5*(10−4) − 6 "),
    ("4 5 6 10 → 24", "-6 + 5×(10-4)"), ("3 3 8 8 → 24", "8/(3 - 8/3)"),
    ("1 5 5 5 → 24", "5 · (5 - 1÷5)"), ("2 3 24 → 24 (any)", "24"),
    ("3 8 → 24", "-3 * -8"), ("3 8 → 24", "((((3)))*(8))"), ("24 → 24", "24"),
    ("1 1 1 49 89 → 137", "-1 + (89 + 49)/(1*1)"),
  ])
  func accepts(problem: String, answer: String) throws {
    let verification = try Countdown<Fraction>(text: problem).verify(answer)
    #expect(verification.isAccepted, "\(verification)")
  }

  @Test(arguments: [
    ("4 6 → 24", "6*4*1*1", "1 is none of the numbers"),
    ("2 5 → 32", "2**5", "there are no powers: only + - * /"),
    ("2 5 → 32", "2^5", "\"^\" is none of + - * /"),
    ("1 2 → 12", "12", "12 is none of the numbers"),
    ("1 2 → 12", "1 2", "a sign is missing before \"2\""),
    ("3 8 → 24", "3(8)", "a sign is missing before \"(\""),
    ("3 8 → 24", "(3)8", "a sign is missing before \"8\""),
    ("3 8 → 24", "3*8=24", "write the expression alone, without \"=\""),
    ("3 8 → 24", "3*8)", "a bracket closes that was not opened"),
    ("3 8 → 24", "(3*8", "a closing bracket is missing"),
    ("3 8 → 24", "3*", "a number is missing at the end"),
    ("3 8 → 24", "3*/8", "a number is missing before \"/\""),
    ("3 8 → 24", "", "there is no expression"),
    ("3 8 → 24", "3.0*8", "3. is not a whole number"),
    ("3 8 → 24", "7//2", "there is no whole division: only + - * /"),
    ("3 8 → 24", "3*8; 1", "\";\" is none of + - * / ( ) and digits"),
    ("3 8 → 24", "8/(3-3)", "it divides by 0"),
    ("3 8 → 24", "3+8", "it gives 11, not 24"),
    ("3 8 → 24", "3/8", "it gives 3/8, not 24"),
    ("3 8 8 → 24", "3*8", "8 is not used"),
    ("3 8 → 24", "3*8*8/8", "8 is used more often than the one time it is there"),
    ("3 8 8 → 24", "3*8*8/8", "8 is used more often than the 2 times it is there"),
    ("3 8 → 24", "99999999999", "99999999999 is too large"),
    (
      "3 8 → 24", "2147483647*2147483647*2147483647", "a value in it does not fit 64 bits"
    ),
  ])
  func rejects(problem: String, answer: String, reason: String) throws {
    #expect(try Countdown<WholeNumber>(text: problem).verify(answer) == .rejected(reason))
  }

  @Test func `Deep brackets are no crash`() throws {
    let deep = String(repeating: "(", count: 100_000) + "24"
    let minus = String(repeating: "-", count: 100_000) + "24"
    let problem = try Countdown<WholeNumber>(text: "24 → 24")
    #expect(problem.verify(deep) == .rejected("the brackets are more than 100 deep"))
    #expect(!problem.verify(minus).isAccepted)
  }

  @Test func `The cost counts operations`() throws {
    let problem = try Countdown<WholeNumber>(text: "4 5 6 10 → 24 (any)")
    #expect(problem.verify("4*6") == .accepted(cost: 1))
    #expect(problem.verify("(10-4)*5-6") == .accepted(cost: 3))
  }

  /// Every bracket in an answer is needed: without any one pair the value, or the shape, differs.
  @Test func `Answers have no needless brackets`() throws {
    var random = SeededRandom(seed: 23)
    for _ in 0..<400 {
      let numbers = (0..<2 + random.below(6)).map { _ in Int32(1 + random.below(9)) }
      var problem = try Countdown<Fraction>(numbers: numbers, target: 24)
      var state = problem.start
      var steps: [StepCode] = []
      while let step = problem.randomStep(from: state, using: &random) {
        steps.append(step)
        state = problem.apply(step, to: state)
      }
      guard let target = Int32(problem.text(of: state)) else { continue }
      problem = try Countdown<Fraction>(numbers: numbers, target: target)
      let answer = problem.answer(steps)
      #expect(problem.verify(answer) == .accepted(cost: Float(numbers.count - 1)), "\(answer)")
      // Brackets around a product, after + or (, or around a whole answer, are needless.
      #expect(!answer.contains("((") || !answer.contains("))") || !answer.hasPrefix("(("))
      #expect(!answer.contains("+ ("), "\(answer)")
    }
  }

  @Test(arguments: [
    ("4 5 6 10 → 24", ["10 − 4 = 6", "6 × 5 = 30", "30 − 6 = 24"], "(10 - 4) * 5 - 6"),
    ("3 3 8 8 → 24", ["8 ÷ 3 = 8/3", "3 − 8/3 = 1/3", "8 ÷ 1/3 = 24"], "8 / (3 - 8 / 3)"),
    ("2 3 4 → 24 (any)", ["3 × 2 = 6", "6 × 4 = 24"], "3 * 2 * 4"),
    ("2 6 24 → 12 (any)", ["6 × 2 = 12"], "6 * 2"),
    ("2 3 24 → 4", ["3 × 2 = 6", "24 ÷ 6 = 4"], "24 / (3 * 2)"),
    ("1 2 9 → 8", ["2 − 1 = 1", "9 − 1 = 8"], "9 - (2 - 1)"),
  ])
  func `An answer spells the steps`(problem: String, steps: [String], answer: String) throws {
    let problem = try Countdown<Fraction>(text: problem)
    var state = problem.start
    var codes: [StepCode] = []
    for text in steps {
      var legal: [StepCode] = []
      problem.appendSteps(from: state, to: &legal)
      // Of equal texts (two sixes) the last: the newer number stands after its equals.
      let code = try #require(legal.last { problem.text(of: $0, from: state) == text })
      codes.append(code)
      state = problem.apply(code, to: state)
    }
    #expect(problem.isGoal(state))
    #expect(problem.answer(codes) == answer)
    #expect(problem.verify(answer).isAccepted)
  }
}
