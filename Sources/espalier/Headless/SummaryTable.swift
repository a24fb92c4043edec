import Foundation
import MetaCoTEvaluation
import TerminalUI

/// The table that closes a headless run over a set: how many were solved, and at what expense.
struct SummaryTable {
  let reports: [SearchReport]
  let skipped: Int
  let seconds: Double

  /// Rows of `name value`, aligned.
  var text: String {
    let solved = reports.filter(\.solved)
    let share = reports.isEmpty ? 0 : 100 * Double(solved.count) / Double(reports.count)
    var rows: [(String, String)] = [
      ("problems", "\(reports.count)"),
      ("solved", String(format: "%d (%.1f%%)", solved.count, share)),
      ("cost", spread(solved.compactMap { $0.cost })),
      ("expansions", spread(reports.compactMap { $0.expansions.map(Double.init) })),
      ("model calls", spread(reports.compactMap { $0.modelCalls.map(Double.init) })),
      ("nodes", spread(reports.compactMap { $0.nodes.map(Double.init) })),
      ("seconds", String(format: "%.2f", seconds)),
    ]
    let tokens = reports.compactMap { $0.tokens.map(Double.init) }
    if !tokens.isEmpty { rows.append(("tokens", spread(tokens))) }
    if skipped > 0 { rows.append(("lines skipped", "\(skipped)")) }
    let stops = Dictionary(grouping: reports, by: \.stopped).mapValues(\.count)
    rows.append(
      (
        "stopped",
        stops.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      ))
    return AlignedRows.lines(rows.map { [$0.0, $0.1] }) { _ in false }.joined(separator: "\n")
  }

  private func spread(_ values: [Double]) -> String {
    guard let median = Median(of: values), let most = values.max() else { return "–" }
    let mean = values.reduce(0, +) / Double(values.count)
    // Between two whole numbers it may end in .5.
    let digits = median.value == median.value.rounded() ? 0 : 1
    return String(
      format: "median %.*f, mean %.1f, most %.0f", digits, median.value, mean, most)
  }
}
