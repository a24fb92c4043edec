/// A search that goes on from a moment of another, whose trace stays as it is.
///
/// Where strategy, model, parameters and seed are the same, it is the same search: its events up to the
/// moment are made again and compared, and what comes then is its own. With other ones a search begins
/// at the state of a node.
package struct SearchFork: Sendable {
  /// What is searched.
  package let configuration: SearchConfiguration
  /// The search whose events are made again first, and how many; nil where it begins at a node.
  private let followed: (tree: SearchTree, moment: Int)?

  /// The same search, from a moment on. Of `configuration` the budget and the end may be another; a
  /// search that makes other events for that is refused when it is opened.
  package init(_ configuration: SearchConfiguration, goingOnFrom tree: SearchTree) {
    self.configuration = configuration
    // The end is no moment to go on from.
    followed = (tree, min(tree.now, tree.events.count - (tree.outcome == nil ? 0 : 1)))
  }

  /// Another search, of the same problem, that begins at the state of a node. Throws a `ForkError` where
  /// the problem cannot begin there.
  package init(
    _ configuration: SearchConfiguration, at node: NodeID, of tree: SearchTree
  ) throws(ForkError) {
    var configuration = configuration
    if node > 0 {
      guard let problem = configuration.problem as? any EnumerableProblem else {
        throw ForkError(
          event: nil, "a problem of kind \(tree.header.problem.kind) begins at its own start only")
      }
      guard let part = Self.problem(problem, startingAt: tree.state(node)) else {
        throw ForkError(
          event: nil,
          "the problem cannot begin at node \(node), “\(tree.state(node).escapingControls)”: "
            + "choose one that is open")
      }
      configuration.problem = part
      configuration.problemID = configuration.problemID.map { "\($0) from node \(node)" }
    }
    self.configuration = configuration
    followed = nil
  }

  private static func problem<P: EnumerableProblem>(
    _ problem: P, startingAt text: String
  ) -> (any EnumerableProblem)? {
    problem.state(text: text).flatMap { problem.starting(at: $0) }
  }

  /// Whether the search waited at a limit and had its budget raised, in what is made again.
  var isRaised: Bool {
    guard let (tree, moment) = followed else { return false }
    return tree.events[..<moment].contains { $0.kind == .steer && $0.reason == .budget }
  }

  /// The search; `events` are those that it has made so far. Throws a `SearchError`, or a `ForkError`
  /// where it does not make the events of the trace, or `isCancelled` before it has.
  func open(
    pausesAtLimits: Bool, events: inout EventBatch, isCancelled: () -> Bool
  ) throws -> Search {
    var configuration = configuration
    // Time spent on making events again must not be recorded as theirs.
    if followed != nil { configuration.timings = false }
    let search = try Search(configuration, pausesAtLimits: pausesAtLimits)
    if let (tree, moment) = followed {
      events = try search.follow(tree, to: moment, isCancelled: isCancelled)
    }
    return search
  }
}
