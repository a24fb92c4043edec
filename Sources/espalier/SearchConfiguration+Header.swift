import MetaCoT

extension SearchConfiguration {
  /// The search that a trace's header tells of, to be run again. Throws where the header does not say
  /// what that takes.
  init(again header: TraceHeader) throws {
    guard let model = header.model else {
      throw Failure("the trace does not say which model was asked, so it cannot be run again")
    }
    self.init(
      problem: try ProblemRegistry.problem(header.problem), problemID: header.problem.id,
      strategy: header.strategy, model: model, loadedModel: try ModelSource.network(model),
      budget: try Budget(text: header.budget ?? ""),
      until: header.until.flatMap { Goal(rawValue: $0) } ?? .first,
      seed: header.seed.flatMap { UInt64("\($0)") } ?? 1, window: header.window)
  }
}
