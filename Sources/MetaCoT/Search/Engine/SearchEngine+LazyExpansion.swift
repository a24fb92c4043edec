/// Blocks of children without states: a child is revealed when the strategy goes to it.
extension SearchEngine {
  /// All expansions that need no model.
  mutating func expandListed() {
    hasListedExpansion = false
    var ticket = oldest
    while ticket < newest {
      let slot = slot(ticket)
      ticket.number &+= 1
      guard leaves[slot].stage == .listedExpansion else { continue }
      if leaves[slot].request.wants.contains(.expand) { expandLazily(slot) }
      if leaves[slot].request.node != leaves[slot].request.selected { reveal(slot) }
      prepareEvaluation(slot)
    }
  }

  @inline(__always)
  private mutating func expandLazily(_ slot: Int) {
    let node = leaves[slot].request.selected
    steps.clear()
    Steps.appendSteps(of: problem, from: state(of: node), to: &steps)
    if steps.isEmpty {
      nodes.set(.deadEnd, of: node)
      leaves[slot].request.wants.insert(.check)
      return
    }
    makeBlock(slot, of: node)
    strategy.expanded(&leaves[slot].request, &nodes)
  }

  /// Asks for the priors of a node's steps.
  mutating func requestPriors(_ slot: Int) {
    let node = leaves[slot].request.selected
    let ticket = leaves[slot].ticket
    leaves[slot].stage = .expansion
    let state = state(of: node)
    steps.clear()
    Steps.appendSteps(of: problem, from: state, to: &steps)
    guard !steps.isEmpty else { return }
    queue[ticket].begin([.priors])
    queue[ticket].append(state, steps: steps)
    open(ticket, for: node)
  }

  mutating func finishLazyExpansion(_ slot: Int) {
    let node = leaves[slot].request.selected
    let ticket = leaves[slot].ticket
    if !queue.isAnswered(ticket) {
      nodes.set(.deadEnd, of: node)
      leaves[slot].request.wants.insert(.check)
    } else {
      let priors: [Float]
      if Steps.areListed {
        recordUse(ticket, for: node)
        steps = queue[ticket].steps
        priors = queue[ticket].priors
      } else {
        priors = takeProposals(slot)
      }
      if steps.isEmpty {
        nodes.set(.deadEnd, of: node)
        leaves[slot].request.wants.insert(.check)
      } else {
        makeBlock(slot, of: node)
        for (child, prior) in zip(leaves[slot].request.newNodes, priors)
        where needs.columns.contains(.priors) {
          nodes.P[child] = quantised(prior)
        }
        strategy.expanded(&leaves[slot].request, &nodes)
      }
    }
    if leaves[slot].request.node != leaves[slot].request.selected { reveal(slot) }
    prepareEvaluation(slot)
  }

  /// A node of a block is gone to for the first time: equal states are recognised, and the events
  /// get the node.
  @inline(__always)
  mutating func reveal(_ slot: Int) {
    let request = leaves[slot].request
    let node = request.node
    if needs.duplicates == .mark {
      let state = problem.apply(nodes.step[node], to: self.state(of: request.selected))
      let (entry, isNew) = states.insert(state, problem)
      nodes.state[node] = entry
      if isNew {
        marks.append(StateMark(node: node))
      } else {
        leaves[slot].request.same = marks[entry].node
        leaves[slot].request.closesCycle = closesCycle(node)
      }
    }
    guard number(of: node) < 0 else { return }
    if isRecording { recordReveal(leaves[slot].request) } else { numbers.count(node, nodes) }
  }

  /// Whether a node above has an equal state. Complexity: linear in the depth.
  func closesCycle(_ node: Int32) -> Bool {
    let entry = nodes.state[node]
    var above = nodes.parent[node]
    while above >= 0 {
      if nodes.state[above] == entry { return true }
      above = nodes.parent[above]
    }
    return false
  }
}
