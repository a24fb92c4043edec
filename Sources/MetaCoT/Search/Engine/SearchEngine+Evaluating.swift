extension SearchEngine {
  /// What is wanted of the model for the children of a complete expansion.
  var childOutputs: EvaluationBatch<P>.Outputs {
    var wants: EvaluationBatch<P>.Outputs = []
    guard needs.usesValue || needs.usesCostToGo else { return wants }
    if needs.usesCostToGo, model.givesCostsToGo { wants.insert(.costsToGo) }
    if needs.usesValue || !model.givesCostsToGo || isRecording && model.isDeterministic {
      wants.insert(.values)
    }
    return wants
  }

  /// Hands a batch that is filled to the model, on behalf of a node.
  @inline(__always)
  mutating func open(_ ticket: Ticket, for node: Int32) {
    modelCalls += queue[ticket].states.count
    if model.readsPaths { queue[ticket].path = steps(to: node) }
    if needs.rollouts > 0 { queue[ticket].rollouts = needs.rollouts }
    queue.open(ticket)
  }

  /// Counts what the model spent on an answer, on behalf of a node.
  @inline(__always)
  mutating func recordUse(_ ticket: Ticket, for node: Int32) {
    // Of a model that computes tokens also calls that took none are told: the calls add up.
    if queue[ticket].tokens > 0 || tokens > 0 {
      recordTokens(queue[ticket].tokens, states: queue[ticket].states.count, for: node)
    }
    if isRecording, !queue[ticket].illegalSteps.isEmpty { recordIllegalSteps(ticket, at: node) }
  }

  /// V and h of one state of a batch, as they are recorded and used.
  @inline(__always)
  func estimates(
    _ batch: borrowing EvaluationBatch<P>, _ index: Int, ofGoal isGoal: Bool
  ) -> (V: Float, h: Float) {
    let wants = batch.wants
    return estimates(
      wants, wants.contains(.values) ? batch.values[index] : .nan,
      wants.contains(.costsToGo) ? batch.costsToGo[index] : .nan, ofGoal: isGoal)
  }

  /// V and h of one state, of what the model says.
  @inline(__always)
  func estimates(
    _ wants: EvaluationBatch<P>.Outputs, _ value: Float, _ cost: Float, ofGoal isGoal: Bool
  ) -> (V: Float, h: Float) {
    var V = Float.nan
    var h = Float.nan
    if wants.contains(.values) { V = isGoal ? 1 : quantised(value) }
    if wants.contains(.costsToGo) {
      h = quantised(cost)
    } else if needs.usesCostToGo {
      h = isGoal ? 0 : quantised(costToGo(probability: V))
    }
    return (V, h)
  }

  /// Finds out what can be known of the node whose value is wanted, and asks the model if that is
  /// not enough.
  @inline(__always)
  mutating func prepareEvaluation(_ slot: Int) {
    let request = leaves[slot].request
    if request.wants.contains(.claim) {
      leaves[slot].stage = .evaluation
      return
    }
    guard !request.wants.isDisjoint(with: [.value, .check]) else {
      leaves[slot].stage = .backup
      return
    }
    leaves[slot].stage = .evaluation
    let node = request.node
    if nodes.flags[node].contains(.expanded) {
      leaves[slot].finding = .expanded
      return
    }
    if nodes.flags[node].contains(.deadEnd) {
      // Found without hope when it was expanded.
      leaves[slot].request.value = 0
      leaves[slot].finding = .terminal
      learn(0, node)
      return
    }
    let state = state(of: node)
    if problem.isEnding(state) {
      nodes.set(.goal, of: node)
      leaves[slot].request.value = 1
      leaves[slot].finding = .terminal
      if problem.needsAnswerKey { requestValue(slot, of: state) }
    } else if Steps.isDeadEnd(state, of: problem, using: &random) {
      nodes.set(.deadEnd, of: node)
      leaves[slot].request.value = 0
      leaves[slot].finding = .terminal
    } else if request.wants.contains(.value) {
      let known = needs.duplicates == .mark ? marks[nodes.state[node]].value : .nan
      if known == known, model.isDeterministic {
        leaves[slot].request.value = known
        leaves[slot].request.isCached = true
        leaves[slot].finding = .cached
      } else {
        requestValue(slot, of: state)
      }
    }
  }

  /// Asks for the value of a leaf. Where the model knows a bound of the cost to go and that is
  /// infinite, the leaf has failed.
  @inline(__always)
  private mutating func requestValue(_ slot: Int, of state: P.State) {
    let ticket = leaves[slot].ticket
    queue[ticket].begin(model.givesCostsToGo ? [.values, .costsToGo] : [.values])
    queue[ticket].append(state)
    open(ticket, for: leaves[slot].request.node)
    leaves[slot].isAsked = true
    leaves[slot].finding = .asked
  }

  /// Whether a node is a goal that needs nobody's judgement: its value is 1.
  @inline(__always)
  func isProvedGoal(_ node: Int32) -> Bool {
    nodes.flags[node].contains(.goal) && !problem.needsAnswerKey
  }

  /// Uses what was found out about the oldest request's node. Returns false where the model has not
  /// answered yet.
  @inline(__always)
  mutating func evaluateOldest() -> Bool {
    guard !queue.isOutstanding(oldest) else { return false }
    turnToOldest()
    let slot = slot(oldest)
    let node = leaves[slot].request.node
    if leaves[slot].request.wants.contains(.claim) {
      claim(node)
    } else {
      switch leaves[slot].finding {
      case .nothing, .terminal: break
      case .expanded:
        if needs.expansion == .ranked { learn(leaves[slot].request.value, node) }
        recordEvaluation(leaves[slot])
      case .cached: recordEvaluation(leaves[slot])
      case .asked:
        if let failure = queue.failure(oldest) {
          failOldest(failure)
          return true
        }
        useAnswer(slot)
      }
      settleLeaf(slot)
    }
    leaves[slot].stage = .backup
    phase = .backup
    return true
  }

  @inline(__always)
  private mutating func useAnswer(_ slot: Int) {
    let node = leaves[slot].request.node
    recordUse(oldest, for: node)
    let isHopeless = model.givesCostsToGo && queue[oldest].costsToGo[0] == .infinity
    let value = isHopeless ? 0 : quantised(queue[oldest].values[0])
    leaves[slot].request.value = value
    learn(value, node)
    if isHopeless {
      nodes.set(.deadEnd, of: node)
    } else {
      recordEvaluation(leaves[slot])
    }
  }

  @inline(__always)
  private mutating func learn(_ value: Float, _ node: Int32) {
    if needs.duplicates == .mark { marks[nodes.state[node]].value = value }
  }

  /// Goals are verified, dead ends recorded.
  @inline(__always)
  private mutating func settleLeaf(_ slot: Int) {
    let request = leaves[slot].request
    let flags = nodes.flags[request.node]
    guard !flags.isDisjoint(with: .terminal) else { return }
    if leaves[slot].finding != .asked || flags.contains(.deadEnd) { recordEvaluation(leaves[slot]) }
    if flags.contains(.goal) {
      claim(request.node, value: request.value)
      if nodes.flags[request.node].contains(.deadEnd) { leaves[slot].request.value = 0 }
    }
  }

  /// The model has no answer to the oldest request: what it was about is given up, and the strategy
  /// takes it back.
  mutating func failOldest(_ error: ModelError) {
    let slot = slot(oldest)
    let request = leaves[slot].request
    failures += 1
    recordFailure(error, of: request.node)
    if leaves[slot].stage == .estimates {
      // The children are legal, but nothing is known of them.
      if isRecording, !leaves[slot].isRepetition { recordChildren(slot) }
      superseded[slot].removeAll()
      expansions += 1
    }
    strategy.cancel(request, &nodes)
    retire(request.node, .failed)
    if !prunes.isEmpty { flushPrunes() }
    last = request.node
    backtrackReason = .failed
    finishOldest()
  }
}
