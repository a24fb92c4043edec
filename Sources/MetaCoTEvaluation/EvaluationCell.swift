extension EvaluationTable {
  /// A row under one budget.
  public struct Cell: Encodable, Sendable, Equatable {
    /// Strategy or sampling method, and model.
    public var row: EvaluationRow
    /// The budget.
    public var budget: Int
    /// What the budget counts: `expansions`, `calls` or `samples`.
    public var unit: String
    /// How many problems were tried.
    public var problemCount: Int
    /// The share that was solved: the mean over problems of each one's share over seeds.
    public var solvedShare: Double
    /// The 95 % interval of the share; problems, not runs, are what is independent.
    public var interval: WilsonInterval
    /// The median of the expansions to a solution, where what is not solved counts as infinitely
    /// many; nil if that is the median, or where nothing is expanded.
    public var medianToSolution: Double?
    /// The 95 % interval of that median; nil where it is not bounded.
    public var medianInterval: [Double]?
    /// What a problem took on average, solved or not.
    public var spent: Spending
    /// Of each problem, in the plan's order, for paired tests: how often it was solved, and its
    /// expansions to a solution.
    let solved: [Double]
    let costs: [Double]?

    private enum CodingKeys: CodingKey {
      case row, budget, unit, problemCount, solvedShare, interval, medianToSolution,
        medianInterval, spent
    }

    /// How it is called: `astar heuristic@100`.
    public var label: String { "\(row.label)@\(budget)" }

    init(row: EvaluationRow, budget: Int, unit: String, problems: [Tally]) {
      self.row = row
      self.budget = budget
      self.unit = unit
      problemCount = problems.count
      solved = problems.map(\.solved)
      solvedShare = problems.reduce(0) { $0 + $1.share } / Double(max(1, problems.count))
      interval = WilsonInterval(share: solvedShare, of: problems.count)
      let costs = problems.compactMap(\.expansionsToSolution)
      self.costs = costs.count == problems.count ? costs : nil
      if let median = self.costs.flatMap({ Median(of: $0) }) {
        medianToSolution = median.value.isFinite ? median.value : nil
        medianInterval = median.interval.flatMap {
          $0.upperBound.isFinite ? [$0.lowerBound, $0.upperBound] : nil
        }
      }
      spent = Spending(meanOf: problems.map(\.spent))
    }
  }

  /// What was spent on a problem, on average.
  public struct Spending: Codable, Sendable, Equatable {
    /// Nodes expanded; nil where there are none.
    public var expansions: Double?
    /// States evaluated by the model.
    public var modelCalls: Double
    /// Tokens computed; nil where there are none, or they were not counted.
    public var tokens: Double?
    /// Wall-clock seconds.
    public var seconds: Double

    /// The sum of what some measurements took, times a factor.
    init(_ measurements: some Collection<EvaluationRecord>, times factor: Double) {
      func sum(_ figure: (EvaluationRecord) -> Int?) -> Double? {
        let figures = measurements.compactMap(figure)
        guard figures.count == measurements.count else { return nil }
        return Double(figures.reduce(0, +)) * factor
      }
      expansions = sum(\.expansions)
      modelCalls = sum(\.modelCalls) ?? 0
      let counted = measurements.reduce(0) { $0 + ($1.tokens ?? 0) }
      tokens = counted > 0 ? Double(counted) * factor : nil
      seconds = measurements.reduce(0) { $0 + $1.seconds } * factor
    }

    /// The mean; expansions that are not known of one are not known of all.
    init(meanOf all: [Spending]) {
      func mean(_ figure: (Spending) -> Double?) -> Double? {
        let figures = all.compactMap(figure)
        guard figures.count == all.count else { return nil }
        return figures.reduce(0, +) / Double(max(1, all.count))
      }
      expansions = mean(\.expansions)
      modelCalls = mean(\.modelCalls) ?? 0
      let counted = all.reduce(0) { $0 + ($1.tokens ?? 0) }
      tokens = counted > 0 ? counted / Double(all.count) : nil
      seconds = mean(\.seconds) ?? 0
    }
  }

  /// What a cell holds of one problem: figures over all seeds.
  struct Tally {
    /// The share of the seeds with which it was solved, or the mean of their estimates of it; NaN
    /// where the method cannot choose.
    var share: Double
    /// The share of the seeds with which it was solved.
    var solved: Double
    /// The mean of the expansions to a solution, infinite if one seed has none; nil where nothing is
    /// expanded, or several samples are judged.
    var expansionsToSolution: Double?
    /// The mean of what it took.
    var spent: Spending

    /// Of searches, one a seed.
    init(searches runs: [EvaluationRecord]) {
      let count = Double(max(1, runs.count))
      solved = Double(runs.count { $0.solved }) / count
      share = solved
      spent = Spending(runs, times: 1 / count)
      expansionsToSolution = runs.allSatisfy(\.solved) ? spent.expansions : .infinity
    }

    /// Of sets of samples, one a seed. What was spent is what the first `count` took.
    init(sampleSets: [[EvaluationRecord]], method: SamplingMethod, count: Int) {
      let sets = sampleSets.map { $0.map(\.sampledAnswer) }
      let shares = sets.map { method.solvedShare($0, count: count) ?? .nan }
      share = shares.reduce(0, +) / Double(max(1, sets.count))
      solved =
        Double(sets.count { method.isSolved($0, count: count) == true })
        / Double(max(1, sets.count))
      let judged = sampleSets.flatMap { $0.prefix(count) }
      spent = Spending(judged, times: 1 / Double(max(1, sampleSets.count)))
    }
  }

  /// Two cells, problem by problem.
  public struct Comparison: Codable, Sendable, Equatable {
    /// The one.
    public var cell: String
    /// The other.
    public var against: String
    /// How many problems the one solves with more of the seeds, and the other. With one seed this is
    /// McNemar's exact test. For pass@k it is the first k samples that count.
    public var solved: SignTest
    /// The expansions to a solution, where what is not solved counts as infinitely many: how many
    /// problems take the one more, and how many fewer. Nil where one of them expands nothing.
    public var expansions: SignTest?

    /// Compares two cells of one table.
    public init(_ cell: Cell, against other: Cell) {
      self.cell = cell.label
      against = other.label
      solved = SignTest(cell.solved, other.solved)
      if let costs = cell.costs, let others = other.costs { expansions = SignTest(costs, others) }
    }
  }
}
