import Foundation
import MetaCoT
import TerminalUI

/// An evaluation's table as text: a line a cell, then the paired tests, columns aligned.
struct TableText {
  let table: EvaluationTable
  /// The data set that the problems were proved not to be learned from.
  let unseenIn: String?

  /// Both tables, with what was measured above them.
  var text: String {
    let plan = table.plan
    var heading = "\(plan.problems.ids.count) problems of \(plan.problems.name)"
    if plan.seeds.count > 1 { heading += ", \(plan.seeds.count) seeds each" }
    if let unseenIn { heading += ", all proved unseen in \(unseenIn)" }
    var text = heading + "\n\n" + Self.aligned(cellRows)
    if !table.comparisons.isEmpty {
      text += "\npaired, problem by problem (exact sign tests)\n\n" + Self.aligned(comparisonRows)
    }
    return text
  }

  private var cellRows: [[String]] {
    let cells = table.cells
    let showsTokens = cells.contains { $0.spent.tokens != nil }
    var header = ["", "budget", "solved", "95 %", "median to solution", "95 %"]
    header += ["expansions", "calls"] + (showsTokens ? ["tokens"] : []) + ["seconds"]
    return [header] + cells.map { row(of: $0, showsTokens: showsTokens) }
  }

  private func row(of cell: EvaluationTable.Cell, showsTokens: Bool) -> [String] {
    let spent = cell.spent
    let median = cell.medianInterval.map { "\(number($0[0]))–\(number($0[1]))" }
    let interval = "\(percent(cell.interval.lower))–\(percent(cell.interval.upper))"
    let unit = cell.budget == 1 ? String(cell.unit.dropLast()) : cell.unit
    let budget = "\(Figures.grouped(cell.budget)) \(unit)"
    var row = [cell.row.label, budget, percent(cell.solvedShare), interval]
    row += [number(cell.medianToSolution), median ?? "–"]
    row += [number(spent.expansions), number(spent.modelCalls)]
    if showsTokens { row.append(number(spent.tokens)) }
    return row + [Figures.significant(spent.seconds, digits: 2)]
  }

  private var comparisonRows: [[String]] {
    [["", "against", "solves more", "fewer", "p", "expands fewer", "more", "p"]]
      + table.comparisons.map { one in
        [one.cell, one.against, "\(one.solved.greater)", "\(one.solved.less)", p(one.solved)]
          + (one.expansions.map { ["\($0.less)", "\($0.greater)", p($0)] } ?? ["–", "–", "–"])
      }
  }

  private func percent(_ share: Double) -> String { Figures.fixed(100 * share, decimals: 1) + "%" }

  private func number(_ value: Double?) -> String {
    value.map { Figures.significant($0) } ?? "–"
  }

  private func p(_ test: SignTest) -> String {
    test.pValue < 0.001 ? "<0.001" : Figures.fixed(test.pValue, decimals: 3)
  }

  /// Rows with their columns aligned: names to the left, figures to the right.
  static func aligned(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in
      rows.map { TextWidth.columns(of: $0[column]) }.max() ?? 0
    }
    return rows.map { row in
      let fields = row.enumerated().map { column, field in
        let blank = String(
          repeating: " ", count: widths[column] - TextWidth.columns(of: field))
        return column == 0 || rows[0][column] == "against" ? field + blank : blank + field
      }
      var line = fields.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
