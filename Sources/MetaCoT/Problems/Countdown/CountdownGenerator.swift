extension Countdown: ProblemFamily {
  /// What the numbers are played with, in one line.
  public static var help: String { Number.help }

  /// A problem for these numbers.
  public static var example: String { Number.example }

  /// What generated problems can be asked for.
  public static var parameters: [Parameter] { Number.parameters }

  /// A problem with a solution.
  public static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Countdown {
    try Number.generate(using: &random, parameters: parameters)
  }

  /// Whether there is a solution: tries every step, every state once. For up to five numbers.
  var hasSolution: Bool {
    var seen: Set<CountdownState<Number>> = [start]
    var open = [start]
    var steps: [StepCode] = []
    while let state = open.popLast() {
      if isGoal(state) { return true }
      if costToGo(state) == .infinity { continue }
      steps.removeAll(keepingCapacity: true)
      appendSteps(from: state, to: &steps)
      for step in steps {
        let next = apply(step, to: state)
        if seen.insert(next).inserted { open.append(next) }
      }
    }
    return false
  }
}

extension Countdown<WholeNumber> {
  /// The Game of 24 that is meant where whole numbers alone do not make 24, but fractions do.
  var gameOf24: Countdown<Fraction>? {
    guard target == 24, rules == Rules(), numbers.count <= 5, !hasSolution,
      let game = try? Countdown<Fraction>(numbers: numbers, target: 24), game.hasSolution
    else { return nil }
    return game
  }
}

extension WholeNumber {
  /// `countdown`.
  public static let kind = "countdown"

  /// One line.
  public static let help = "join whole numbers by + - * / to make the target"

  /// Solved by (10 - 4) * 5 - 6.
  public static let example = "4 5 6 10 → 24"

  /// The target must be named.
  public static let standardTarget: Int32? = nil

  /// Difficulty grows with the count, the size of the numbers and the target; `any` makes it
  /// easier.
  public static let parameters: [Parameter] = [
    Parameter("count", whole: 2...8, default: 4, "how many numbers"),
    Parameter("largest", whole: 2...100_000, default: 25, "the largest number that may occur"),
    Parameter("large", whole: 0...4, default: 0, "how many of them are drawn from 25, 50, 75, 100"),
    Parameter("target-from", whole: 0...1_000_000, default: 10, "the smallest target"),
    Parameter("target-to", whole: 0...1_000_000, default: 100, "the largest target"),
    Parameter("any", whole: 0...1, default: 0, "1: not all numbers need be used"),
  ]

  /// Draws numbers and joins them at random until what comes out is a target in the range, so that
  /// the way it was made is a solution.
  public static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Countdown<WholeNumber> {
    let count = parameters[whole: "count"]
    let large = min(parameters[whole: "large"], count)
    let (from, to) = (
      Int32(parameters[whole: "target-from"]), Int32(parameters[whole: "target-to"])
    )
    guard from <= to else {
      throw ProblemError("target-from is \(from), target-to \(to): give from <= to")
    }
    let rules = Countdown<WholeNumber>.Rules(usesAll: parameters[whole: "any"] == 0)
    for _ in 0..<100_000 {
      var largeNumbers: [Int32] = [25, 50, 75, 100]
      let numbers = (0..<count).map { index in
        index < large
          ? largeNumbers.remove(at: random.below(largeNumbers.count))
          : Int32(1 + random.below(parameters[whole: "largest"]))
      }
      // The rule `all` for the drawing: where any will do, it stops at a random length instead.
      let whole = try Countdown<WholeNumber>(numbers: numbers, target: 0)
      var state = whole.start
      let joins = rules.usesAll ? count - 1 : 1 + random.below(count - 1)
      var last = state[0]
      for _ in 0..<joins {
        guard let step = whole.randomStep(from: state, using: &random) else { break }
        let (i, j, operation) = Countdown<WholeNumber>.parts(of: step)
        last = result(operation, state[i], state[j])
        state = whole.apply(step, to: state)
      }
      let target = rules.usesAll ? state[0].value : last.value
      if (from...to).contains(target), rules.usesAll || !numbers.contains(target) {
        return try Countdown(
          numbers: numbers.sorted(), target: target, rules: rules)
      }
    }
    throw ProblemError("no target from \(from) to \(to) was met: widen the range")
  }
}

extension Fraction {
  /// `24`.
  public static let kind = "24"

  /// One line.
  public static let help = "Game of 24: make 24 of all the numbers, in exact fractions"

  /// Solved by 8 / (3 - 8 / 3), and by nothing without fractions.
  public static let example = "3 3 8 8 → 24"

  /// 24.
  public static let standardTarget: Int32? = 24

  /// Four numbers up to 13 are the card game.
  public static let parameters: [Parameter] = [
    Parameter("count", whole: 3...5, default: 4, "how many numbers"),
    Parameter("largest", whole: 4...100, default: 13, "the largest number that may occur"),
    Parameter("fractions", whole: 0...1, default: 0, "1: only problems that need fractions"),
  ]

  /// Draws numbers until they can be solved, which is checked by trying everything.
  public static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Countdown<Fraction> {
    for _ in 0..<100_000 {
      let numbers = (0..<parameters[whole: "count"]).map { _ in
        Int32(1 + random.below(parameters[whole: "largest"]))
      }
      .sorted()
      if parameters[whole: "fractions"] == 1,
        try Countdown<WholeNumber>(numbers: numbers, target: 24).hasSolution
      {
        continue
      }
      let problem = try Countdown<Fraction>(numbers: numbers, target: 24)
      if problem.hasSolution { return problem }
    }
    throw ProblemError("no such problem was met in 100,000 draws: relax a parameter")
  }
}
