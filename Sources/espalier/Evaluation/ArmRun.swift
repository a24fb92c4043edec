import Foundation
import MetaCoT
import MetaCoTEvaluation
import MetaCoTNeural
import Synchronization

/// Has the sources of some arms work on problems, several at once, with progress on stderr.
struct ArmRun {
  private let items: [ProblemSet.Item]
  private let sources: [Source]
  private let tokens: Int
  private let expansions: Int
  private let temperature: Float
  private let seed: UInt64
  private let jobs: Int

  private struct Source {
    var source: AttemptSource
    var model: EvaluatedModel
    var strategy: TraceHeader.Choice?
    /// Whether nothing is asked of it once a problem is solved.
    var endsWhenSolved: Bool
  }

  /// Work for these arms with these largest budgets. Throws a `SearchError` or `FileError` about a
  /// strategy or a model, or a `Failure` where a model cannot be used on a problem.
  init(
    arms: [Arm], items: [ProblemSet.Item], tokens: Int, expansions: Int, temperature: Float,
    seed: UInt64, jobs: Int
  ) throws {
    self.items = items
    self.tokens = tokens
    self.expansions = expansions
    self.temperature = temperature
    self.seed = seed
    self.jobs = jobs
    var sources: [Source] = []
    for arm in arms where !sources.contains(where: { $0.source == arm.source }) {
      let source = Source(
        source: arm.source, model: try EvaluatedModel.named(arm.model),
        strategy: try arm.source.strategy.map { try StrategyRegistry.choice($0) },
        endsWhenSolved: !arms.contains { $0.source == arm.source && $0.method == .majority })
      try Self.requireSuitable(source, arm, items)
      sources.append(source)
    }
    self.sources = sources
  }

  private static func requireSuitable(
    _ source: Source, _ arm: Arm, _ items: [ProblemSet.Item]
  ) throws {
    guard source.strategy != nil || source.model.isNetwork else {
      throw Failure("the arm \(arm.name): \(arm.model) cannot write; name a network")
    }
    for item in items {
      _ = try item.problem.enumerable
      guard let reason = source.model.loaded()?.refusal(of: item.problem) else { continue }
      throw Failure(
        "the arm \(arm.name): \(arm.model) cannot be used on the problem \(item.id): \(reason)")
    }
  }

  /// What all sources did about all problems; nil if it was interrupted.
  func attempts() throws -> [Attempts]? {
    let total = items.count * sources.count
    let meter = ProgressMeter(total: total)
    defer { meter.end() }
    let progress = Mutex((finished: 0, solved: 0))
    let attempts = try JobPool(jobs: jobs).run(
      total, isCancelled: { Interruption.happened },
      { try work(sources[$0 / items.count], items[$0 % items.count]) },
      finished: { _, attempts in
        let (finished, solved) = progress.withLock { progress in
          progress.finished += 1
          progress.solved += attempts.list.contains(where: \.isSolved) ? 1 : 0
          return progress
        }
        meter.show(finished: finished, solved: solved)
      })
    let whole = attempts.compactMap { $0 }
    return whole.count == total ? whole : nil
  }

  /// What a source does about a problem; nil if it was interrupted.
  private func work(_ source: Source, _ item: ProblemSet.Item) throws -> Attempts? {
    guard let strategy = source.strategy else {
      return try write(source, item)
    }
    let network = source.model.loaded()
    let sweep =
      network == nil
      ? BudgetSweep([expansions]) : BudgetSweep([tokens], unit: .tokens)
    let configuration = SearchConfiguration(
      problem: item.problem, problemID: item.id, strategy: strategy, model: source.model.choice,
      loadedModel: network, seed: seed)
    let found = try sweep.measurements(of: configuration, isCancelled: { Interruption.happened })
    return found.map { measurements in
      let outcome = measurements[0].outcome
      return Attempts(
        source: source.source, problem: item.id,
        list: [
          .init(
            tokens: network == nil ? 0 : outcome.tokens ?? 0, expansions: outcome.expansions,
            isSolved: outcome.solved)
        ])
    }
  }

  private func write(_ source: Source, _ item: ProblemSet.Item) throws -> Attempts? {
    guard let network = source.model.loaded(), let instruction = source.source.instruction else {
      return nil
    }
    let writer = AttemptWriter(
      network.checkpoint, instruction, temperature: temperature, budget: tokens)
    let written = writer.attempts(
      at: try item.problem.enumerable, endsWhenSolved: source.endsWhenSolved,
      seed: seed ^ item.problem.canonicalHash, isCancelled: { Interruption.happened })
    return written.map {
      Attempts(
        source: source.source, problem: item.id, list: $0.list, behaviours: $0.behaviours)
    }
  }
}
