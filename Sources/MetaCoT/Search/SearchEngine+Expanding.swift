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
        if E.estimatesSingly, queue.window == 1, needs.rollouts == 0 {
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
  private mutating func reveal(_ slot: Int) {
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
    let same = needs.duplicates == .mark ? marks[nodes.state[node]].node : node
    if same != node {
      leaves[slot].request.same = same
      leaves[slot].request.closesCycle = closesCycle(node)
      if leaves[slot].request.closesCycle || !needs.expandsDuplicates { return }
    }
    steps.clear()
    if !problem.isEnding(state) { Steps.appendSteps(of: problem, from: state, to: &steps) }
    // Goals and dead ends are found again, and recorded, when the leaf is evaluated.
    if !Steps.areListed {
      guard !problem.isEnding(state) else { return }
      let values: EvaluationBatch<P>.Outputs =
        model.givesCostsToGo ? [.values, .costsToGo] : [.values]
      return requestProposals(
        slot, leaves[slot].request.wants.contains(.value) ? values.union(.proposals) : .proposals)
    }
    guard !steps.isEmpty else { return }
    let known = needs.duplicates == .mark ? marks[nodes.state[node]].value : .nan
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
      let given: [Float]
      if Steps.areListed {
        recordUse(ticket, for: node)
        steps = queue[ticket].steps
        given = queue[ticket].priors
      } else {
        given = takeProposals(slot)
      }
      if model.givesCostsToGo, queue[ticket].costsToGo[0] == .infinity {
        nodes.set(.deadEnd, of: node)
        return
      }
      leaves[slot].request.value = quantised(queue[ticket].values[0])
      if steps.isEmpty {
        nodes.set(.deadEnd, of: node)
        return
      }
      let order = given.indices.sorted {
        given[$0] != given[$1] ? given[$0] > given[$1] : $0 < $1
      }
      priors = order.map { quantised(given[$0]) }
      let listed = steps
      steps = order.map { listed[$0] }
    }
    makeBlock(slot, of: node)
    defineChildren(leaves[slot].request.newNodes, of: node, priors)
    strategy.expanded(&leaves[slot].request, &nodes)
  }

  /// Makes a block of children of the steps at hand.
  @inline(__always)
  private mutating func makeBlock(_ slot: Int, of node: Int32) {
    let first = nodes.appendBlock(
      parent: node, steps: steps, room: Steps.areListed ? 0 : needs.growth)
    nodes.set(.expanded, of: node)
    if !Steps.areListed, steps.count < needs.growth { nodes.set(.growing, of: node) }
    leaves[slot].request.firstNew = first
    leaves[slot].request.newCount = Int32(steps.count)
  }

  /// Defines children that are revealed when they are made.
  private mutating func defineChildren(
    _ children: Range<Int32>, of node: Int32, _ priors: [Float]
  ) {
    let state = state(of: node)
    for (child, prior) in zip(children, priors) {
      nodes.initialize(child, parent: node)
      nodes.P[child] = prior
      if needs.duplicates == .mark {
        let next = problem.apply(nodes.step[child], to: state)
        let (entry, isNew) = states.insert(next, problem)
        nodes.state[child] = entry
        if isNew { marks.append(StateMark(node: child)) }
      }
    }
    if isRecording { recordBlock(children, of: node, state) }
  }

  // MARK: Steps that a model proposes

  /// Asks for steps from a node, and for what else is wanted. A node that has children gets more.
  private mutating func requestProposals(_ slot: Int, _ wants: EvaluationBatch<P>.Outputs) {
    let node = leaves[slot].request.selected
    let ticket = leaves[slot].ticket
    leaves[slot].stage = .expansion
    leaves[slot].isGrowth = nodes.flags[node].contains(.expanded)
    queue[ticket].begin(wants, proposals: proposals)
    queue[ticket].append(state(of: node))
    open(ticket, for: node)
  }

  /// Puts the steps proposed from a node into `steps`, each once, those left out that it has
  /// already. Returns their priors: what the model says, or their share of what it proposed.
  @discardableResult
  private mutating func takeProposals(_ slot: Int) -> [Float] {
    let node = leaves[slot].request.selected
    let ticket = leaves[slot].ticket
    let state = state(of: node)
    recordUse(ticket, for: node)
    var known: Set<StepCode> = []
    if leaves[slot].isGrowth {
      for child in nodes.children(of: node) { known.insert(nodes.step[child]) }
    }
    steps.clear()
    var weights: [Float] = []
    for proposal in queue[ticket].proposals {
      guard let step = Steps.step(proposal.text, from: state, of: problem) else { continue }
      let weight = proposal.logProbability.flatMap { probability(costToGo: -$0) }
      if let place = steps.firstIndex(of: step) {
        if weight == nil { weights[place] += 1 }
      } else if !known.contains(step) {
        steps.append(step)
        weights.append(weight ?? 1)
      }
    }
    let sum = weights.reduce(0, +)
    return weights.map { sum > 0 ? $0 / sum : 1 / Float(weights.count) }
  }

  /// A node gets more children, if the model thinks of any that it does not have.
  private mutating func finishGrowth(_ slot: Int) {
    let node = leaves[slot].request.selected
    let priors = takeProposals(slot)
    let room = needs.growth - Int(nodes.childCount[node])
    if steps.count > room { steps.removeLast(steps.count - room) }
    let new = nodes.extendBlock(of: node, steps: steps)
    leaves[slot].request.firstNew = new.lowerBound
    leaves[slot].request.newCount = Int32(new.count)
    if new.isEmpty || Int(nodes.childCount[node]) == needs.growth {
      nodes.clear(.growing, of: node)
    }
    if needs.expansion == .ranked {
      defineChildren(new, of: node, priors.map { quantised($0) })
    } else if needs.columns.contains(.priors) {
      for (child, prior) in zip(new, priors) { nodes.P[child] = quantised(prior) }
    }
    strategy.expanded(&leaves[slot].request, &nodes)
    if leaves[slot].request.node != node { reveal(slot) }
    if new.isEmpty, nodes.open[node] == 0 { nodes.close(node, because: .exhausted, &prunes) }
    prepareEvaluation(slot)
  }

  // MARK: Children with states

  @inline(__always)
  private mutating func listSteps(from node: Int32) {
    steps.clear()
    Steps.appendSteps(of: problem, from: states[node], to: &steps)
  }

  /// Makes children of the steps at hand, and asks what the model says of them.
  private mutating func makeChildren(_ slot: Int) {
    let node = leaves[slot].request.node
    let ticket = leaves[slot].ticket
    let wants = childOutputs
    if wants.contains(.costsToGo), queue.window == 1 {
      queue[ticket].begin(wants, from: (states[node], nodes.h[node]))
    } else {
      queue[ticket].begin(wants)
    }
    makeChildren(slot) { engine, step, state, g, isGoal in
      engine.nodes.append(parent: node, step: step, g: g, h: 0, V: 0, isGoal: isGoal)
      if !wants.isEmpty { engine.queue[ticket].append(state, after: step) }
    }
    if leaves[slot].isRepetition, !wants.isEmpty {
      for child in leaves[slot].request.newNodes {
        queue[ticket].append(states[child], after: nodes.step[child])
      }
    }
    if leaves[slot].request.newCount > 0, !wants.isEmpty { open(ticket, for: node) }
  }

  /// Makes children of the steps at hand, each with what the model says of it.
  @inline(__always)
  private mutating func makeEstimatedChildren<E: Evaluator>(_ slot: Int, _ evaluator: inout E)
  where E.P == P {
    let node = leaves[slot].request.node
    let wants = childOutputs
    leaves[slot].isEstimated = !wants.isEmpty
    let origin = (state: states[node], costToGo: nodes.h[node])
    childValues.removeAll()
    makeChildren(slot) { engine, step, state, g, isGoal in
      guard !wants.isEmpty else {
        return engine.nodes.append(parent: node, step: step, g: g, h: 0, V: 0, isGoal: isGoal)
      }
      let said = evaluator.estimate(
        state, after: step, from: origin, of: engine.problem, wants: wants)
      let (V, h) = engine.estimates(
        wants, said.value, said.costToGo, ofGoal: isGoal && !engine.problem.needsAnswerKey)
      engine.nodes.append(parent: node, step: step, g: g, h: h, V: V, isGoal: isGoal)
      if engine.isRecording { engine.childValues.append(V) }
    }
    if !wants.isEmpty { modelCalls += Int(leaves[slot].request.newCount) }
  }

  /// Finds out which of the steps at hand become children, and has each appended: with the step, the
  /// state that it leads to, g, and whether an answer is given there.
  @inline(__always)
  private mutating func makeChildren(
    _ slot: Int, append: (inout Self, StepCode, P.State, Float, Bool) -> Void
  ) {
    let node = leaves[slot].request.node
    leaves[slot].stage = .estimates
    leaves[slot].hasSteps = !steps.isEmpty
    if needs.duplicates == .forget, nodes.remembersChildren(of: node) {
      leaves[slot].isRepetition = true
      let children = nodes.children(of: node)
      leaves[slot].request.firstNew = children.lowerBound
      leaves[slot].request.newCount = Int32(children.count)
      return
    }
    let first = Int32(nodes.count)
    nodes.set(.expanded, of: node)
    if needs.duplicates == .forget {
      makeChildrenOfPath(node, append)
    } else {
      makeNewChildren(node, slot, append)
    }
    let count = Int32(nodes.count) - first
    leaves[slot].request.firstNew = first
    leaves[slot].request.newCount = count
    if needs.columns.contains(.children) {
      nodes.firstChild[node] = first
      nodes.childCount[node] = UInt16(count)
      nodes.open[node] = UInt16(count)
    }
  }

  /// The steps become children whose states are new, or reached at less cost than before.
  @inline(__always)
  private mutating func makeNewChildren(
    _ node: Int32, _ slot: Int, _ append: (inout Self, StepCode, P.State, Float, Bool) -> Void
  ) {
    let state = states[node]
    let g = nodes.g[node]
    reached.removeAll()
    for step in steps { reached.append(problem.apply(step, to: state)) }
    states.lookUp(reached, problem)
    for index in steps.indices {
      let step = steps[index]
      let next = reached[index]
      let cost = g + quantised(problem.cost(of: step, from: state))
      let place = states.place(of: next, at: index, problem)
      if let other = states.entry(at: place) {
        if nodes.g[other] <= cost { continue }
        superseded[slot].append(other)
      }
      states.append(next, at: place)
      append(&self, step, next, cost, problem.isEnding(next))
    }
  }

  /// The steps become children that do not lead back, or in a circle without cost.
  @inline(__always)
  private mutating func makeChildrenOfPath(
    _ node: Int32, _ append: (inout Self, StepCode, P.State, Float, Bool) -> Void
  ) {
    let state = states[node]
    let g = nodes.g[node]
    for index in steps.indices {
      let step = steps[index]
      let next = problem.apply(step, to: state)
      let cost = g + quantised(problem.cost(of: step, from: state))
      guard !leadsBack(to: next, from: node, cost) else { continue }
      states.put(next, as: nodes.count)
      append(&self, step, next, cost, problem.isEnding(next))
    }
  }

  /// Whether a step leads to the state before the node's, or to one above from which nothing was
  /// spent.
  @inline(__always)
  private func leadsBack(to next: P.State, from node: Int32, _ cost: Float) -> Bool {
    let parent = nodes.parent[node]
    if parent >= 0, states[parent] == next { return true }
    var above = node
    while above >= 0, nodes.g[above] == cost {
      if states[above] == next { return true }
      above = nodes.parent[above]
    }
    return false
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
      // What was said the first time holds.
      for (offset, child) in children.enumerated() where !leaves[slot].isRepetition {
        let (V, h) = estimates(queue[ticket], offset, ofGoal: isProvedGoal(child))
        nodes.h[child] = h
        if needs.columns.contains(.values) { nodes.V[child] = V }
      }
    }
    if isRecording, !leaves[slot].isRepetition { recordChildren(slot) }
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
      // Who forgets will come here again.
      if needs.duplicates != .forget { retire(node, backtrackReason) }
    } else if needs.usesCostToGo {
      for child in children where nodes.h[child] == .infinity {
        nodes.set(.deadEnd, of: child)
        retire(child, .deadEnd)
      }
    }
    if !prunes.isEmpty { flushPrunes() }
    if needs.claimsGoalsAtOnce {
      for child in children where nodes.flags[child].contains(.goal) {
        claim(child, value: needs.usesValue ? nodes.V[child] : 1)
      }
    }
  }

  mutating func retire(_ node: Int32, _ reason: Event.Reason) {
    if needs.columns.contains(.children), needs.duplicates != .forget {
      nodes.close(node, because: reason, &prunes)
    } else if !nodes.flags[node].contains(.closed) {
      nodes.set(.closed, of: node)
      prunes.append(Prune(node: node, reason: reason))
    }
  }
}
