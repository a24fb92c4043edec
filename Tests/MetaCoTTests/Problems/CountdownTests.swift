import Testing

@testable import MetaCoT

private typealias Whole = Countdown<WholeNumber>
private typealias Game24 = Countdown<Fraction>

/// The steps of Countdown as plainly as they can be written, on fractions as pairs of Int.
private struct PlainCountdown {
  var whole: Bool
  var positive: Bool

  /// The texts of the steps and of the states they lead to.
  func steps(_ numbers: [(Int, Int)]) -> [String] {
    var found: [String] = []
    let limit = Int(Int32.max) - (whole ? 1 : 0)
    for i in numbers.indices {
      for j in numbers.indices where j > i {
        let (a, b) = (numbers[i], numbers[j])
        func add(_ x: (Int, Int), _ sign: String, _ y: (Int, Int), _ n: Int, _ d: Int) {
          var divisor = 1
          if n == 0 { divisor = d }
          var (p, q) = (n, d)
          while q != 0 { (p, q) = (q, p % q) }
          if n != 0 { divisor = p }
          let result = (n / divisor, d / divisor)
          if whole, result.1 != 1 { return }
          if positive, result.0 == 0 { return }
          if result.0 > limit || result.1 > limit { return }
          var rest = numbers
          rest.remove(at: j)
          rest.remove(at: i)
          rest.append(result)
          found.append(
            "\(text(x)) \(sign) \(text(y)) = \(text(result)): \(state(rest))")
        }
        add(b, "+", a, a.0 * b.1 + b.0 * a.1, a.1 * b.1)
        add(b, "−", a, b.0 * a.1 - a.0 * b.1, a.1 * b.1)
        add(b, "×", a, a.0 * b.0, a.1 * b.1)
        if a.0 != 0 { add(b, "÷", a, b.0 * a.1, b.1 * a.0) }
        if !whole, a.0 != 0, a != b { add(a, "÷", b, a.0 * b.1, a.1 * b.0) }
      }
    }
    return found
  }

  func text(_ number: (Int, Int)) -> String {
    number.1 == 1 ? "\(number.0)" : "\(number.0)/\(number.1)"
  }

  func state(_ numbers: [(Int, Int)]) -> String {
    sorted(numbers).map(text).joined(separator: " ")
  }

  func sorted(_ numbers: [(Int, Int)]) -> [(Int, Int)] {
    numbers.sorted { $0.0 * $1.1 < $1.0 * $0.1 }
  }

  func parse(_ state: String) -> [(Int, Int)] {
    state.split(separator: " ").map { word in
      let parts = word.split(separator: "/").map { Int($0)! }
      return (parts[0], parts.count == 2 ? parts[1] : 1)
    }
  }
}

private func described<Number>(_ problem: Countdown<Number>, _ state: CountdownState<Number>)
  -> [String]
{
  var steps: [StepCode] = []
  problem.appendSteps(from: state, to: &steps)
  return steps.map {
    "\(problem.text(of: $0, from: state)): \(problem.text(of: problem.apply($0, to: state)))"
  }
}

@Suite struct CountdownTests {
  @Test func `A state is compact`() {
    #expect(MemoryLayout<CountdownState<WholeNumber>>.size == 32)
    #expect(MemoryLayout<CountdownState<Fraction>>.size == 64)
  }

  @Test(arguments: [
    "4 5 6 10 → 24", "10 4 6 5 -> 24", "3 6 25 50 75 100 → 952 (positive)", "7 → 7 (any)",
    "1 2 3 4 5 6 7 8 → 2147483646 (any, positive)", " 5  5 24 0 →24 ( any ) ",
    "2147483646 2 → 1073741823",
  ])
  func `Whole numbers keep the laws`(text: String) throws {
    try checkLaws(of: Whole(text: text), seed: 3)
  }

  @Test(arguments: ["3 3 8 8", "1 5 5 5 -> 24", "0 0 1 2 → 3 (any)", "13 11 7 5 3 → 24"])
  func `Fractions keep the laws`(text: String) throws {
    try checkLaws(of: Game24(text: text), seed: 5)
  }

