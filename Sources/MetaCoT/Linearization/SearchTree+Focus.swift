/// Looking back from an event: which node was the current one, and what was just said.
extension SearchTree {
  /// How many events a look back goes at most: an iteration of the largest batch, with room.
  private static let farthestBack = 4096

  /// The current node just before the event: that of the last `select`, `expand` or `goal`, or the
  /// one that the last `backtrack` went back to; the root at the start.
  ///
  /// Complexity: linear in the events since then.
  func focus(before event: Int) -> NodeID {
    guard let turn = turn(before: event) else { return 0 }
    return events[turn].kind == .backtrack ? events[turn].other : events[turn].node
  }

  /// The last event before this one that changed the current node; nil at the start.
  func turn(before event: Int) -> Int? {
    var index = event - 1
    let end = max(-1, event - 1 - Self.farthestBack)
    while index > end {
      switch events[index].kind {
      case .select, .expand, .goal, .backtrack: return index
      default: index -= 1
      }
    }
    return nil
  }

  /// The last event before this one, in the same iteration, that satisfies the condition. An
  /// iteration goes back to the first of the `select` events that it begins with.
  func earlier(than event: Int, where condition: (Event) -> Bool) -> Int? {
    var index = event - 1
    let end = max(-1, event - 1 - Self.farthestBack)
    var isBeginning = false
    while index > end {
      let earlier = events[index]
      if isBeginning, earlier.kind != .select, earlier.kind != .backtrack { return nil }
      if condition(earlier) { return index }
      isBeginning = isBeginning || earlier.kind == .select
      index -= 1
    }
    return nil
  }

  /// The last steps, at most `count`, of the path from the root to `node`, as nodes.
  func descent(to node: NodeID, last count: Int) -> [NodeID] {
    var nodes: [NodeID] = []
    var node = node
    while node > 0, nodes.count < count {
      nodes.append(node)
      node = parent(node)
    }
    return nodes.reversed()
  }

  /// The steps that lead from `ancestor` down to `node`, as nodes: without `ancestor`, with `node`.
  func descent(from ancestor: NodeID, to node: NodeID) -> [NodeID] {
    var nodes: [NodeID] = []
    var node = node
    while node > ancestor {
      nodes.append(node)
      node = parent(node)
    }
    return nodes.reversed()
  }
}
