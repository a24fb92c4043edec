extension SearchEngine {
  /// Does for a new request what can be done without events, and asks the model what it is needed
  /// for first.
  mutating func prepare<E: Evaluator>(_ slot: Int, with evaluator: inout E) where E.P == P {
    let request = leaves[slot].request
    guard request.wants.contains(.expand) else {
      if needs.expansion == .lazy, request.node != request.selected {
        leaves[slot].stage = .listedExpansion
        hasListedExpansion = true
      } else {
        prepareEvaluation(slot)
      }
      return
    }
    switch needs.expansion {
    case .lazy:
      if !Steps.areListed {
        requestProposals(slot, [.proposals])
      } else if needs.columns.contains(.priors) {
        requestPriors(slot)
      } else {
        leaves[slot].stage = .listedExpansion
        hasListedExpansion = true
      }
    case .ranked: requestRanking(slot)
    case .complete:
      if Steps.areListed {
        listSteps(from: request.node)
        if estimatesChildren(E.self) {
          makeEstimatedChildren(slot, &evaluator)
        } else {
          makeChildren(slot)
        }
      } else {
        requestProposals(slot, [.proposals])
      }
    }
  }

  /// Makes children where they are wanted, and reveals nodes. Returns false where that waits for the
  /// model.
  @inline(__always)
  mutating func expand() -> Bool {
    if hasListedExpansion {
      expandListed()
    } else {
      guard !queue.isOutstanding(oldest) else { return false }
      turnToOldest()
      let slot = slot(oldest)
      if let failure = queue.failure(oldest) {
        failOldest(failure)
        return true
      }
      switch needs.expansion {
      case .complete where leaves[slot].stage == .estimates: finishCompleteExpansion(slot)
      case .complete:
        takeProposals(slot)
        makeChildren(slot)
      case _ where leaves[slot].isGrowth: finishGrowth(slot)
      case .lazy: finishLazyExpansion(slot)
      case .ranked: finishRankedExpansion(slot)
      }
    }
    phase = leaves[slot(oldest)].nextPhase
    return true
  }

  /// All expansions that need no model.
  private mutating func expandListed() {
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

  // MARK: Blocks of children without states

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
  private mutating func requestPriors(_ slot: Int) {
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

  private mutating func finishLazyExpansion(_ slot: Int) {
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
