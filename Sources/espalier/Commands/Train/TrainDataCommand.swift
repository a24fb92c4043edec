import ArgumentParser
import Foundation
import MetaCoT
import MetaCoTNeural

/// `espalier train data`: problems, searches, linearized traces.
struct TrainDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Search problems and write the searches down, as records to learn from.",
    discussion: """
      Problems are split into parts by their hash, so that none is in two. A command that was cut \
      off goes on where it was when it is given again.
      """)

  @Argument(help: "The folder of the data set.")
  var folder: String

  @Option(
    help:
      "Generate COUNT problems of KIND: 'COUNT KIND' or 'COUNT KIND:PARAMETER=VALUE,…'; repeatable."
  )
  var generate: [String] = []

  @Option(help: "A problem set: JSON Lines, or another format of docs/problems.md.")
  var problems: [String] = []

  @Option(help: "NAME or NAME:PARAMETER=VALUE,…, with '*WEIGHT' after it to be drawn more often.")
  var strategy: [String] = []

  @Option(help: "How many of the strategies search each problem.")
  var perProblem = 1

  @Option(help: "The model that all searches ask.")
  var model = "heuristic"

  @Option(help: "The limits of each search, such as '200'.")
  var budget = "200"

  @Option(help: "The style of the texts.")
  var style = WalkLinearizer.name

  @Option(help: "The form of the lines: 'records' or 'chat'.")
  var format = DataSettings.Format.records

  @Option(help: "Records with more tokens are dropped.")
  var maxTokens: Int?

  @Option(help: "The share of the problems that is held out.")
  var heldOut = 0.02

  @Option(help: "The share of the problems for the test at the end.")
  var test = 0.02

  @Option(
    help: """
      What no two parts may share: 'problems', or also 'reducts', which are the states on \
      solution paths, with their target.
      """)
  var splitBy = DataSettings.Separation.problems

  @Option(help: "How many files each part is in.")
  var shards = 8

  @Option(help: "How many shards are made at once. Default: one a core.")
  var jobs: Int?

  @Option(help: "The seed of all randomness.")
  var seed: UInt64 = 1

  func run() throws {
    let sets = try problems.map { try ProblemSet.read(path: $0) }
    var settings = DataSettings(
      sources: sets.map { .set($0) } + (try generate.map { try DataSettings.Source(text: $0) }),
      seed: seed, strategies: try strategy.map { try DataSettings.Strategy(text: $0) },
      budget: budget)
    settings.perProblem = perProblem
    settings.model = try registered(model)
    settings.style = style
    settings.format = format
    settings.maxTokens = maxTokens
    settings.heldOut = heldOut
    settings.test = test
    if splitBy != .problems { settings.splitBy = splitBy }
    settings.shards = shards
    let builder: DataSetBuilder
    do {
      builder = try DataSetBuilder(settings, sets: sets, folder: folder)
    } catch let error as DataSettingsError {
      throw ValidationError(error.description)
    }
    Interruption.watch()
    let meter = ProgressMeter()
    let dataSet = try builder.run(
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      isCancelled: { Interruption.happened }
    ) { meter.show(finished: $0.searched, solved: $0.solved) }
    meter.end()
    guard let dataSet else { throw ExitCode(.interrupted) }
    StandardOutput.write(data: try JSONEncoder.documents.encodedLine(dataSet.statistics))
  }

  /// A model that needs no file: what it says is the same wherever the data set is made again.
  private func registered(_ text: String) throws -> TraceHeader.Choice {
    do {
      let entry = try ModelRegistry.entry(String(text.prefix { $0 != ":" }))
      return try TraceHeader.Choice(entry.name, entry.parameters, in: text)
    } catch { throw ValidationError(error.description) }
  }
}

extension DataSettings.Format: ExpressibleByArgument {}

extension DataSettings.Separation: ExpressibleByArgument {}

extension DataSettings.Source {
  /// Reads `COUNT KIND` or `COUNT KIND:PARAMETER=VALUE,…`; throws a usage error.
  init(text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, let count = Int(words[0]), count > 0 else {
      throw ValidationError("--generate '\(text)': give 'COUNT KIND', such as '1000 countdown'")
    }
    do {
      let (kind, parameters) = try ProblemRegistry.generator(words[1])
      _ = try kind.generate(seed: 1, parameters: parameters)
      self = .generated(kind: kind.name, count: count, parameters: parameters)
    } catch {
      throw ValidationError("--generate '\(text)': \(error)")
    }
  }
}

extension DataSettings.Strategy {
  /// Reads `NAME`, `NAME:PARAMETER=VALUE,…`, either with `*WEIGHT` after it; throws a usage error.
  init(text: String) throws {
    let parts = text.split(separator: "*", maxSplits: 1).map(String.init)
    guard let name = parts.first, let weight = parts.count > 1 ? Double(parts[1]) : 1 else {
      throw ValidationError("--strategy '\(text)': give NAME*WEIGHT, such as 'astar*2'")
    }
    do {
      self.init(name: name, choice: try StrategyRegistry.choice(name), weight: weight)
    } catch { throw ValidationError(error.description) }
  }
}
