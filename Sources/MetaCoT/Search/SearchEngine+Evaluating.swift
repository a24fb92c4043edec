extension SearchEngine {
  /// Finds out what is wanted of the leaves: goal, dead end, or the model's value. Where the model
  /// knows a bound of the cost to go and that is infinite, the leaf has failed: a dead end.
  mutating func evaluateLeaves() {
    evaluation.begin(model.givesCostsToGo ? [.values, .costsToGo] : [.values])
    asked.removeAll(keepingCapacity: true)
    for index in queries.indices {
      let query = queries[index]
      if query.wants.contains(.claim) {
        claim(query.node)
        continue
      }
      guard !query.wants.isDisjoint(with: [.value, .check]) else { continue }
      let node = query.node
      let isExpanded = nodes.flags[node].contains(.expanded)
      if isExpanded {
        // Found not to be terminal, and evaluated, when it was expanded.
        if needs.expansion == .ranked { learn(query.value, node) }
        if isRecording { recordEvaluation(query) }
        continue
      }
      if nodes.flags[node].contains(.deadEnd) {
        // Found without hope when it was expanded.
        queries[index].value = 0
        learn(0, node)
        continue
      }
      let state = state(of: node)
      if problem.isGoal(state) {
        nodes.flags[node].insert(.goal)
        queries[index].value = 1
      } else if problem.randomStep(from: state, using: &random) == nil {
        nodes.flags[node].insert(.deadEnd)
        queries[index].value = 0
      } else if query.wants.contains(.value) {
        let known = needs.duplicates == .mark ? knownValues[nodes.state[node]] : .nan
        if known == known, model.isDeterministic {
          queries[index].value = known
          queries[index].isCached = true
          if isRecording { recordEvaluation(queries[index]) }
        } else {
          evaluation.append(state)
          asked.append(Int32(truncatingIfNeeded: index))
        }
      }
    }
    if !asked.isEmpty {
      evaluateAsked()
      for (position, index) in asked.enumerated() {
        let isHopeless = model.givesCostsToGo && evaluation.costsToGo[position] == .infinity
        let value = isHopeless ? 0 : quantised(evaluation.values[position])
        queries[Int(index)].value = value
        learn(value, queries[Int(index)].node)
        if isHopeless {
          nodes.flags[queries[Int(index)].node].insert(.deadEnd)
          continue
        }
        if isRecording { recordEvaluation(queries[Int(index)]) }
      }
    }
    for index in queries.indices { settleLeaf(index) }
  }

  /// Asks the model about all leaves at once; tokens are charged to the leaf that took them.
  private mutating func evaluateAsked() {
    guard asked.count > 1 else { return evaluate(for: queries[Int(asked[0])].node) }
    model.evaluate(&evaluation, random: &random)
    modelCalls += asked.count
    for (state, tokens) in evaluation.shares {
      recordTokens(tokens, states: 1, for: queries[Int(asked[state])].node)
    }
  }

  @inline(__always)
  private mutating func learn(_ value: Float, _ node: Int32) {
    if needs.duplicates == .mark { knownValues[nodes.state[node]] = value }
  }

  /// Goals are verified, dead ends recorded.
  @inline(__always)
  private mutating func settleLeaf(_ index: Int) {
    let query = queries[index]
    guard !query.wants.isDisjoint(with: [.value, .check]) else { return }
    let flags = nodes.flags[query.node]
    guard !flags.isDisjoint(with: .terminal) else { return }
    if flags.contains(.goal) {
      if isRecording { recordEvaluation(query) }
      claim(query.node)
      if nodes.flags[query.node].contains(.deadEnd) { queries[index].value = 0 }
    } else {
      if isRecording { recordEvaluation(query) }
    }
  }
}
