extension NodeArena {
  /// Closes a node, and every node above it that has nothing open left below it. Needs the
  /// columns of children. Complexity: the number of nodes closed, times their children where one
  /// is forbidden.
  ///
  /// This is the backing up of exact values in MCTS-Solver (Winands, Björnsson, Saito 2008) for one
  /// player: a node with a solved child is solved, one whose children all failed has failed.
  mutating func close(_ node: Int32, because reason: Event.Reason, _ prunes: inout [Prune]) {
    guard !flags[node].contains(.closed) else { return }
    let wasForbidden = flags[node].contains(.forbidden)
    flags[node].insert(.closed)
    if columns.contains(.statistics) { S[node] = -.infinity }
    if reason != .none { prunes.append(Prune(node: node, reason: reason)) }
    let up = parent[node]
    guard up >= 0, !wasForbidden else { return }
    childWasBarred(up, &prunes)
  }

  /// Sets the solved bit of a node and of all above it.
  mutating func markSolved(_ node: Int32) {
    var node = node
    while node >= 0, !flags[node].contains(.solved) {
      flags[node].insert(.solved)
      node = parent[node]
    }
  }

  /// One child fewer is open below `node`.
  private mutating func childWasBarred(_ node: Int32, _ prunes: inout [Prune]) {
    open[node] -= 1
    guard open[node] == 0, flags[node].isDisjoint(with: [.closed, .forbidden, .growing]) else {
      return
    }
    if children(of: node).contains(where: { flags[$0].contains(.forbidden) }) {
      bar(node, &prunes)
    } else {
      close(node, because: flags[node].contains(.solved) ? .solved : .exhausted, &prunes)
    }
  }

  /// Keeps a node from being selected, and those above it that have nothing else open.
  mutating func bar(_ node: Int32, _ prunes: inout [Prune]) {
    guard flags[node].isDisjoint(with: .barred) else { return }
    flags[node].insert(.forbidden)
    S[node] = -.infinity
    if parent[node] >= 0 { childWasBarred(parent[node], &prunes) }
  }
}