  @Test func `Text is written in one form`() throws {
    #expect(try Whole(text: "10 4 -> 24 (any)").text == "10 4 → 24 (any)")
    #expect(try Game24(text: "3 3 8 8").text == "3 3 8 8 → 24")
    #expect(try Whole(text: "4 10 → 24 (all)").text == "4 10 → 24")
    #expect(try Whole(text: "4 5 6 10 → 24").statement == "I need 24 from 4, 5, 6 and 10.")
    #expect(try Whole(text: "4 → 4 (any)").statement == "I need 4 from some of 4.")
  }

  @Test(arguments: [
    ("4 5 6 10", "the target is missing: write \"4 5 6 10 → 24\""),
    ("4 5 → ", "one target is needed after the arrow: write \"4 5 6 10 → 24\""),
    ("4 → 5 → 6", "there are two arrows: write \"4 5 6 10 → 24\""),
    ("4 -5 → 6", "\"-5\" is not a number from 0 to 2147483646"),
    ("4 x → 6", "\"x\" is not a number from 0 to 2147483646"),
    ("4 2147483647 → 6", "\"2147483647\" is not a number from 0 to 2147483646"),
    (" → 6", "there are 0 numbers: give 1 to 8"),
    ("1 2 3 4 5 6 7 8 9 → 6", "there are 9 numbers: give 1 to 8"),
    ("1 2 → 6 (some)", "there is no rule \"some\": there are any, positive"),
    ("0 2 → 6 (positive)", "a number is 0: with \"positive\" every number is at least 1"),
  ])
  func `Bad text says what is wrong`(text: String, message: String) {
    #expect(throws: ProblemError(message)) { try Whole(text: text) }
  }

  @Test(arguments: [false, true], [false, true])
  func `Steps are those of the plain rules`(whole: Bool, positive: Bool) throws {
    var random = SeededRandom(seed: 17)
    let plain = PlainCountdown(whole: whole, positive: positive)
    for round in 0..<300 {
      let largest = [10, 100, 50_000][round % 3]
      let numbers = (0..<1 + random.below(8)).map { _ in
        Int32((positive ? 1 : 0) + random.below(largest))
      }
      func check<Number>(_ problem: Countdown<Number>) {
        var state = problem.start
        while true {
          let expected = plain.steps(plain.parse(problem.text(of: state)))
          #expect(described(problem, state) == expected)
          guard let step = problem.randomStep(from: state, using: &random) else { break }
          state = problem.apply(step, to: state)
        }
      }
      if whole {
        check(
          try Whole(numbers: numbers, target: 24, rules: .init(isPositive: positive)))
      } else {
        check(try Game24(numbers: numbers, target: 24, rules: .init(isPositive: positive)))
      }
    }
  }

  @Test func `What uses any numbers ends at the target`() throws {
    let problem = try Whole(text: "5 7 24 → 24 (any)")
    #expect(problem.isGoal(problem.start))
    #expect(described(problem, problem.start).isEmpty)
    #expect(problem.answer([]) == "24")
    #expect(try !Whole(text: "5 7 24 → 24").isGoal(problem.start))
  }

