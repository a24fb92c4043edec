import Foundation
import MetaCoTEvaluation
import MetaCoTNeural

/// What an evaluation prints and keeps: the table, and the curve on a terminal.
struct EvaluationReport {
  let table: EvaluationTable
  let curve: ScalingCurve
  /// What the problems were compared with: none of them was learned from.
  let learned: LearnedProblems?

  /// The table as JSON for people: keys in alphabetical order, a line each.
  var json: Data {
    get throws {
      struct Document: Encodable {
        struct Unseen: Encodable {
          var dataSet: String
          var problems: Int
          var givenAway: Int
        }
        var unseen: Unseen?
        var plan: EvaluationPlan
        var cells: [EvaluationTable.Cell]
        var comparisons: [EvaluationTable.Comparison]
      }
      let document = Document(
        unseen: learned.map {
          .init(dataSet: $0.folder, problems: $0.count, givenAway: $0.givenAway)
        },
        plan: table.plan, cells: table.cells, comparisons: table.comparisons)
      return try JSONEncoder.documents.encodedLine(document)
    }
  }

  /// Writes the table to standard output; beneath it, where that is a terminal, the curve.
  func write(asJSON: Bool) throws {
    if asJSON { return StandardOutput.write(data: try json) }
    StandardOutput.write(TableText(table: table, unseen: learned?.summary).text)
    guard !curve.lines.isEmpty else {
      StandardOutput.writeLine("\nno curve: \(curve.axis.title) were not counted in any row")
      return
    }
    guard StandardOutput.isTerminal else { return }
    StandardOutput.write("\n" + CurveText(curve: curve).text(width: StandardOutput.width))
  }
}
