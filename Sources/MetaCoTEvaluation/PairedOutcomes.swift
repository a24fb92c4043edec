import MetaCoT

/// Two ways to search, problem by problem: what each came to, and which of them did better.
package struct PairedOutcomes: Sendable {
  /// What one way came to on one problem. What is not known is nil.
  package struct Run: Codable, Sendable, Equatable {
    /// Whether an accepted answer was found.
    package var solved: Bool
    /// The cost of the best answer.
    package var cost: Double?
    /// Nodes expanded.
    package var expansions: Int?
    /// States evaluated by the model.
    package var calls: Int?
    /// Tokens that a language model read or wrote.
    package var tokens: Int?
    /// Wall-clock seconds.
    package var seconds: Double
    /// Why the search stopped.
    package var stopped: String?

    /// What a search came to.
    package init(_ outcome: Outcome, seconds: Double) {
      solved = outcome.solved
      cost = outcome.cost.flatMap { $0.isFinite ? $0 : nil }
      expansions = outcome.expansions
      calls = outcome.modelCalls
      tokens = outcome.tokens
      self.seconds = (seconds * 1e6).rounded() / 1e6
      stopped = outcome.stopped
    }

    /// What was spent; nil where it was not counted.
    package func spent(_ cost: ScalingCurve.Cost) -> Double? {
      switch cost {
      case .expansions: expansions.map(Double.init)
      case .calls: calls.map(Double.init)
      case .tokens: tokens.map(Double.init)
      case .seconds: seconds
      }
    }
  }

  /// Which way did better on a problem: the one that solves it, or of two that do, the one that spends
  /// less.
  package enum Verdict: String, Codable, Sendable {
    /// The first way.
    case win
    /// Neither: both spend as much, or neither solves it.
    case tie
    /// The second way.
    case loss
    /// Both solve it, and what one of them spends was not counted.
    case unknown
  }

  /// What both came to on a problem.
  package struct Row: Sendable, Equatable {
    /// The problem's id.
    package var problem: String
    /// What the first way came to.
    package var first: Run
    /// What the second way came to.
    package var second: Run

    /// Which of them did better by what they spend.
    package func verdict(by cost: ScalingCurve.Cost) -> Verdict {
      guard first.solved == second.solved else { return first.solved ? .win : .loss }
      guard first.solved else { return .tie }
      guard let a = first.spent(cost), let b = second.spent(cost) else { return .unknown }
      return a < b ? .win : a > b ? .loss : .tie
    }
  }

  /// The ids of all problems, in their order.
  package let problems: [String]
  /// What is spent, and decides between two that solve a problem.
  package var cost: ScalingCurve.Cost
  /// What is known of each problem so far, in the order of the problems.
  package private(set) var rows: [Row?]

  /// Nothing yet of these problems.
  package init(problems: [String], cost: ScalingCurve.Cost) {
    self.problems = problems
    self.cost = cost
    rows = Array(repeating: nil, count: problems.count)
  }

  /// Takes in what both ways came to on the problem at a place.
  package mutating func set(_ first: Run, _ second: Run, at place: Int) {
    rows[place] = Row(problem: problems[place], first: first, second: second)
  }

  /// How many problems both ways have ended on.
  package var finishedCount: Int { rows.count { $0 != nil } }

  /// Whether one of the two counts tokens.
  package var countsTokens: Bool {
    rows.contains { ($0?.first.tokens ?? $0?.second.tokens) != nil }
  }

  /// What all problems so far come to.
  /// - Complexity: O(n log n).
  package var summary: Summary { Summary(rows.compactMap { $0 }, by: cost) }

  /// Several problems taken together.
  package struct Summary: Encodable, Sendable, Equatable {
    /// What one way came to.
    package struct Side: Encodable, Sendable, Equatable {
      /// How many problems it solved.
      package var solved: Int
      /// The share that it solved.
      package var share: Double
      /// The interval of that share.
      package var interval: WilsonInterval
    }

    /// How many problems.
    package var problems: Int
    /// What is spent, and decides between two that solve a problem.
    package var by: ScalingCurve.Cost
    /// What the first way came to.
    package var first: Side
    /// What the second way came to.
    package var second: Side
    /// By how much more the first way solves.
    package var difference: PairedDifference
    /// Problems on which the first way did better.
    package var wins: Int
    /// Problems on which neither did.
    package var ties: Int
    /// Problems on which the second way did better.
    package var losses: Int
    /// Problems of which it is not known.
    package var unknown: Int
    /// The share of wins among wins and losses; nil where there are none.
    package var winShare: Double?
    /// The interval of that share.
    package var winInterval: WilsonInterval?
    /// How probable wins and losses at least as uneven are, if neither way is better.
    package var pValue: Double
    /// Where both solve a problem: the median of what the second spends as a multiple of what the first
    /// does; nil where there is none.
    package var medianRatio: Double?
    /// The interval of that median; nil where it is not bounded.
    package var ratioInterval: [Double]?

    init(_ rows: [Row], by cost: ScalingCurve.Cost) {
      func side(_ run: (Row) -> Run) -> Side {
        let solved = rows.count { run($0).solved }
        let share = Double(solved) / Double(max(1, rows.count))
        return Side(
          solved: solved, share: share, interval: WilsonInterval(share: share, of: rows.count))
      }
      problems = rows.count
      by = cost
      (first, second) = (side(\.first), side(\.second))
      difference = PairedDifference(rows.map(\.first.solved), rows.map(\.second.solved))
      let verdicts = rows.map { $0.verdict(by: cost) }
      wins = verdicts.count { $0 == .win }
      ties = verdicts.count { $0 == .tie }
      losses = verdicts.count { $0 == .loss }
      unknown = verdicts.count { $0 == .unknown }
      pValue = SignTest(greater: wins, less: losses, equal: ties).pValue
      let decided = wins + losses
      if decided > 0 {
        let share = Double(wins) / Double(decided)
        (winShare, winInterval) = (share, WilsonInterval(share: share, of: decided))
      }
      let ratios = rows.compactMap { row -> Double? in
        guard row.first.solved, row.second.solved, let a = row.first.spent(cost),
          let b = row.second.spent(cost), a > 0, b > 0
        else { return nil }
        return b / a
      }
      let median = Median(of: ratios)
      medianRatio = median?.value
      ratioInterval = median?.interval.map { [$0.lowerBound, $0.upperBound] }
    }
  }
}
