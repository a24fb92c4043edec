import ArgumentParser
import EspalierViews
import Foundation
import MetaCoT

/// `espalier why`: what became of an answer in a search, what was surprising, and what was wasted.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract:
      "Say where the right step died, and what in a search was surprising, wasted or alike.",
    discussion: """
      Without --answer the way to the search's own best goal is followed, if it has one.

      espalier why trace.jsonl --answer '(10 − 4) × (5 − 1)'
      espalier why trace.jsonl --answer solved.jsonl

      Events are numbered as on the screen: `espalier replay TRACE --at EVENT` shows the moment after one.
      """)

  @Argument(
    help: "The trace; '-' for standard input.", completion: .file(extensions: ["jsonl", "zst"]))
  var trace: String

  @OptionGroup var pick: PickOptions

  @Option(
    help:
      "The answer whose way is followed: as the problem writes it, its steps separated by ';', or a trace that found it."
  )
  var answer: String?

  @Option(help: "table, jsonl or csv.")
  var format = CellTable.Format.table

  @Option(help: "Only this: answer, surprises, waste or similar.")
  var only: Insight?

  func run() throws {
    let tree = try TraceMoment.end.tree(ofTrace: try pick.path(in: trace))
    if format == .csv, only == nil {
      throw ValidationError(
        "a CSV file is one table: say --only answer, surprises, waste or similar")
    }
    let report = InsightReport(tree, following: try path(tree), only: only)
    let parts = Insight.allCases.filter { only == nil || only == $0 }
    StandardOutput.write(data: parts.map { report.text(of: $0, format) }.joined().utf8)
  }

  private func path(_ tree: SearchTree) throws -> AnswerPath? {
    guard let answer else { return nil }
    guard FileManager.default.fileExists(atPath: answer) else {
      return try AnswerPath(answer, of: tree.header.problem, followedIn: tree)
    }
    let other = try TraceMoment.end.tree(ofTrace: answer)
    guard other.header.problem.canonicalText == tree.header.problem.canonicalText else {
      let text = other.header.problem.text.shortened
      throw Failure("\(answer): this search is about another problem, “\(text)”")
    }
    guard let path = AnswerPath(ofBestGoalIn: other) else {
      throw Failure("\(answer): this search found no answer")
    }
    return path
  }
}

extension Insight: ExpressibleByArgument {}