  @Test func `A step that overflows is not legal`() throws {
    let problem = try Whole(text: "2147483646 2147483646 → 0")
    #expect(
      described(problem, problem.start) == [
        "2147483646 − 2147483646 = 0: 0", "2147483646 ÷ 2147483646 = 1: 1",
      ])
    // 46341² is the first square above the largest number.
    let square = try Whole(text: "46341 46341 → 0")
    #expect(!described(square, square.start).contains { $0.contains("×") })
  }

  @Test(arguments: [
    "3 6 25 50 75 100 → 952 (positive)", "1 1 2 2 → 24", "8 24 → 3",
    "1 2 3 4 5 6 7 8 → 100 (any)",
  ])
  func `A random step is uniform`(text: String) throws {
    let problem = try Whole(text: text)
    var steps: [StepCode] = []
    problem.appendSteps(from: problem.start, to: &steps)
    let degrees = Double(steps.count - 1)
    let statistic = chiSquare(of: problem, from: problem.start, draws: 40_000, seed: 11)
    // Mean `degrees`, variance 2 `degrees`: five standard deviations.
    #expect(statistic < degrees + 5 * (2 * degrees).squareRoot())
  }

  @Test func `A random step of fractions is uniform`() throws {
    let problem = try Game24(text: "1 5 5 5")
    let degrees = Double(described(problem, problem.start).count - 1)
    let statistic = chiSquare(of: problem, from: problem.start, draws: 40_000, seed: 12)
    #expect(statistic < degrees + 5 * (2 * degrees).squareRoot())
  }

  @Test func `A random step finds the few legal ones`() throws {
    let problem = try Whole(text: "2147483645 2147483646 → 1")
    var random = SeededRandom(seed: 1)
    for _ in 0..<100 {
      let step = try #require(problem.randomStep(from: problem.start, using: &random))
      #expect(problem.text(of: step, from: problem.start) == "2147483646 − 2147483645 = 1")
    }
  }

  @Test(arguments: [
    "4 5 6 10 → 24", "3 7 9 11 → 100", "1 2 3 4 5 → 77 (any)", "2 2 4 8 → 0",
    "2 4 4 7 → 0 (positive)", "2 3 5 30 → 31 (any, positive)",
  ])
  func `The cost to go is admissible`(text: String) throws {
    let problem = try Whole(text: text)
    for (state, cost) in trueCosts(of: problem) {
      #expect(problem.costToGo(state) <= cost, "\(problem.text(of: state))")
      if problem.heuristicValue(state) == 0 { #expect(cost == .infinity) }
    }
  }

  @Test func `The cost to go of fractions is admissible`() throws {
    for text in ["3 3 8 8", "1 5 5 5", "1 1 1 1", "2 3 5 7 → 3 (any)"] {
      let problem = try Game24(text: text)
      for (state, cost) in trueCosts(of: problem) {
        #expect(problem.costToGo(state) <= cost, "\(problem.text(of: state))")
      }
    }
  }

  @Test func `Some games need fractions`() throws {
    for numbers: [Int32] in [[3, 3, 8, 8], [1, 5, 5, 5]] {
      #expect(try Game24(numbers: numbers, target: 24).hasSolution)
      #expect(try !Whole(numbers: numbers, target: 24).hasSolution)
    }
    #expect(try !Game24(text: "1 1 1 1").hasSolution)
    #expect(try Whole(text: "5 5 24 → 24").hasSolution, "24 + (5 − 5)")
    #expect(try Whole(text: "3 6 25 50 75 100 → 952 (positive)").hasSolution)
  }

  @Test func `Numbers of the generator have solutions`() throws {
    for seed: UInt64 in 0..<40 {
      for any in 0...1 {
        let parameters: [String: JSONValue] = [
          "count": JSONValue(integerLiteral: 2 + Int(seed % 4)),
          "any": JSONValue(integerLiteral: any), "large": JSONValue(integerLiteral: Int(seed % 3)),
        ]
        let kind = try ProblemRegistry.kind(named: "countdown")
        let problem = try #require(kind.generate(seed: seed, parameters: parameters) as? Whole)
        #expect(problem.hasSolution, "\(problem.text)")
        #expect((10...100).contains(problem.target))
        #expect(problem.numbers.count == 2 + Int(seed % 4))
        #expect(problem.rules.usesAll == (any == 0))
        #expect(try kind.generate(seed: seed, parameters: parameters).text == problem.text)
      }
    }
  }

  @Test func `Games of the generator have solutions`() throws {
    let kind = try ProblemRegistry.kind(named: "24")
    for seed: UInt64 in 0..<6 {
      let problem = try #require(kind.generate(seed: seed) as? Game24)
      #expect(problem.hasSolution && problem.numbers.count == 4)
    }
    let hard = try #require(kind.generate(seed: 1, parameters: ["fractions": 1]) as? Game24)
    #expect(hard.hasSolution)
    #expect(try !Whole(numbers: hard.numbers, target: 24).hasSolution)
  }
}
