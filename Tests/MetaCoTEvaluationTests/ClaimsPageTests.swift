import Foundation
import MetaCoTEvaluation
import Testing

/// docs/claims.md: what it says of its own tables.
@Suite struct ClaimsPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The rows of the table that follows some words, by their first cells.
  private func table(after words: String, in page: String) throws -> [[String]] {
    let start = try #require(page.firstRange(of: words)).upperBound
    let rows = page[start...].split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    return rows.map { row in
      row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  private static let parameters = ["small": 229_952.0, "base": 1_246_848.0]

  /// Size and steps of a column: one without a name repeats the last.
  private func cells(_ titles: [String]) throws -> [(parameters: Double, steps: Double)] {
    var cells: [(parameters: Double, steps: Double)] = []
    for title in titles {
      if let match = title.firstMatch(of: /^(small|base)-(\d+)/) {
        cells.append(
          (try #require(Self.parameters[String(match.1)]), try #require(Double(match.2))))
      } else {
        cells.append(try #require(cells.last))
      }
    }
    return cells
  }

  @Test func `The law over size and training is that of the tables`() throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/claims.md"), encoding: .utf8)
    var points: [String: [ScalingLaw.Point]] = [:]
    for words in [
      "**four numbers**, and the Wilson interval", "Solved within 4,096\ntokens, four numbers:",
    ] {
      let rows = try table(after: words, in: page)
      let cells = try cells(Array(rows[0].dropFirst()))
      for row in rows.dropFirst(2) where row[1].contains("(") {
        for (cell, text) in zip(cells, row.dropFirst()) {
          let share = try #require(Double(text.prefix { $0 != " " }))
          points[row[0], default: []].append(
            .init(parameters: cell.parameters, tokens: cell.steps, unsolved: 1 - share / 100))
        }
      }
    }
    func text(_ value: Double) -> String {
      let digits = String(format: "%.3f", abs(value))
      return value < 0 ? "−" + digits : digits
    }
    let laws = try table(after: "a test fits these tables again:", in: page).dropFirst(2)
    #expect(laws.map { $0[0] } == ["answer only", "in context", "+ retries", "+ RL", "best of N"])
    for row in laws {
      let law = try #require(ScalingLaw(points[row[0]] ?? []))
      #expect(law.points == 11)
      #expect(row[1] == text(law.size.value) + " ± " + text(law.size.error))
      #expect(row[2] == text(law.training.value) + " ± " + text(law.training.error))
      #expect(row[3] == text(law.residual))
    }
  }
}
