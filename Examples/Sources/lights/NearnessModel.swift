import MetaCoT

/// Judges a state of lights by how many are on; it knows no other problem.
struct NearnessModel: RegisteredModel, InlineModel {
  static let name = "nearness"
  static let help = "V by how many lights are on"
  static let parameters: [Parameter] = []

  init(_ values: ParameterValues) {}

  var hasPolicy: Bool { false }
  var givesCostsToGo: Bool { false }
  var isDeterministic: Bool { true }

  func refusal(of problem: any Problem) -> String? {
    problem is Lights ? nil : "it only knows lights"
  }

  func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) throws(ModelError) {
    guard batch.problem is Lights, let states = batch.states as? [Lights.State] else {
      throw ModelError("this is not a problem of lights")
    }
    guard batch.wants.contains(.values) else { return }
    for (index, state) in states.enumerated() {
      batch.values[index] = 1 / Float(1 + state.nonzeroBitCount)
    }
  }
}
