import ArgumentParser
import Foundation
import MetaCoT

/// What every command that measures over a set of problems is told.
struct MeasuringOptions: ParsableArguments {
  @Option(help: "How many problems are worked on at once. Default: one a core.")
  var jobs: Int?

  @Option(
    help: """
      Refuse problems that are in the training part of this data set, and count those of which it \
      gives a reduct away.
      """,
    completion: .directory)
  var checkUnseen: String?

  @Flag(help: "Print the table as JSON.")
  var json = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a whole number from 1") }
  }

  /// How many problems are worked on at once.
  var jobCount: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  /// What a data set gives away of the problems, where one is named. Throws where it trains on some.
  func learned(of items: [ProblemSet.Item]) throws -> LearnedProblems? {
    let learned = try checkUnseen.map { try LearnedProblems(in: $0, of: items) }
    if let sentence = learned?.refusal { throw Failure(sentence) }
    return learned
  }

  /// What stands between blanks and commas.
  static func words(of texts: [String]) -> [String] {
    texts.flatMap { $0.split { $0 == " " || $0 == "," } }.map(String.init)
  }

  /// Whole numbers from 1; nil if a word is none, or there is no word.
  static func numbers(_ words: [String]) -> [Int]? {
    let numbers = words.compactMap { Int($0) }.filter { 1...1_000_000_000 ~= $0 }
    return numbers.count == words.count && !numbers.isEmpty ? numbers : nil
  }
}
