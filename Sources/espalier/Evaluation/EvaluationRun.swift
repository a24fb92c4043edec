import Foundation
import MetaCoT
import MetaCoTEvaluation
import Synchronization

/// Measures what a plan asks for and is not measured yet, several searches at once, with progress on
/// stderr.
struct EvaluationRun {
  /// What is measured.
  let plan: EvaluationPlan
  /// The problems by id.
  let problems: [String: any Problem]
  /// The strategies by the names of the plan.
  let strategies: [String: TraceHeader.Choice]
  /// The models by the names of the plan.
  let models: [String: EvaluatedModel]
  /// How many searches run at once.
  let jobs: Int

  /// What has been measured so far.
  private struct Progress {
    var finished: Int
    var solved: Int
    var measurements: [EvaluationRecord]
  }

  /// Measures, and gives each piece of work to `record`, one at a time, in the order in which it is
  /// finished: with one job the plan's. Gives all measurements, those that there were before too;
  /// nil if it was interrupted. Throws the first error of a search or of `record`.
  func run(
    after old: [EvaluationRecord], record: @Sendable ([EvaluationRecord]) throws -> Void
  ) throws -> [EvaluationRecord]? {
    let done = Set(old.map(\.item))
    let workItems = plan.workItems.filter { !done.contains($0) }
    let total = done.count + workItems.count
    let meter = ProgressMeter(total: total)
    defer { meter.end() }
    let progress = Mutex(
      Progress(
        finished: done.count, solved: Set(old.filter(\.solved).map(\.item)).count,
        measurements: old))
    _ = try JobPool(jobs: jobs).run(
      workItems.count, isCancelled: { Interruption.happened }, { try measure(workItems[$0]) },
      finished: { _, work in
        try record(work)
        progress.withLock { progress in
          progress.finished += 1
          progress.solved += work.contains(where: \.solved) ? 1 : 0
          progress.measurements += work
          meter.show(finished: progress.finished, solved: progress.solved)
        }
      })
    return progress.withLock { $0.finished == total ? $0.measurements : nil }
  }

  /// The measurements of one piece of work; nil if it was interrupted.
  private func measure(_ item: EvaluationPlan.WorkItem) throws -> [EvaluationRecord]? {
    guard let problem = problems[item.problem], let model = models[item.model] else {
      preconditionFailure("the plan names what it has not")
    }
    guard let strategy = item.strategy.flatMap({ strategies[$0] }) else {
      let count = plan.measurementCount(of: item)
      let sampler = try model.sampler()
      let clock = ContinuousClock()
      let start = clock.now
      let samples = try sampler.samples(of: problem, count: count, seed: item.seed)
      let seconds = (clock.now - start) / .seconds(1) / Double(count)
      return samples.enumerated().map {
        EvaluationRecord($0.element, number: $0.offset + 1, seconds: seconds, of: item)
      }
    }
    let configuration = SearchConfiguration(
      problem: problem, problemID: item.problem, strategy: strategy,
      model: model.choice, loadedModel: model.loaded(), seed: item.seed)
    return try plan.budgets.measurements(of: configuration, isCancelled: { Interruption.happened })?
      .map { EvaluationRecord($0, of: item) }
  }
}
