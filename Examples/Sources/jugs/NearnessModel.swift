import MetaCoT

/// Judges a state of jugs by how near one of them is to what is wanted; it knows no other problem.
struct NearnessModel: RegisteredModel, InlineModel {
  static let name = "nearness"
  static let help = "V by how near a jug is to what is wanted"
  static let parameters: [Parameter] = []

  init(_ values: ParameterValues) {}

  var hasPolicy: Bool { false }
  var givesCostsToGo: Bool { false }
  var isDeterministic: Bool { true }

  func refusal(of problem: any Problem) -> String? {
    problem is Jugs ? nil : "it only knows jugs"
  }

  func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) throws(ModelError) {
    guard let jugs = batch.problem as? Jugs, let states = batch.states as? [Jugs.State] else {
      throw ModelError("this is not a problem of jugs")
    }
    guard batch.wants.contains(.values) else { return }
    for (index, state) in states.enumerated() {
      let distance = min(abs(state.left - jugs.wanted), abs(state.right - jugs.wanted))
      batch.values[index] = 1 / Float(1 + distance)
    }
  }
}
