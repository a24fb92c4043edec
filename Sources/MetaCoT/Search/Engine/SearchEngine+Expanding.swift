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
        makeChildren(slot, with: &evaluator)
      } else {
        requestProposals(slot, [.proposals])
      }
    }
  }

  /// Makes children where they are wanted, and reveals nodes. Returns false where that waits for the
  /// model.
  @inline(__always)
  mutating func expand<E: Evaluator>(with evaluator: inout E) -> Bool where E.P == P {
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
        makeChildren(slot, with: &evaluator)
      case _ where leaves[slot].isGrowth: finishGrowth(slot)
      case .lazy: finishLazyExpansion(slot)
      case .ranked: finishRankedExpansion(slot)
      }
    }
    phase = leaves[slot(oldest)].nextPhase
    return true
  }
}
