import MetaCoTEvaluation
import TerminalUI

/// Two ways to search a problem set, as sentences and as a table.
package struct SetComparisonText {
  private let outcomes: PairedOutcomes
  private let names: (first: String, second: String)

  /// Texts about these outcomes, of ways that are called so.
  package init(_ outcomes: PairedOutcomes, names: (first: String, second: String)) {
    self.outcomes = outcomes
    self.names = names
  }

  /// What all problems come to, a fact a line.
  package var sentences: [String] {
    let summary = outcomes.summary
    guard summary.problems > 0 else { return [] }
    var lines = [
      "solved: \(names.first) \(Self.share(summary.first)), "
        + "\(names.second) \(Self.share(summary.second)); "
        + "\(Self.points(summary.difference.difference)) points "
        + "(\(Self.points(summary.difference.lower)) to \(Self.points(summary.difference.upper))), "
        + Self.p(summary.difference.test.pValue)
    ]
    var verdicts =
      "by \(summary.by.rawValue): \(NumberFormat.counted(summary.wins, "win")) of \(names.first), "
      + "\(NumberFormat.counted(summary.ties, "tie")), "
      + (summary.losses == 1 ? "1 loss" : "\(summary.losses) losses")
    if summary.unknown > 0 { verdicts += ", \(summary.unknown) unknown" }
    if let share = summary.winShare, let interval = summary.winInterval {
      verdicts += "; \(NumberFormat.percent(share)) of those decided (\(Self.range(interval))), "
      verdicts += Self.p(summary.pValue)
    }
    lines.append(verdicts)
    if let ratio = summary.medianRatio {
      var line = "\(summary.by.rawValue) where both solve: \(names.second) spends "
      line += "\(NumberFormat.significant(ratio)) times what \(names.first) does"
      if let interval = summary.ratioInterval {
        let bounds = interval.map { NumberFormat.significant($0) }.joined(separator: " to ")
        line += " (median; \(bounds))"
      } else {
        line += " (median)"
      }
      lines.append(line)
    }
    return lines
  }

  /// The rows, in the order of the problems: what each came to, the first's figures beside the
  /// second's.
  package var table: CellTable {
    let titles =
      ["problem", "result"]
      + ["solved", "cost", "expansions", "calls", "tokens", "seconds"].flatMap {
        ["\($0)1", "\($0)2"]
      }
    let rows = outcomes.rows.compactMap { $0 }.map { row -> [CellTable.Cell] in
      let runs = [row.first, row.second]
      func pair(_ figure: (PairedOutcomes.Run) -> Double?) -> [CellTable.Cell] {
        runs.map { .number(figure($0)) }
      }
      var cells: [CellTable.Cell] = [
        .text(row.problem), .text(row.verdict(by: outcomes.cost).rawValue),
      ]
      cells += runs.map { .text($0.solved ? "yes" : "no") }
      cells += pair(\.cost)
      for cost in [ScalingCurve.Cost.expansions, .calls, .tokens] {
        cells += pair { $0.spent(cost) }
      }
      cells += runs.map { .figure($0.seconds, NumberFormat.significant($0.seconds, digits: 2)) }
      return cells
    }
    return CellTable(titles: titles, rows: rows)
  }

  private static func share(_ side: PairedOutcomes.Summary.Side) -> String {
    "\(NumberFormat.percent(side.share)) (\(range(side.interval)))"
  }

  private static func range(_ interval: WilsonInterval) -> String {
    "\(NumberFormat.percent(interval.lower)) to \(NumberFormat.percent(interval.upper))"
  }

  private static func points(_ difference: Double) -> String {
    (difference < 0 ? "−" : "+") + NumberFormat.fixed(100 * abs(difference), decimals: 1)
  }

  private static func p(_ value: Double) -> String {
    value < 0.001 ? "p < 0.001" : "p = " + NumberFormat.fixed(value, decimals: 3)
  }
}
