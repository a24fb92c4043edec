/// Children with states, made all at once.
extension SearchEngine {
  @inline(__always)
  mutating func listSteps(from node: Int32) {
    steps.clear()
    Steps.appendSteps(of: problem, from: states[node], to: &steps)
  }

  /// Whether what the model says of children is known as they are made.
  @inline(__always)
  func estimatesChildren<E: Evaluator>(_ evaluator: E.Type) -> Bool {
    E.estimatesSingly && Steps.areListed && needs.expansion == .complete && queue.window == 1
      && needs.rollouts == 0
  }

  /// A whole iteration in one phase, where nobody looks at phases and nothing waits.
  @inline(__always)
  mutating func expandAtOnce<E: Evaluator>(with evaluator: inout E) where E.P == P {
    let slot = slot(newest)
    let node = asked[0].node
    last = node
    leaves[slot] = Leaf(request: asked[0], ticket: newest)
    listSteps(from: node)
    makeChildren(slot, with: &evaluator)
    expansions += 1
    settle(slot, node, leaves[slot].request.newNodes)
    strategy.tell(&leaves[slot].request, &nodes, &prunes)
    if !prunes.isEmpty { flushPrunes() }
    if let stopping { finish(stopping) }
  }

  /// Makes children of the steps at hand, and finds out what the model says of them: at once, or when it
  /// answers.
  @inline(__always)
  mutating func makeChildren<E: Evaluator>(_ slot: Int, with evaluator: inout E) where E.P == P {
    let wants = childOutputs
    leaves[slot].stage = .estimates
    leaves[slot].hasSteps = !steps.isEmpty
    if estimatesChildren(E.self) {
      if isRecording { childValues.removeAll() }
      makeNodes(slot, wants, &evaluator)
      guard !wants.isEmpty else { return }
      leaves[slot].isEstimated = true
      modelCalls += Int(leaves[slot].request.newCount)
    } else {
      makeNodes(slot, [], &evaluator)
      askOfChildren(slot, wants)
    }
  }

  private mutating func askOfChildren(_ slot: Int, _ wants: EvaluationBatch<P>.Outputs) {
    let request = leaves[slot].request
    guard !wants.isEmpty, request.newCount > 0 else { return }
    let node = request.node
    let ticket = leaves[slot].ticket
    if wants.contains(.costsToGo), queue.window == 1 {
      queue[ticket].begin(wants, from: (states[node], nodes.h[node]))
    } else {
      queue[ticket].begin(wants)
    }
    for child in request.newNodes {
      queue[ticket].append(states[child], after: nodes.step[child])
    }
    open(ticket, for: node)
  }

  /// Finds out which of the steps at hand become children, and makes these: with steps, states, g,
  /// whether an answer is given there, and what the model says where that is wanted at once.
  @inline(__always)
  private mutating func makeNodes<E: Evaluator>(
    _ slot: Int, _ wants: EvaluationBatch<P>.Outputs, _ evaluator: inout E
  ) where E.P == P {
    let node = leaves[slot].request.node
    if needs.duplicates == .forget, nodes.remembersChildren(of: node) {
      // What was said the first time holds.
      leaves[slot].isRepetition = true
      let children = nodes.children(of: node)
      leaves[slot].request.firstNew = children.lowerBound
      leaves[slot].request.newCount = Int32(children.count)
      return
    }
    let first = Int32(nodes.count)
    nodes.set(.expanded, of: node)
    if needs.duplicates == .forget {
      makePathNodes(node, wants, &evaluator)
    } else {
      makeNewNodes(node, slot, wants, &evaluator)
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

  /// Steps become children where their states are new, or reached at less cost than before.
  @inline(__always)
  private mutating func makeNewNodes<E: Evaluator>(
    _ node: Int32, _ slot: Int, _ wants: EvaluationBatch<P>.Outputs, _ evaluator: inout E
  ) where E.P == P {
    let state = states[node]
    let g = nodes.g[node]
    let h = nodes.h[node]
    let back = stepBack(from: node)
    states.beginLookup(most: steps.count, problem)
    for step in steps where step != back {
      states.lookUp(problem.apply(step, to: state), problem)
    }
    states.finishLookup()
    var place = 0
    for step in steps where step != back {
      let (next, found) = states.found(place, problem)
      place &+= 1
      let cost = g + quantised(problem.cost(of: step, from: state))
      if let other = states.entry(at: found) {
        if nodes.g[other] <= cost { continue }
        superseded[slot].append(other)
      }
      states.append(next, at: found)
      append(next, after: step, from: (node, state, h), g: cost, wants, &evaluator)
    }
  }

  /// Steps become children where they do not lead back, or in a circle without cost.
  @inline(__always)
  private mutating func makePathNodes<E: Evaluator>(
    _ node: Int32, _ wants: EvaluationBatch<P>.Outputs, _ evaluator: inout E
  ) where E.P == P {
    let state = states[node]
    let g = nodes.g[node]
    let h = nodes.h[node]
    let back = stepBack(from: node)
    for step in steps where step != back {
      let next = problem.apply(step, to: state)
      let cost = g + quantised(problem.cost(of: step, from: state))
      guard !leadsBack(to: next, from: node, cost) else { continue }
      states.put(next, as: nodes.count)
      append(next, after: step, from: (node, state, h), g: cost, wants, &evaluator)
    }
  }

  /// A child becomes a node, with what the model says of it where that is wanted at once.
  @inline(__always)
  private mutating func append<E: Evaluator>(
    _ next: P.State, after step: StepCode, from origin: (node: Int32, state: P.State, h: Float),
    g: Float, _ wants: EvaluationBatch<P>.Outputs, _ evaluator: inout E
  ) where E.P == P {
    let isGoal = problem.isEnding(next)
    var (V, h): (Float, Float) = (0, 0)
    if !wants.isEmpty {
      let said = evaluator.estimate(
        next, after: step, from: (origin.state, origin.h), of: problem, wants: wants)
      (V, h) = estimates(
        wants, said.value, said.costToGo, ofGoal: isGoal && !problem.needsAnswerKey)
      if isRecording { childValues.append(V) }
    }
    nodes.append(parent: origin.node, step: step, g: g, h: h, V: V, isGoal: isGoal)
  }

  /// The step that is known to lead to the state before the node's: never a new one, nor for less.
  @inline(__always)
  private func stepBack(from node: Int32) -> StepCode? {
    node > 0 ? Steps.inverse(of: nodes.step[node], in: problem) : nil
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
