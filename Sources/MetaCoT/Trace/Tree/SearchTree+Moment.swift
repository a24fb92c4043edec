/// Questions about the moment `now` as a whole. O(log events) each, unless said otherwise.
extension SearchTree {
  /// The node that the strategy turned to last; the root before it turned to any.
  public var lastSelected: NodeID {
    let count = Self.count(of: selections, before: now)
    return count > 0 ? events[Int(selections[count - 1])].node : 0
  }

  /// `backtrack` events so far.
  public var backtrackCount: Int { Self.count(of: backtracks, before: now) }

  /// `goal` events so far.
  public var goalCount: Int { Self.count(of: goals, before: now) }

  /// `select` events so far.
  public var iterations: Int { Self.count(of: selections, before: now) }

  /// The greatest depth of a node so far.
  public var maximumDepth: Int {
    Self.count(of: firstOfDepth, before: nodeCount) - 1
  }

  /// The greatest depth of a node that has arrived, also after `now`. O(1).
  package var greatestDepth: Int { firstOfDepth.count - 1 }

  /// The best V so far (1 once there is a goal, where values are probabilities), and which node has it.
  public var bestValue: Best? { Self.best(of: bestValues, before: now) }

  /// The least cost to go so far (0 once there is a goal), and which node has it.
  package var leastCostToGo: Best? { Self.best(of: leastCostsToGo, before: now) }

  /// The cheapest goal so far, and its cost.
  public var bestGoal: Best? { Self.best(of: bestGoals, before: now) }

  /// From the root to the cheapest goal so far; nil if there is no goal yet.
  public var pathToGoal: [NodeID]? { bestGoal.map { path(to: $0.node) } }

  /// Microseconds since the start, if times were recorded.
  public var time: UInt64? {
    times.isEmpty ? nil : now == 0 ? 0 : times[min(now, times.count) - 1]
  }

  // MARK: Moments to go to

  /// How many expansions there are among the first events.
  package func expansions(before moment: Int) -> Int {
    Self.count(of: expansionEvents, before: moment)
  }

  /// The moment just after so many expansions; the present if there are not so many. O(1).
  package func moment(afterExpansions count: Int) -> Int {
    let counted = statistics.isEmpty ? expansionEvents : selections
    return count <= 0
      ? 0 : count <= counted.count ? Int(counted[count - 1]) + 1 : events.count
  }

  /// The first event of a kind at or after `index`.
  /// Complexity: O(log events) for selections, expansions, model calls, backtracks and goals, else
  /// linear in the distance.
  package func event(from index: Int, of kind: Event.Kind) -> Int? {
    if let indices = indices(of: kind) {
      let count = Self.count(of: indices, before: index)
      return count < indices.count ? Int(indices[count]) : nil
    }
    guard index < events.count else { return nil }
    return events[max(index, 0)...].firstIndex { $0.kind == kind }
  }

  /// The last event of a kind before `index`. Complexity: as `event(from:of:)`.
  package func event(before index: Int, of kind: Event.Kind) -> Int? {
    if let indices = indices(of: kind) {
      let count = Self.count(of: indices, before: index)
      return count > 0 ? Int(indices[count - 1]) : nil
    }
    guard index > 0 else { return nil }
    return events[..<min(index, events.count)].lastIndex { $0.kind == kind }
  }

  func indices(of kind: Event.Kind) -> [Int32]? {
    switch kind {
    case .goal: goals
    case .backtrack: backtracks
    case .select: selections
    case .expand: expansionEvents
    case .modelCall: modelCallEvents
    default: nil
    }
  }

  /// How many of the ascending indices are below `bound`.
  static func count(of indices: [Int32], before bound: Int) -> Int {
    indices.partitioningIndex { Int($0) >= bound }
  }

  /// How many of `figures` came with events before a moment.
  func figureCount(before moment: Int) -> Int {
    figures.partitioningIndex { Int($0.event) >= moment }
  }

  static func best(of list: [Best], before moment: Int) -> Best? {
    list[..<list.partitioningIndex { Int($0.event) >= moment }].last
  }
}
