extension SearchDriver {
  /// A search that waits to be started. `onActivity` is called, on the search's thread, when there
  /// is something to drain or the state has changed; once, until `drain` is called. With
  /// `pausesAtLimits` it waits where a limit is reached: see `Search`. Throws a
  /// `SearchError`.
  package convenience init(
    _ configuration: SearchConfiguration, pausesAtLimits: Bool = false,
    onActivity: @escaping @Sendable () -> Void = {}
  ) throws(SearchError) {
    self.init(try Search(configuration, pausesAtLimits: pausesAtLimits), onActivity: onActivity)
  }
}
