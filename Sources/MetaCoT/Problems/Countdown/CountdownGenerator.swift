extension Countdown: ProblemFamily {
  /// What the numbers are played with, in one line.
  package static var help: String { Number.help }

  /// A problem for these numbers.
  package static var example: String { Number.example }

  /// What generated problems can be asked for.
  package static var parameters: [Parameter] { Number.parameters }

  /// A problem with a solution.
  package static func generate(
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
  package static let kind = "countdown"

  /// One line.
  package static let help = "join whole numbers by + - * / to make the target"

  /// Solved by (10 - 4) * 5 - 6.
  package static let example = "4 5 6 10 → 24"

  /// The target must be named.
  package static let standardTarget: Int32? = nil

  /// Difficulty grows with the count, the size of the numbers and the target, and where the target
  /// is drawn first; `any` makes it easier.
  package static let parameters: [Parameter] = [
    Parameter("count", whole: 2...8, default: 4, "how many numbers"),
    Parameter("largest", whole: 2...100_000, default: 25, "the largest number that may occur"),
    Parameter("large", whole: 0...4, default: 0, "how many of them are drawn from 25, 50, 75, 100"),
    Parameter("target-from", whole: 0...1_000_000, default: 10, "the smallest target"),
    Parameter("target-to", whole: 0...1_000_000, default: 100, "the largest target"),
    Parameter("any", whole: 0...1, default: 0, "1: not all numbers need be used"),
    Parameter(
      "draw", choices: ["joins", "target"],
      "joins of the numbers, which give the target; or the target, then numbers that make it"),
    Parameter(
      "paths", whole: 0...1_000_000, default: 0, "the most solution paths; 0: any number of them"),
  ]

  /// The most numbers of a problem all of whose states are looked at while it is drawn.
  private static let mostNumbersTried = 5

  /// Draws problems until one has a solution and not too many solution paths.
  package static func generate(
    using random: inout SeededRandom, parameters: ParameterValues
  ) throws -> Countdown<WholeNumber> {
    let (from, to) = (parameters[whole: "target-from"], parameters[whole: "target-to"])
    guard from <= to else {
      throw ProblemError("target-from is \(from), target-to \(to): give from <= to")
    }
    let drawsTarget = parameters[choice: "draw"] == "target"
    let mostPaths = parameters[whole: "paths"]
    guard parameters[whole: "count"] <= mostNumbersTried || !drawsTarget && mostPaths == 0 else {
      throw ProblemError(
        "draw=target and paths try everything: give count=\(mostNumbersTried) at most")
    }
    for _ in 0..<100_000 {
      let problem =
        drawsTarget
        ? try drawTarget(using: &random, parameters) : try drawJoins(using: &random, parameters)
      guard let problem else { continue }
      if mostPaths > 0, problem.difficulty().map({ $0.solutionPaths > mostPaths }) ?? true {
        continue
      }
      return problem
    }
    throw ProblemError(
      "no such problem was met in 100,000 draws: widen the range of targets or allow more paths")
  }

  private static func drawNumbers(
    using random: inout SeededRandom, _ parameters: ParameterValues
  ) -> [Int32] {
    var largeNumbers: [Int32] = [25, 50, 75, 100]
    return (0..<parameters[whole: "count"]).map { index in
      index < parameters[whole: "large"]
        ? largeNumbers.remove(at: random.below(largeNumbers.count))
        : Int32(1 + random.below(parameters[whole: "largest"]))
    }
  }

  private static func rules(_ parameters: ParameterValues) -> Countdown<WholeNumber>.Rules {
    .init(usesAll: parameters[whole: "any"] == 0)
  }

  /// Draws numbers and joins them at random: the way it was made is a solution. Nil where what comes
  /// out is no target in the range. Problems with many solutions come up more often.
  private static func drawJoins(
    using random: inout SeededRandom, _ parameters: ParameterValues
  ) throws -> Countdown<WholeNumber>? {
    let numbers = drawNumbers(using: &random, parameters)
    let rules = rules(parameters)
    // The rule `all` for the drawing: where any will do, it stops at a random length instead.
    let whole = try Countdown<WholeNumber>(numbers: numbers, target: 0)
    var state = whole.start
    let joins = rules.usesAll ? numbers.count - 1 : 1 + random.below(numbers.count - 1)
    var last = state[0]
    for _ in 0..<joins {
      guard let step = whole.randomStep(from: state, using: &random) else { break }
      let (i, j, operation) = Countdown<WholeNumber>.parts(of: step)
      last = result(operation, state[i], state[j])
      state = whole.apply(step, to: state)
    }
    let target = rules.usesAll ? state[0].value : last.value
    let range = Int32(parameters[whole: "target-from"])...Int32(parameters[whole: "target-to"])
    guard range.contains(target), rules.usesAll || !numbers.contains(target) else { return nil }
    return try Countdown(numbers: numbers.sorted(), target: target, rules: rules)
  }

  /// Draws a target, all being equally probable, and numbers; nil where these do not make it. This
  /// is how the problems of Stream of Search (Gandhi et al., 2024) are drawn.
  private static func drawTarget(
    using random: inout SeededRandom, _ parameters: ParameterValues
  ) throws -> Countdown<WholeNumber>? {
    let (from, to) = (parameters[whole: "target-from"], parameters[whole: "target-to"])
    let target = Int32(from + random.below(to - from + 1))
    let numbers = drawNumbers(using: &random, parameters).sorted()
    guard parameters[whole: "any"] == 0 || !numbers.contains(target) else { return nil }
    let problem = try Countdown<WholeNumber>(
      numbers: numbers, target: target, rules: rules(parameters))
    return problem.hasSolution ? problem : nil
  }
}

extension Fraction {
  /// `24`.
  package static let kind = "24"

  /// One line.
  package static let help = "Game of 24: make 24 of all the numbers, in exact fractions"

  /// Solved by 8 / (3 - 8 / 3), and by nothing without fractions.
  package static let example = "3 3 8 8 → 24"

  /// 24.
  package static let standardTarget: Int32? = 24

  /// Four numbers up to 13 are the card game.
  package static let parameters: [Parameter] = [
    Parameter("count", whole: 3...5, default: 4, "how many numbers"),
    Parameter("largest", whole: 4...100, default: 13, "the largest number that may occur"),
    Parameter("fractions", whole: 0...1, default: 0, "1: only problems that need fractions"),
  ]

  /// Draws numbers until they can be solved, which is checked by trying everything.
  package static func generate(
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
