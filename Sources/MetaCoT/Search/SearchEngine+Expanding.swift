extension SearchEngine {
  /// Does for a new request what can be done without events, and asks the model what it is needed
  /// for first.
  mutating func prepare(_ slot: Int) {
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
      if needs.columns.contains(.priors) {
        requestPriors(slot)
      } else {
        leaves[slot].stage = .listedExpansion
        hasListedExpansion = true
      }
    case .ranked: requestRanking(slot)
    case .complete:
      makeChildren(slot)
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
      case .lazy: finishLazyExpansion(slot)
      case .ranked: finishRankedExpansion(slot)
      case .complete: finishCompleteExpansion(slot)
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
    steps.removeAll(keepingCapacity: true)
    Steps.appendSteps(of: problem, from: state(of: node), to: &steps)
    if steps.isEmpty {
      nodes.flags[node].insert(.deadEnd)
      leaves[slot].request.wants.insert(.check)
      return
    }
    nodes.appendBlock(parent: node, steps: steps)
    nodes.flags[node].insert(.expanded)
    strategy.expanded(&leaves[slot].request, &nodes)
  }

  /// Asks for the priors of a node's steps.
  private mutating func requestPriors(_ slot: Int) {
    let node = leaves[slot].request.selected
    let ticket = leaves[slot].ticket
    leaves[slot].stage = .expansion
    let state = state(of: node)
    steps.removeAll(keepingCapacity: true)
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
      nodes.flags[node].insert(.deadEnd)
      leaves[slot].request.wants.insert(.check)
    } else {
      let first = nodes.appendBlock(parent: node, steps: queue[ticket].steps)
      nodes.flags[node].insert(.expanded)
      recordUse(ticket, for: node)
      for offset in queue[ticket].steps.indices {
        nodes.P[Int(first) + offset] = quantised(queue[ticket].priors[offset])
      }
      strategy.expanded(&leaves[slot].request, &nodes)
    }
    if leaves[slot].request.node != leaves[slot].request.selected { reveal(slot) }
    prepareEvaluation(slot)
  }

  /// A node of a block is gone to for the first time: equal states are recognised, and the events
  /// get the node.
  @inline(__always)
  private mutating func reveal(_ slot: Int) {
    let request = leaves[slot].request
    let node = request.node
    if needs.duplicates == .mark {
      let state = problem.apply(nodes.step[node], to: self.state(of: request.selected))
      let (entry, isNew) = states.insert(state, node: node, problem)
      nodes.state[node] = entry
      if isNew {
        knownValues.append(.nan)
      } else {
        leaves[slot].request.same = states.node(of: entry)
        leaves[slot].request.closesCycle = closesCycle(node)
      }
    }
    if isRecording, number(of: node) < 0 { recordReveal(leaves[slot].request) }
  }

  /// Whether a node above has an equal state. Complexity: linear in the depth.
  private func closesCycle(_ node: Int32) -> Bool {
    let entry = nodes.state[node]
    var above = nodes.parent[node]
    while above >= 0 {
      if nodes.state[above] == entry { return true }
      above = nodes.parent[above]
    }
    return false
  }

  // MARK: Blocks of children in the order of their priors

  /// Asks for the value of a node and the priors of its steps, unless an equal state was asked about.
  private mutating func requestRanking(_ slot: Int) {
    let node = leaves[slot].request.node
    let ticket = leaves[slot].ticket
    leaves[slot].stage = .expansion
    let state = state(of: node)
    let same = needs.duplicates == .mark ? states.node(of: nodes.state[node]) : node
    if same != node {
      leaves[slot].request.same = same
      leaves[slot].request.closesCycle = closesCycle(node)
      if leaves[slot].request.closesCycle || !needs.expandsDuplicates { return }
    }
    steps.removeAll(keepingCapacity: true)
    if !problem.isEnding(state) { Steps.appendSteps(of: problem, from: state, to: &steps) }
    // Goals and dead ends are found again, and recorded, when the leaf is evaluated.
    guard !steps.isEmpty else { return }
    let known = needs.duplicates == .mark ? knownValues[nodes.state[node]] : .nan
    if same != node, model.isDeterministic, known == known,
      nodes.flags[same].contains(.expanded)
    {
      leaves[slot].request.value = known
      leaves[slot].request.isCached = true
      return
    }
    queue[ticket].begin(
      model.givesCostsToGo ? [.values, .costsToGo, .priors] : [.values, .priors])
    queue[ticket].append(state, steps: steps)
    open(ticket, for: node)
  }

  private mutating func finishRankedExpansion(_ slot: Int) {
    rank(slot)
    prepareEvaluation(slot)
  }

  private mutating func rank(_ slot: Int) {
    let request = leaves[slot].request
    let node = request.node
    let ticket = leaves[slot].ticket
    let priors: [Float]
    if request.isCached {
      let children = nodes.children(of: request.same)
      steps = children.map { nodes.step[$0] }
      priors = children.map { nodes.P[$0] }
    } else {
      guard queue.isAnswered(ticket) else { return }
      recordUse(ticket, for: node)
      if model.givesCostsToGo, queue[ticket].costsToGo[0] == .infinity {
        nodes.flags[node].insert(.deadEnd)
        return
      }
      leaves[slot].request.value = quantised(queue[ticket].values[0])
      let given = queue[ticket].priors
      let order = given.indices.sorted {
        given[$0] != given[$1] ? given[$0] > given[$1] : $0 < $1
      }
      priors = order.map { quantised(given[$0]) }
      steps = order.map { queue[ticket].steps[$0] }
    }
    let state = state(of: node)
    let first = nodes.appendBlock(parent: node, steps: steps)
    nodes.flags[node].insert(.expanded)
    for offset in steps.indices {
      let child = first + Int32(offset)
      nodes.initialize(child, parent: node)
      nodes.P[child] = priors[offset]
      if needs.duplicates == .mark {
        let next = problem.apply(steps[offset], to: state)
        let (entry, isNew) = states.insert(next, node: child, problem)
        nodes.state[child] = entry
        if isNew { knownValues.append(.nan) }
      }
    }
    strategy.expanded(&leaves[slot].request, &nodes)
    if isRecording { recordBlock(of: node, state) }
  }

  // MARK: Children with states

  /// Makes the children of a node, and asks what the model says of them.
  @inline(__always)
  private mutating func makeChildren(_ slot: Int) {
    let node = leaves[slot].request.node
    let ticket = leaves[slot].ticket
    let state = states[nodes.state[node]]
    let g = nodes.g[node]
    let first = Int32(nodes.count)
    leaves[slot].stage = .estimates
    nodes.flags[node].insert(.expanded)
    steps.removeAll(keepingCapacity: true)
    Steps.appendSteps(of: problem, from: state, to: &steps)
    leaves[slot].hasSteps = !steps.isEmpty
    let wants = childOutputs
    if wants.contains(.costsToGo), queue.window == 1 {
      queue[ticket].begin(wants, from: (state, nodes.h[node]))
    } else {
      queue[ticket].begin(wants)
    }
    for step in steps {
      let next = problem.apply(step, to: state)
      let cost = g + quantised(problem.cost(of: step, from: state))
      let (entry, isNew) = states.insert(next, node: Int32(nodes.count), problem)
      if !isNew {
        let other = states.node(of: entry)
        if nodes.g[other] <= cost { continue }
        superseded[slot].append(other)
        states.setNode(Int32(nodes.count), of: entry)
      }
      let child = nodes.append(parent: node, step: step)
      nodes.g[child] = cost
      nodes.state[child] = entry
      if problem.isEnding(next) { nodes.flags[child].insert(.goal) }
      if !wants.isEmpty { queue[ticket].append(next, after: step) }
    }
    let count = Int32(nodes.count) - first
    leaves[slot].request.firstNew = first
    leaves[slot].request.newCount = count
    if needs.columns.contains(.children) {
      nodes.firstChild[node] = first
      nodes.childCount[node] = UInt16(count)
      nodes.open[node] = UInt16(count)
    }
    if count > 0, !wants.isEmpty { open(ticket, for: node) }
  }

  /// The children of a node are there, and what the model says of them.
  @inline(__always)
  private mutating func finishCompleteExpansion(_ slot: Int) {
    let request = leaves[slot].request
    let node = request.node
    let ticket = leaves[slot].ticket
    let children = request.newNodes
    expansions += 1
    if queue.isAnswered(ticket) {
      recordUse(ticket, for: node)
      for (offset, child) in children.enumerated() {
        let (V, h) = estimates(queue[ticket], offset, ofGoal: nodes.flags[child].contains(.goal))
        nodes.h[child] = h
        if needs.columns.contains(.values) { nodes.V[child] = V }
      }
    }
    if isRecording { recordChildren(slot) }
    settle(slot, node, children)
    prepareEvaluation(slot)
  }

  /// What is known at once of an expansion: states reached more cheaply than before, children
  /// without hope, goals.
  @inline(__always)
  private mutating func settle(_ slot: Int, _ node: Int32, _ children: Range<Int32>) {
    if !superseded[slot].isEmpty {
      for old in superseded[slot] { retire(old, .superseded) }
      superseded[slot].removeAll(keepingCapacity: true)
    }
    if children.isEmpty {
      backtrackReason = leaves[slot].hasSteps ? .duplicate : .deadEnd
      retire(node, backtrackReason)
    } else if needs.usesCostToGo {
      for child in children where nodes.h[child] == .infinity {
        nodes.flags[child].insert(.deadEnd)
        retire(child, .deadEnd)
      }
    }
    if !prunes.isEmpty { flushPrunes() }
    if needs.claimsGoalsAtOnce {
      for child in children where nodes.flags[child].contains(.goal) { claim(child) }
    }
  }

  mutating func retire(_ node: Int32, _ reason: Event.Reason) {
    if needs.columns.contains(.children) {
      nodes.close(node, because: reason, &prunes)
    } else if !nodes.flags[node].contains(.closed) {
      nodes.flags[node].insert(.closed)
      prunes.append(Prune(node: node, reason: reason))
    }
  }
}
