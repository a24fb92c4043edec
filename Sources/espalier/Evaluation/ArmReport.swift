import Foundation
import MetaCoT
import MetaCoTEvaluation
import MetaCoTNeural
import TerminalUI

/// A comparison of arms as text, as JSON and as files.
struct ArmReport {
  let table: ArmTable
  /// What the problems were compared with: none of them was learned from.
  let learned: LearnedProblems?
  let temperature: Float
  let seed: UInt64

  /// The table as JSON for people: keys in alphabetical order, a line each.
  var json: Data {
    get throws {
      struct Document: Encodable {
        struct Unseen: Encodable {
          var dataSet: String
          var problems: Int
          var givenAway: Int
        }
        var format = "espalier-arms"
        var version = 1
        var unseen: Unseen?
        var temperature: Float
        var seed: UInt64
        var table: ArmTable
      }
      let document = Document(
        unseen: learned.map {
          .init(dataSet: $0.folder, problems: $0.count, givenAway: $0.givenAway)
        },
        temperature: temperature, seed: seed, table: table)
      return try JSONEncoder.documents.encodedLine(document)
    }
  }

  /// Writes `arms.json`, `attempts.jsonl` and `curve.svg` into a folder, which is made.
  func write(_ attempts: [Attempts], into folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(file: folder, "the folder for the results cannot be made", writing: error)
    }
    let encoder = JSONEncoder.lines
    var lines = Data()
    for one in attempts { lines += try encoder.encodedLine(one) }
    try RunFolder.write(lines, to: folder + "/attempts.jsonl")
    try RunFolder.write(json, to: folder + "/arms.json")
    try RunFolder.write(Data(CurveSVG(curve: table.curve).text.utf8), to: folder + "/curve.svg")
  }

  // MARK: Text

  /// All tables, one beneath the other, and the curve so many columns wide.
  func text(width: Int) -> String {
    var heading = NumberFormat.counted(table.problemCount, "problem")
    if let learned { heading += ", \(learned.summary)" }
    let curve = table.curve.lines.isEmpty ? "" : CurveText(curve: table.curve).text(width: width)
    let parts = [
      heading + "\n", shares, curve, laws, differences, crossings, conduct, endings, symbolic,
      contrasts,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var spending: [ArmTable.Row] { table.rows.filter { $0.points.first?.tokens != nil } }

  private var shares: String {
    guard let budgets = spending.first?.points.map(\.budget) else { return "" }
    let rows = spending.map { row in
      [row.arm.name] + row.points.map { NumberFormat.percent($0.solvedShare) }
    }
    let last = spending.map { row -> [String] in
      guard let point = row.points.last else { return [] }
      let interval =
        "\(NumberFormat.percent(point.interval.lower))–\(NumberFormat.percent(point.interval.upper))"
      return [
        row.arm.name, NumberFormat.percent(point.solvedShare), interval,
        NumberFormat.significant(point.tokens ?? 0),
      ]
    }
    return "solved within so many tokens a problem\n"
      + AlignedRows.table([[""] + budgets.map(NumberFormat.grouped)] + rows)
      + "\nunder the largest budget\n"
      + AlignedRows.table([["", "solved", "95 %", "tokens spent"]] + last)
  }

  private var laws: String {
    let rows = spending.compactMap { row in
      row.law.map { law in
        [
          row.arm.name, NumberFormat.fixed(law.exponent, decimals: 3),
          "± " + NumberFormat.fixed(law.exponentError, decimals: 3),
          NumberFormat.fixed(law.residual, decimals: 3), "\(law.points)",
        ]
      }
    }
    guard !rows.isEmpty else { return "" }
    return "unsolved share = a · tokensᵇ, least squares of the logarithms\n"
      + AlignedRows.table([["", "b", "standard error", "residual", "points"]] + rows)
  }

  private var differences: String {
    guard let first = table.comparisons.first else { return "" }
    let rows = table.comparisons.map { one in
      let found = one.difference
      return [
        one.arm, NumberFormat.grouped(one.budget), points(found.difference),
        "\(points(found.lower)) to \(points(found.upper))", "\(found.test.greater)",
        "\(found.test.less)",
        found.test.pValue < 0.001 ? "<0.001" : NumberFormat.fixed(found.test.pValue, decimals: 3),
      ]
    }
    return "percentage points more than \(first.against), paired, with equal budgets\n"
      + AlignedRows.table([["", "tokens", "more", "95 %", "only it", "only other", "p"]] + rows)
  }

  private var crossings: String {
    let sentences = table.crossings.map { crossing in
      let verb = crossing.isAbove ? "solves more than" : "solves no more than"
      return "\(crossing.arm) \(verb) \(crossing.against) from "
        + "\(NumberFormat.grouped(crossing.budget)) tokens on"
    }
    guard !sentences.isEmpty else { return "" }
    return "where curves cross\n" + sentences.map { "  \($0)\n" }.joined()
  }

  private var symbolic: String {
    let rows = table.rows.filter { $0.points.first.map { $0.tokens == nil } ?? false }
    guard let budgets = rows.first?.points.map(\.budget) else { return "" }
    return "solved without a network within so many expansions\n"
      + AlignedRows.table(
        [[""] + budgets.map(NumberFormat.grouped)]
          + rows.map { row in
            [row.arm.name] + row.points.map { NumberFormat.percent($0.solvedShare) }
          })
  }

  private var conduct: String {
    guard !table.conduct.isEmpty else { return "" }
    let rows = table.conduct.map { one in
      [one.arm]
        + [one.tokens, one.tries, one.returns, one.checks, one.repeats, one.mistakes]
        .map { NumberFormat.fixed($0, decimals: 2) }
    }
    return "what the most probable text does, means a text\n"
      + AlignedRows.table(
        [["", "tokens", "tries", "returns", "checks", "steps repeated", "mistakes"]] + rows)
  }

  private var endings: String {
    guard !table.conduct.isEmpty else { return "" }
    let all = WalkBehaviours.Ending.allCases
    let rows = table.conduct.map { one in
      [one.arm] + all.map { "\(one.endings[$0.rawValue] ?? 0)" }
    }
    return "how it ends, in texts\n" + AlignedRows.table([[""] + all.map(\.rawValue)] + rows)
  }

  private var contrasts: String {
    guard let first = table.contrasts.first else { return "" }
    let others = first.solvedBy.keys.sorted()
    let rows = table.contrasts.map { one in
      [one.arm, NumberFormat.grouped(one.expansions), "\(one.unsolved)"]
        + others.map { "\(one.solvedBy[$0] ?? 0)" }
    }
    return "left unsolved within so many expansions, and solved under its largest budget by\n"
      + AlignedRows.table([["", "expansions", "unsolved"] + others] + rows)
  }

  private func points(_ difference: Double) -> String {
    (difference < 0 ? "−" : "+") + NumberFormat.fixed(100 * abs(difference), decimals: 1)
  }
}
