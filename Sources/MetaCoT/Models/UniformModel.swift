/// Knows nothing: every value is ½, every step is as good as another, every cost to go 0.
package struct UniformModel: RegisteredModel, InlineModel {
  /// `uniform`.
  package static let name = "uniform"
  /// One line.
  package static let help = "knows nothing: V = 0.5, h = 0, all steps alike"
  /// None.
  package static let parameters: [Parameter] = []
  /// Nothing.
  package static let valueMeaning = ValueMeaning.constant
  /// True: 0 is a lower bound of every cost.
  package static let isAdmissible = true

  /// The model.
  package init(_ values: ParameterValues) {}

  /// False: priors are uniform anyway.
  package var hasPolicy: Bool { false }
  /// True.
  package var givesCostsToGo: Bool { true }
  /// True.
  package var isDeterministic: Bool { true }

  /// Writes ½ and 0.
  @inline(__always)
  package func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) {
    for index in batch.values.indices { batch.values[index] = 0.5 }
  }
}
