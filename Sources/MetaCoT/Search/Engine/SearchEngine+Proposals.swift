/// Steps that a model proposes.
extension SearchEngine {
  /// Asks for steps from a node, and for what else is wanted. A node that has children gets more.
  mutating func requestProposals(_ slot: Int, _ wants: EvaluationBatch<P>.Outputs) {
    let node = leaves[slot].request.selected
    let ticket = leaves[slot].ticket
    leaves[slot].stage = .expansion
    leaves[slot].isGrowth = nodes.flags[node].contains(.expanded)
    leaves[slot].isAsked = wants.contains(.values)
    queue[ticket].begin(wants, proposals: proposals)
    queue[ticket].append(state(of: node))
    open(ticket, for: node)
  }

  /// Puts the steps proposed from a node into `steps`, each once, those left out that it has
  /// already. Returns their priors: what the model says, or their share of what it proposed.
  @discardableResult
  mutating func takeProposals(_ slot: Int) -> [Float] {
    let node = leaves[slot].request.selected
    let ticket = leaves[slot].ticket
    let state = state(of: node)
    recordUse(ticket, for: node)
    // The answer is used up: what is asked next, if anything, is another request.
    queue.close(ticket)
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
  mutating func finishGrowth(_ slot: Int) {
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
}
