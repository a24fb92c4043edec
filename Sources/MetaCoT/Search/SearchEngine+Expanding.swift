extension SearchEngine {
  /// Makes children where they are wanted, and reveals nodes.
  mutating func expand() {
    for index in queries.indices {
      if queries[index].wants.contains(.expand) {
        switch needs.expansion {
        case .lazy: expandLazily(index)
        case .ranked: expandRanked(index)
        case .complete: expandCompletely(index)
        }
      }
      if needs.expansion == .lazy, queries[index].node != queries[index].selected {
        reveal(index)
      }
    }
  }

  // MARK: Blocks of children without states

  @inline(__always)
  private mutating func expandLazily(_ index: Int) {
    let node = queries[index].selected
    let state = state(of: node)
    steps.removeAll(keepingCapacity: true)
    problem.appendSteps(from: state, to: &steps)
    if steps.isEmpty {
      nodes.flags[node].insert(.deadEnd)
      queries[index].wants.insert(.check)
      return
    }
    let first = nodes.appendBlock(parent: node, steps: steps)
    nodes.flags[node].insert(.expanded)
    if needs.columns.contains(.priors) {
      evaluation.begin([.priors])
      evaluation.append(state, steps: steps)
      evaluate(for: node)
      for offset in steps.indices {
        nodes.P[Int(first) + offset] = quantised(evaluation.priors[offset])
      }
    }
    strategy.expanded(&queries[index], &nodes)
  }

  /// A node of a block is gone to for the first time: equal states are recognised, and the events
  /// get the node.
  @inline(__always)
  private mutating func reveal(_ index: Int) {
    let query = queries[index]
    let node = query.node
    if needs.duplicates == .mark {
      let state = problem.apply(nodes.step[node], to: self.state(of: query.selected))
      let (entry, isNew) = states.insert(state, node: node, problem)
      nodes.state[node] = entry
      if isNew {
        knownValues.append(.nan)
      } else {
        queries[index].same = states.node(of: entry)
        queries[index].closesCycle = closesCycle(node)
      }
    }
    if isRecording, number(of: node) < 0 { recordReveal(queries[index]) }
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

  private mutating func expandRanked(_ index: Int) {
    let node = queries[index].node
    let state = state(of: node)
    let same = needs.duplicates == .mark ? states.node(of: nodes.state[node]) : node
    if same != node {
      queries[index].same = same
      queries[index].closesCycle = closesCycle(node)
      if queries[index].closesCycle || !needs.expandsDuplicates { return }
    }
    steps.removeAll(keepingCapacity: true)
    if !problem.isGoal(state) { problem.appendSteps(from: state, to: &steps) }
    // Goals and dead ends are found again, and recorded, when the leaf is evaluated.
    guard !steps.isEmpty else { return }
    var priors: [Float]
    let known = needs.duplicates == .mark ? knownValues[nodes.state[node]] : .nan
    if same != node, model.isDeterministic, known == known,
      nodes.flags[same].contains(.expanded)
    {
      queries[index].value = known
      queries[index].isCached = true
      let children = nodes.children(of: same)
      steps = children.map { nodes.step[$0] }
      priors = children.map { nodes.P[$0] }
    } else {
      evaluation.begin(
        model.givesCostsToGo ? [.values, .costsToGo, .priors] : [.values, .priors])
      evaluation.append(state, steps: steps)
      evaluate(for: node)
      if model.givesCostsToGo, evaluation.costsToGo[0] == .infinity {
        nodes.flags[node].insert(.deadEnd)
        return
      }
      queries[index].value = quantised(evaluation.values[0])
      let order = steps.indices.sorted {
        let (a, b) = (evaluation.priors[$0], evaluation.priors[$1])
        return a != b ? a > b : $0 < $1
      }
      priors = order.map { quantised(evaluation.priors[$0]) }
      steps = order.map { steps[$0] }
    }
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
    strategy.expanded(&queries[index], &nodes)
    if isRecording { recordBlock(of: node, state) }
  }

  // MARK: Children with states

  private mutating func expandCompletely(_ index: Int) {
    let node = queries[index].node
    let state = states[nodes.state[node]]
    let g = nodes.g[node]
    let first = Int32(nodes.count)
    expansions += 1
    nodes.flags[node].insert(.expanded)
    steps.removeAll(keepingCapacity: true)
    problem.appendSteps(from: state, to: &steps)
    let wants = childWants
    if wants.contains(.costsToGo) {
      evaluation.begin(wants, from: (state, nodes.h[node]))
    } else {
      evaluation.begin(wants)
    }
    for step in steps {
      let next = problem.apply(step, to: state)
      let cost = g + quantised(problem.cost(of: step, from: state))
      let (entry, isNew) = states.insert(next, node: Int32(nodes.count), problem)
      if !isNew {
        let other = states.node(of: entry)
        if nodes.g[other] <= cost { continue }
        superseded.append(other)
        states.setNode(Int32(nodes.count), of: entry)
      }
      let child = nodes.append(parent: node, step: step)
      nodes.g[child] = cost
      nodes.state[child] = entry
      if problem.isGoal(next) { nodes.flags[child].insert(.goal) }
      if !wants.isEmpty { evaluation.append(next, after: step) }
    }
    let children = first..<Int32(nodes.count)
    queries[index].firstNew = first
    queries[index].newCount = Int32(children.count)
    if needs.columns.contains(.children) {
      nodes.firstChild[node] = first
      nodes.childCount[node] = UInt16(children.count)
      nodes.open[node] = UInt16(children.count)
    }
    if !children.isEmpty, !wants.isEmpty { estimateChildren(children, of: node) }
    if isRecording { recordChildren(of: node, children, state) }
    settle(node, children)
  }

  @inline(__always)
  private mutating func estimateChildren(_ children: Range<Int32>, of node: Int32) {
    evaluate(for: node)
    for (offset, child) in children.enumerated() {
      let (V, h) = estimates(offset, ofGoal: nodes.flags[child].contains(.goal))
      nodes.h[child] = h
      if needs.columns.contains(.values) { nodes.V[child] = V }
    }
  }

  /// What is known at once of an expansion: states reached more cheaply than before, children
  /// without hope, goals.
  @inline(__always)
  private mutating func settle(_ node: Int32, _ children: Range<Int32>) {
    if !superseded.isEmpty {
      for old in superseded { retire(old, .superseded) }
      superseded.removeAll(keepingCapacity: true)
    }
    if children.isEmpty {
      leaving = steps.isEmpty ? .deadEnd : .duplicate
      retire(node, leaving)
    } else if needs.usesCostToGo {
      for child in children where nodes.h[child] == .infinity {
        nodes.flags[child].insert(.deadEnd)
        retire(child, .deadEnd)
      }
    }
    if !marks.isEmpty { flushMarks() }
    if needs.claimsGoalsAtOnce {
      for child in children where nodes.flags[child].contains(.goal) { claim(child) }
    }
  }

  private mutating func retire(_ node: Int32, _ reason: Event.Reason) {
    if needs.columns.contains(.children) {
      nodes.close(node, because: reason, &marks)
    } else if !nodes.flags[node].contains(.closed) {
      nodes.flags[node].insert(.closed)
      marks.append(Mark(node: node, reason: reason))
    }
  }
}
