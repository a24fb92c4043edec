import Foundation
import MetaCoT
import MetaCoTEvaluation
import TerminalUI

/// An evaluation's table as text: a line a cell, then the paired tests.
struct TableText {
  let table: EvaluationTable
  /// What was proved of problems that were not learned from, for the heading.
  let unseen: String?

  /// Both tables, with what was measured above them.
  var text: String {
    let plan = table.plan
    var heading = NumberFormat.counted(plan.problems.ids.count, "problem")
    if plan.problems.name != ProblemSet.builtIn.name { heading += " of \(plan.problems.name)" }
    if plan.seeds.count > 1 { heading += ", \(plan.seeds.count) seeds each" }
    if let unseen { heading += ", \(unseen)" }
    var text = heading + "\n\n" + cellText
    if !table.comparisons.isEmpty {
      text += "\npaired, problem by problem (exact sign tests)\n\n" + comparisonText
    }
    return text
  }

  private var cellText: String {
    let cells = table.cells
    let showsTokens = cells.contains { $0.spent.tokens != nil }
    var header = ["", "solved", "95 %", "median", "95 %", "expansions", "calls"]
    header += (showsTokens ? ["tokens"] : []) + ["seconds"]
    return Self.grouped(
      [header] + cells.map { row(of: $0, showsTokens: showsTokens) }, by: cells.map(\.row.label))
  }

  private func row(of cell: EvaluationTable.Cell, showsTokens: Bool) -> [String] {
    let spent = cell.spent
    let median = cell.medianInterval.map { "\(number($0[0]))–\(number($0[1]))" }
    let interval =
      "\(NumberFormat.percent(cell.interval.lower))–\(NumberFormat.percent(cell.interval.upper))"
    let unit = cell.budget == 1 ? String(cell.unit.dropLast()) : cell.unit
    var row = [
      "\(NumberFormat.grouped(cell.budget)) \(unit)", NumberFormat.percent(cell.solvedShare),
      interval,
    ]
    row += [number(cell.medianToSolution), median ?? "–"]
    row += [number(spent.expansions), number(spent.modelCalls)]
    if showsTokens { row.append(number(spent.tokens)) }
    return row + [NumberFormat.significant(spent.seconds, digits: 2)]
  }

  private var comparisonText: String {
    let header = ["against", "solves more", "fewer", "p", "expands fewer", "more", "p"]
    let rows = table.comparisons.map { one in
      [one.against, "\(one.solved.greater)", "\(one.solved.less)", p(one.solved)]
        + (one.expansions.map { ["\($0.less)", "\($0.greater)", p($0)] } ?? ["–", "–", "–"])
    }
    return Self.grouped([header] + rows, by: table.comparisons.map(\.cell))
  }

  private func number(_ value: Double?) -> String {
    value.map { NumberFormat.significant($0) } ?? "–"
  }

  private func p(_ test: SignTest) -> String {
    test.pValue < 0.001 ? "<0.001" : NumberFormat.fixed(test.pValue, decimals: 3)
  }

  /// Names to the left and figures to the right; the first row is the header. Above the rows of a group
  /// stands its name, so that lines are short.
  private static func grouped(_ rows: [[String]], by groups: [String]) -> String {
    var lines: [String] = []
    for (place, line) in AlignedRows.lines(rows, isFigure: { $0 > 0 }).enumerated() {
      if place > 0, place == 1 || groups[place - 1] != groups[place - 2] {
        lines.append(groups[place - 1])
      }
      lines.append("  " + line)
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
