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
    set(.closed, of: node)
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
      set(.solved, of: node)
      node = parent[node]
    }
  }

  /// One child fewer is open below `node`.
  private mutating func childWasBarred(_ node: Int32, _ prunes: inout [Prune]) {
    open[node] = open[node] - 1
    guard open[node] == 0, flags[node].isDisjoint(with: [.closed, .forbidden, .growing]) else {
      return
    }
    if children(of: node).contains(where: { flags[$0].isWaiting }) {
      bar(node, &prunes)
    } else {
      close(node, because: flags[node].contains(.solved) ? .solved : .exhausted, &prunes)
    }
  }

  /// Keeps a node from being selected, and those above it that have nothing else open.
  mutating func bar(_ node: Int32, _ prunes: inout [Prune]) {
    guard flags[node].isDisjoint(with: .barred) else { return }
    set(.forbidden, of: node)
    forbiddenCount += 1
    if columns.contains(.statistics) { S[node] = -.infinity }
    if parent[node] >= 0 { childWasBarred(parent[node], &prunes) }
  }

  /// Undoes `bar`, upwards as far as it had an effect, but for nodes that are barred by themselves.
  /// `restore` is told of each that can be selected again.
  mutating func unbar(
    _ node: Int32, unless isBarred: (Int32) -> Bool,
    restore: (borrowing NodeArena, Int32) -> Void = { _, _ in }
  ) {
    var node = node
    while node >= 0, flags[node].contains(.forbidden), !isBarred(node) {
      clear(.forbidden, of: node)
      forbiddenCount -= 1
      guard !flags[node].contains(.closed) else { return }
      restore(self, node)
      node = parent[node]
      // Not `+=`, here and above: Swift 6.3.1 ends in an error of its own under the thread sanitizer.
      if node >= 0 { open[node] = open[node] + 1 }
    }
  }

  /// What the result of a simulation proves: a dead end has failed, and a state that is searched
  /// elsewhere, or has failed there, need not be searched here.
  @inline(__always)
  mutating func prove(
    _ request: EvaluationRequest, closesGoals: Bool, prunesDuplicates: Bool,
    _ prunes: inout [Prune]
  ) {
    let node = request.node
    let flags = flags[node]
    guard !flags.contains(.closed) else { return }
    if flags.contains(.goal) {
      markSolved(node)
      if closesGoals { close(node, because: .none, &prunes) }
    } else if flags.contains(.deadEnd) {
      close(node, because: .none, &prunes)
    } else if request.closesCycle
      || request.same >= 0 && (prunesDuplicates || hasFailed(request.same))
    {
      close(node, because: .duplicate, &prunes)
    }
  }

  private func hasFailed(_ node: Int32) -> Bool {
    flags[node].contains(.closed) && !flags[node].contains(.solved)
  }

  /// What another visit to a node is worth that is known to be an end: 1 at a goal that the verifier
  /// accepted, where answers cannot be checked before the end what the model said of it; else 0.
  @inline(__always)
  func terminalValue(of node: Int32, verifiesAnswers: Bool) -> Float {
    guard flags[node].contains(.goal) else { return 0 }
    return verifiesAnswers ? 1 : Q[node]
  }

  /// Q of the root's child with the most visits; else of the root; nil before any visit.
  var mostVisitedValue: Float? {
    var best: Int32 = -1
    for child in children(of: 0).prefix(Int(visited[0])) where best < 0 || N[child] > N[best] {
      best = child
    }
    if best >= 0, N[best] > 0 { return Q[best] }
    return N[0] > 0 ? Q[0] : nil
  }
}
