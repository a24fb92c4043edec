// What happened, as events. Nothing here changes the course of a search.
extension SearchEngine {
  /// The search turns to a node; if it leaves another for that, it says so first.
  @inline(__always)
  mutating func recordSelect(_ node: Int32) {
    guard isRecording else { return }
    if last >= 0, backtrackReason != .none, !nodes.isDescendant(node, of: last) {
      let parents = nodes.parent
      let common = commonAncestor(of: last, and: node) { parents[$0] }
      events.events.append(
        Event(.backtrack, number(of: last), other: number(of: common), reason: backtrackReason))
    }
    backtrackReason = .none
    events.events.append(Event(.select, number(of: node)))
  }

  /// The model computed tokens about states, on behalf of a node.
  mutating func recordTokens(_ computed: Int, states: Int, for node: Int32) {
    tokens += computed
    guard isRecording else { return }
    events.events.append(
      Event(.modelCall, number(of: node), count: states, value: Float(computed)))
  }

  /// The model proposed steps from a node that are not legal: a mistake each.
  mutating func recordIllegalSteps(_ ticket: Ticket, at node: Int32) {
    var known: Set<String> = []
    for (_, text) in queue[ticket].illegalSteps where known.insert(text).inserted {
      events.append(Event(.mistake, number(of: node), reason: .illegal), text: text)
    }
  }

  /// The number that events give a node.
  @inline(__always)
  func number(of node: Int32) -> NodeID { numbers.number(of: node, nodes) }

  /// A node of a block is seen for the first time.
  @inline(__always)
  mutating func recordReveal(_ request: EvaluationRequest) {
    let above = state(of: request.selected)
    let step = nodes.step[request.node]
    let id = numbers.reveal(request.node, nodes)
    var record = NodeRecord(parent: number(of: request.selected))
    if request.same >= 0 { record.same = number(of: request.same) }
    if needs.columns.contains(.priors) { record.P = nodes.P[request.node] }
    events.events.append(Event(.expand, record.parent, other: id, count: 1))
    let below = problem.apply(step, to: above)
    append(record, step, from: above, to: below)
    if needs.duplicates != .mark {
      currentNode = request.node
      currentState = below
    }
  }

  /// Children of a node are seen as they are made.
  mutating func recordBlock(_ children: Range<Int32>, of node: Int32, _ state: P.State) {
    guard !children.isEmpty else { return }
    if numbers.isIdentity {
      numbers.reveal(children)
    } else {
      for child in children { _ = numbers.reveal(child, nodes) }
    }
    let parent = number(of: node)
    events.events.append(
      Event(.expand, parent, other: number(of: children.lowerBound), count: children.count))
    for child in children {
      var record = NodeRecord(parent: parent)
      record.P = nodes.P[child]
      if needs.duplicates == .mark {
        let same = marks[nodes.state[child]].node
        if same != child { record.same = number(of: same) }
      }
      let step = nodes.step[child]
      append(record, step, from: state, to: problem.apply(step, to: state))
    }
  }

  /// The children of a complete expansion.
  mutating func recordChildren(_ slot: Int) {
    let node = leaves[slot].request.node
    let ticket = leaves[slot].ticket
    let children = leaves[slot].request.newNodes
    let isEstimated = leaves[slot].isEstimated
    let isAnswered = queue.isAnswered(ticket)
    let state = states[node]
    numbers.reveal(children)
    events.events.append(
      Event(.expand, node, other: children.lowerBound, count: children.count))
    for (offset, child) in children.enumerated() {
      var record = NodeRecord(parent: node)
      record.g = nodes.g[child]
      if isEstimated || isAnswered {
        let (V, h) =
          isEstimated
          ? (childValues[offset], nodes.h[child])
          : estimates(queue[ticket], offset, ofGoal: isProvedGoal(child))
        record.V = V
        // A node without hope gets no figure, but is pruned at once.
        record.h = h.isFinite ? h : .nan
      }
      if let same = superseded[slot].first(where: {
        states[$0] == states[child] && $0 != child
      }) {
        record.same = same
      }
      append(record, nodes.step[child], from: state, to: states[child])
    }
  }

  @inline(__always)
  mutating func append(
    _ record: NodeRecord, _ step: StepCode, from state: P.State, to next: P.State
  ) {
    let problem = problem
    events.append(
      record, step: { problem.write(step, from: state, to: &$0) },
      state: { problem.write(next, after: state, to: &$0) })
  }

  /// A value was found, by the model, or by a look at the state where that is enough.
  @inline(__always)
  mutating func recordEvaluation(_ leaf: Leaf) {
    guard isRecording else { return }
    let node = leaf.request.node
    let isDeadEnd = nodes.flags[node].contains(.deadEnd)
    let reason: Event.Reason =
      if leaf.request.isCached {
        .cached
      } else if isDeadEnd {
        leaf.isAsked ? .hopeless : .deadEnd
      } else {
        leaf.isAsked || leaf.finding != .terminal ? .none : .solved
      }
    events.events.append(
      Event(.evaluate, number(of: node), value: leaf.request.value, reason: reason))
  }

  /// The model has no answer about a node.
  mutating func recordFailure(_ error: ModelError, of node: Int32) {
    guard isRecording else { return }
    events.append(Event(.failed, number(of: node)), text: error.description)
  }

  /// Nodes need no further search.
  mutating func flushPrunes() {
    for prune in prunes {
      if prune.node == last, needs.backtrackReason != .restart { backtrackReason = prune.reason }
      guard isRecording else { continue }
      events.events.append(Event(.prune, number(of: prune.node), reason: prune.reason))
    }
    prunes.clear()
  }
}
