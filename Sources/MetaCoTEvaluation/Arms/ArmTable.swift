import MetaCoT

/// What came out of a comparison of arms: solved shares against tokens, with laws; paired
/// differences; what texts do; and problems that only a model solves.
package struct ArmTable: Encodable, Sendable, Equatable {
  /// An arm under one budget.
  package struct Point: Encodable, Sendable, Equatable {
    /// The budget, in tokens a problem; in expansions for a strategy whose model counts no tokens.
    package var budget: Int
    /// What was spent of it, as the mean a problem; nil where no tokens are counted.
    package var tokens: Double?
    /// The share of the problems that was solved.
    package var solvedShare: Double
    /// Its 95 % interval.
    package var interval: WilsonInterval
  }

  /// An arm under all budgets.
  package struct Row: Encodable, Sendable, Equatable {
    /// The arm.
    package var arm: Arm
    /// From the smallest budget to the largest.
    package var points: [Point]
    /// The share that is left unsolved against the tokens spent; nil where it cannot be fitted.
    package var law: PowerLaw?
  }

  /// An arm against the first, under one budget, problem by problem.
  package struct Comparison: Encodable, Sendable, Equatable {
    /// The arm.
    package var arm: String
    /// The first arm.
    package var against: String
    /// In tokens.
    package var budget: Int
    /// By how much more the arm solves.
    package var difference: PairedDifference
  }

  /// A budget from which on an arm solves more, or no longer more, than the first.
  package struct Crossing: Encodable, Sendable, Equatable {
    /// The arm.
    package var arm: String
    /// The first arm.
    package var against: String
    /// In tokens.
    package var budget: Int
    /// Whether it solves more from here on.
    package var isAbove: Bool
  }

  /// What the first texts of a source do.
  package struct Conduct: Encodable, Sendable, Equatable {
    /// The first arm that has the source.
    package var arm: String
    /// Means a text.
    package var tokens, tries, returns, checks, repeats, mistakes: Double
    /// How many texts ended in each way.
    package var endings: [WalkBehaviours.Ending.RawValue: Int]
  }

  /// Problems that a strategy without a network leaves unsolved under a budget.
  package struct Contrast: Encodable, Sendable, Equatable {
    /// The strategy's arm.
    package var arm: String
    /// Its budget, in expansions.
    package var expansions: Int
    /// How many problems it leaves unsolved.
    package var unsolved: Int
    /// How many of those other arms solve under their largest budgets, by their names.
    package var solvedBy: [String: Int]
  }

  /// How many problems there are.
  package let problemCount: Int
  /// A row an arm.
  package let rows: [Row]
  /// Every arm that counts tokens against the first of them, under every budget.
  package let comparisons: [Comparison]
  /// Where the curves of arms cross that of the first, as far as the budgets tell.
  package let crossings: [Crossing]
  /// A line a source of texts.
  package let conduct: [Conduct]
  /// What only models solve.
  package let contrasts: [Contrast]

  /// The table of what sources did about problems, which is there for every source of the arms.
  package init(
    arms: [Arm], problems: [String], tokens: [Int], expansions: [Int], attempts: [Attempts]
  ) {
    let bySource = Dictionary(grouping: attempts, by: \.source).mapValues { group in
      let byProblem = Dictionary(uniqueKeysWithValues: group.map { ($0.problem, $0) })
      return problems.compactMap { byProblem[$0] }
    }
    func work(of arm: Arm) -> [Attempts] { bySource[arm.source] ?? [] }
    func countsTokens(_ arm: Arm) -> Bool {
      work(of: arm).contains { $0.list.contains { $0.tokens > 0 } }
    }
    func solved(_ arm: Arm, within budget: Int) -> [Bool] {
      work(of: arm).map { $0.result(of: arm.method, within: budget).isSolved }
    }
    problemCount = problems.count
    let (spending, symbolic) = (arms.filter(countsTokens), arms.filter { !countsTokens($0) })
    rows = arms.map { arm in
      let all = work(of: arm)
      guard countsTokens(arm) else {
        return Row(
          arm: arm,
          points: expansions.sorted().map { budget in
            Point(budget: budget, all.map { $0.isSolved(withinExpansions: budget) }, tokens: nil)
          })
      }
      let points = tokens.sorted().map { budget in
        let results = all.map { $0.result(of: arm.method, within: budget) }
        let spent = results.reduce(0) { $0 + $1.tokens }
        return Point(
          budget: budget, results.map(\.isSolved),
          tokens: Double(spent) / Double(max(1, results.count)))
      }
      // Where nothing is solved yet, or all is, there is nothing to fit; nor is there to one answer.
      let fitted = points.filter {
        arm.method != .answer && 0 < $0.solvedShare && $0.solvedShare < 1
      }
      return Row(
        arm: arm, points: points,
        law: PowerLaw(fitted.map { ($0.tokens ?? 0, 1 - $0.solvedShare) }))
    }
    comparisons = spending.dropFirst().flatMap { arm in
      tokens.sorted().map { budget in
        Comparison(
          arm: arm.name, against: spending[0].name, budget: budget,
          difference: PairedDifference(
            solved(arm, within: budget), solved(spending[0], within: budget)))
      }
    }
    crossings = Self.crossings(comparisons)
    var told: Set<AttemptSource> = []
    conduct = arms.compactMap { arm in
      guard arm.source.instruction != nil, told.insert(arm.source).inserted else { return nil }
      return Conduct(arm: arm.name, work(of: arm))
    }
    let largest = tokens.max() ?? 0
    contrasts = symbolic.flatMap { arm in
      expansions.sorted().map { budget in
        let isLeft = work(of: arm).map { !$0.isSolved(withinExpansions: budget) }
        let solvedBy = spending.map { other in
          (other.name, zip(isLeft, solved(other, within: largest)).count { $0 && $1 })
        }
        return Contrast(
          arm: arm.name, expansions: budget, unsolved: isLeft.count { $0 },
          solvedBy: Dictionary(solvedBy, uniquingKeysWith: max))
      }
    }
  }

  private static func crossings(_ comparisons: [Comparison]) -> [Crossing] {
    zip(comparisons, comparisons.dropFirst()).compactMap { before, after in
      let isAbove = after.difference.difference > 0
      guard before.arm == after.arm, (before.difference.difference > 0) != isAbove else {
        return nil
      }
      return Crossing(
        arm: after.arm, against: after.against, budget: after.budget, isAbove: isAbove)
    }
  }

  /// The rows that count tokens as curves, for a plot.
  package var curve: ScalingCurve {
    ScalingCurve(
      .spent(.tokens),
      lines: rows.compactMap { row in
        let points = row.points.compactMap { point in
          point.tokens.flatMap { tokens in
            tokens > 0 ? (tokens, point.solvedShare, point.interval.range) : nil
          }
        }
        return points.isEmpty ? nil : .init(name: row.arm.name, points: points)
      })
  }
}

extension ArmTable.Point {
  fileprivate init(budget: Int, _ isSolved: [Bool], tokens: Double?) {
    self.budget = budget
    self.tokens = tokens
    solvedShare = Double(isSolved.count { $0 }) / Double(max(1, isSolved.count))
    interval = WilsonInterval(share: solvedShare, of: isSolved.count)
  }
}

extension ArmTable.Conduct {
  fileprivate init(arm: String, _ attempts: [Attempts]) {
    let texts = attempts.compactMap(\.behaviours)
    func mean(_ figure: (WalkBehaviours) -> Int) -> Double {
      Double(texts.reduce(0) { $0 + figure($1) }) / Double(max(1, texts.count))
    }
    self.arm = arm
    let written = attempts.reduce(0) { $0 + ($1.list.first?.tokens ?? 0) }
    tokens = Double(written) / Double(max(1, attempts.count))
    tries = mean(\.tries)
    returns = mean(\.returns)
    checks = mean(\.checks)
    repeats = mean(\.repeats)
    mistakes = mean { $0.mistakes + $0.falseGoals }
    endings = Dictionary(grouping: texts, by: \.ending.rawValue).mapValues(\.count)
  }
}
