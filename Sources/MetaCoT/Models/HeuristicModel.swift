/// The problem's own hand-made estimates: V is its `heuristicValue`, h its `costToGo`, and
/// the probability of a step grows with the V of the state after it.
package struct HeuristicModel: RegisteredModel, InlineModel {
  /// `heuristic`.
  package static let name = "heuristic"
  /// One line.
  package static let help = "the problem's own estimates: V its heuristicValue, h its lower bound"
  /// One: how sharp the policy is.
  package static let parameters = [
    Parameter(
      "sharpness", whole: 0...16, default: 1,
      "P of a step is proportional to this power of the heuristicValue after it; 0 is uniform")
  ]
  /// True: a problem's costs to go are lower bounds.
  package static let isAdmissible = true

  private let sharpness: Int

  /// The model.
  package init(_ values: ParameterValues) {
    sharpness = values[whole: "sharpness"]
  }

  /// Whether the sharpness is above 0.
  package var hasPolicy: Bool { sharpness > 0 }
  /// True.
  package var givesCostsToGo: Bool { true }
  /// True.
  package var isDeterministic: Bool { true }

  /// True: an estimate is a few instructions.
  package static var estimatesSingly: Bool { true }

  /// Asks the problem.
  @inline(__always)
  package func estimate<P: EnumerableProblem>(
    _ state: P.State, after step: StepCode, from origin: (state: P.State, costToGo: Float),
    of problem: P, wants: EvaluationBatch<P>.Outputs
  ) -> (value: Float, costToGo: Float) {
    (
      wants.contains(.values) ? problem.heuristicValue(state) : .nan,
      problem.costToGo(state, after: step, from: origin.state, estimate: origin.costToGo)
    )
  }

  /// Asks the problem.
  @inline(__always)
  package func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) {
    if batch.wants.contains(.costsToGo) {
      if let origin = batch.origin {
        for index in batch.states.indices {
          batch.costsToGo[index] = batch.problem.costToGo(
            batch.states[index], after: batch.arrivals[index], from: origin.state,
            estimate: origin.costToGo)
        }
      } else {
        for index in batch.states.indices {
          batch.costsToGo[index] = batch.problem.costToGo(batch.states[index])
        }
      }
    }
    if batch.wants.contains(.values) {
      for index in batch.states.indices {
        batch.values[index] = batch.problem.heuristicValue(batch.states[index])
      }
    }
    if batch.wants.contains(.priors), sharpness > 0 { rank(&batch) }
  }

  private func rank<P: EnumerableProblem>(_ batch: inout EvaluationBatch<P>) {
    for index in batch.ranges.indices {
      let range = batch.ranges[index]
      var sum: Float = 0
      for step in range {
        let next = batch.problem.apply(batch.steps[step], to: batch.states[index])
        // A little for every step: a value of 0 is a guess, not a proof.
        let heuristicValue = max(batch.problem.heuristicValue(next), 0.001)
        var weight: Float = 1
        for _ in 0..<sharpness { weight *= heuristicValue }
        batch.priors[step] = weight
        sum += weight
      }
      for step in range { batch.priors[step] /= sum }
    }
  }
}
