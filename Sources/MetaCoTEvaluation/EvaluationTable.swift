/// What came out of an evaluation: a cell for each row and budget, and paired tests between cells.
public struct EvaluationTable: Encodable, Sendable, Equatable {
  /// What was measured.
  public let plan: EvaluationPlan
  /// The cells, row by row, each row from its smallest budget to its largest.
  public let cells: [Cell]
  /// Every cell against that of the first row that has one under the same budget, or the comparison
  /// that was asked for.
  public var comparisons: [Comparison]

  /// The table of these measurements, which are all that the plan asks for, in whatever order.
  /// - Complexity: O(measurements · log) time.
  public init(plan: EvaluationPlan, measurements: [EvaluationRecord]) {
    self.plan = plan
    let results = Dictionary(grouping: measurements, by: \.item).mapValues { group in
      group.sorted { ($0.budget ?? 0, $0.sample ?? 0) < ($1.budget ?? 0, $1.sample ?? 0) }
    }
    cells = plan.rows.flatMap { row in Self.cells(of: row, plan, results) }
    let cells = cells
    comparisons = cells.compactMap { cell in
      let first = cells.first { $0.budget == cell.budget && $0.unit == cell.unit }
      return first.flatMap { $0.row == cell.row ? nil : Comparison(cell, against: $0) }
    }
  }

  /// The cell that is called so: `astar heuristic@100`.
  public func cell(named label: String) -> Cell? { cells.first { $0.label == label } }

  private typealias Results = [EvaluationPlan.WorkItem: [EvaluationRecord]]

  private static func cells(
    of row: EvaluationRow, _ plan: EvaluationPlan, _ results: Results
  ) -> [Cell] {
    let method = plan.strategies.contains(row.method) ? nil : SamplingMethod(rawValue: row.method)
    let groups = plan.problems.ids.map { problem in
      plan.seeds.compactMap { seed in
        results[
          .init(
            problem: problem, strategy: method == nil ? row.method : nil, model: row.model,
            seed: seed)]
      }
    }
    guard let method else {
      return plan.budgets.budgets.enumerated().map { place, budget in
        Cell(
          row: row, budget: budget, unit: plan.budgets.unit.rawValue,
          problems: groups.map { runs in Tally(searches: runs.map { $0[place] }) })
      }
    }
    return plan.samples.compactMap { count in
      let tallies = groups.map { Tally(sampleSets: $0, method: method, count: count) }
      guard tallies.allSatisfy({ !$0.share.isNaN }) else { return nil }
      return Cell(row: row, budget: count, unit: "samples", problems: tallies)
    }
  }
}
