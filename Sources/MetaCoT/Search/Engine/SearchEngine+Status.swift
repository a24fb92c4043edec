/// Steering, and figures for a person to watch.
extension SearchEngine {
  /// Whether a person's command can be applied now: between iterations, or while it waits.
  var canSteer: Bool {
    phase == .select || inFlight > 0 && queue.isOutstanding(oldest)
  }

  /// Applies a person's command; false if it makes no sense.
  mutating func steer(_ command: SteeringCommand) -> Bool {
    guard !hasEnded else { return false }
    if case .favour(_, let iterations) = command, iterations <= 0 { return false }
    pausedAtLimit = nil
    if case .raiseBudget(let amount) = command {
      budget.raise(by: amount)
      if isRecording { events.events.append(command.event) }
      return true
    }
    guard let node = command.node.flatMap({ numbers.node($0, nodes) }),
      strategy.steer(command.at(node), &nodes, &prunes)
    else { return false }
    if isRecording { events.events.append(command.event) }
    if !prunes.isEmpty { flushPrunes() }
    return true
  }

  // MARK: Figures

  /// Where the search stands.
  func status() -> SearchStatus {
    var status = SearchStatus()
    status.iterations = iterations
    status.expansions = expansions
    status.modelCalls = modelCalls
    status.tokens = tokens
    status.nodes = nodeCount
    status.depth = last < 0 ? 0 : nodes.depth(last)
    status.frontier = strategy.frontierCount(nodes)
    status.goals = goals
    status.bestValue = strategy.bestValue(nodes)
    status.bytes = bytes
    status.nextPhase = phase
    status.budgetLeft = budget.left(after: status)
    status.pausedAtLimit = pausedAtLimit
    status.canSteer = canSteer
    if hasEnded { status.state = .ended }
    return status
  }
}
