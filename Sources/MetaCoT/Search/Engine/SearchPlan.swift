/// All that an engine is made of, but for the problem.
struct SearchPlan {
  /// The search, with every parameter of strategy and model given, and the window decided.
  var configuration: SearchConfiguration
  var strategy: any Strategy
  var model: any Model
  var isRecording: Bool
  var pausesAtLimits: Bool
}

extension TraceHeader {
  /// The header of a search with this configuration.
  init(_ configuration: SearchConfiguration, exploration: Exploration?, root: Root) {
    self.init(configuration.spec, root: root)
    self.exploration = exploration
    if configuration.timings { timings = true }
  }
}
