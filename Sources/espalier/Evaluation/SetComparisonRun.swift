import EspalierViews
import Foundation
import MetaCoT
import MetaCoTEvaluation
import MetaCoTNeural
import Synchronization

/// Has two ways search each problem of a set, several at once.
struct SetComparisonRun: Sendable {
  /// A problem, and both searches of it.
  struct Pair: Sendable {
    var id: String
    var first: SearchConfiguration
    var second: SearchConfiguration
  }

  /// The searches, in the order of the problems.
  let pairs: [Pair]
  /// How many problems are worked on at once.
  let jobs: Int

  /// Searches all, and gives what both came to on each problem to `finished`, one at a time. Throws the
  /// first error of a search.
  func run(
    isCancelled: @escaping @Sendable () -> Bool,
    finished: @Sendable (Int, (PairedOutcomes.Run, PairedOutcomes.Run)) -> Void
  ) throws {
    _ = try JobPool(jobs: jobs).run(
      pairs.count, isCancelled: isCancelled,
      { index -> (PairedOutcomes.Run, PairedOutcomes.Run)? in
        let first = try outcome(of: pairs[index].first, isCancelled)
        let second = try outcome(of: pairs[index].second, isCancelled)
        // What was cut off is no measurement.
        return isCancelled() ? nil : (first, second)
      }, finished: finished)
  }

  private func outcome(
    of configuration: SearchConfiguration, _ isCancelled: () -> Bool
  ) throws -> PairedOutcomes.Run {
    var configuration = configuration
    if let network = configuration.loadedModel as? NeuralModel {
      configuration.loadedModel = network.withoutMemory
    }
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try Search.run(configuration, isCancelled: isCancelled)
    return PairedOutcomes.Run(outcome, seconds: (clock.now - start) / .seconds(1))
  }
}

/// What a comparison over a set prints.
struct SetComparisonReport {
  let outcomes: PairedOutcomes
  let names: (first: String, second: String)
  /// What was searched: `40 problems of set.jsonl`.
  let title: String

  /// Rows and summary as JSON for people: keys in alphabetical order, a line each.
  var json: Data {
    get throws {
      struct Row: Encodable {
        var problem: String
        var result: PairedOutcomes.Verdict
        var first: PairedOutcomes.Run
        var second: PairedOutcomes.Run
      }
      struct Document: Encodable {
        var format = "espalier-comparison"
        var version = 1
        var first: String
        var second: String
        var summary: PairedOutcomes.Summary
        var problems: [Row]
      }
      return try JSONEncoder.documents.encodedLine(
        Document(
          first: names.first, second: names.second, summary: outcomes.summary,
          problems: outcomes.rows.compactMap { $0 }.map {
            Row(
              problem: $0.problem, result: $0.verdict(by: outcomes.cost), first: $0.first,
              second: $0.second)
          }))
    }
  }

  /// The rows as comma-separated values.
  var csv: String { SetComparisonText(outcomes, names: names).table.text(.csv) }

  /// The rows, and what they come to, for people.
  var text: String {
    let text = SetComparisonText(outcomes, names: names)
    let heading = "\(title)\n1: \(names.first)\n2: \(names.second)\n\n"
    return heading + text.table.text(.table) + "\n" + text.sentences.map { $0 + "\n" }.joined()
  }
}
