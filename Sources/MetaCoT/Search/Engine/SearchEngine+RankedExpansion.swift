/// Blocks of children in the order of their priors.
extension SearchEngine {
  /// Asks for the value of a node and the priors of its steps, unless an equal state was asked about.
  mutating func requestRanking(_ slot: Int) {
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
    leaves[slot].isAsked = true
    open(ticket, for: node)
  }

  mutating func finishRankedExpansion(_ slot: Int) {
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
  mutating func makeBlock(_ slot: Int, of node: Int32) {
    let first = nodes.appendBlock(
      parent: node, steps: steps, room: Steps.areListed ? 0 : needs.growth)
    nodes.set(.expanded, of: node)
    if !Steps.areListed, steps.count < needs.growth { nodes.set(.growing, of: node) }
    leaves[slot].request.firstNew = first
    leaves[slot].request.newCount = Int32(steps.count)
  }

  /// Defines children that are revealed when they are made.
  mutating func defineChildren(
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
}
