import MetaCoT

extension SearchConfiguration {
  /// The search that a trace's header tells of, to be run again. Throws where the header does not say
  /// what that takes.
  init(again header: TraceHeader) throws {
    let spec = try SearchSpec(header)
    try self.init(spec, loadedModel: ModelSource.network(spec.model))
  }
}
