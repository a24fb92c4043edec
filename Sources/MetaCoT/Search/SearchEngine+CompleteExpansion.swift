/// Children with states, made all at once.
extension SearchEngine {
  @inline(__always)
  mutating func listSteps(from node: Int32) {
    steps.clear()
    Steps.appendSteps(of: problem, from: states[node], to: &steps)
  }

  /// Makes children of the steps at hand, and asks what the model says of them.
  mutating func makeChildren(_ slot: Int) {
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
  mutating func makeEstimatedChildren<E: Evaluator>(_ slot: Int, _ evaluator: inout E)
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
  mutating func makeChildren(
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
  mutating func finishCompleteExpansion(_ slot: Int) {
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
