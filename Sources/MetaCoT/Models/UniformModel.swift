/// Knows nothing: every value is ½, every step is as good as another, every cost to go 0.
public struct UniformModel: RegisteredModel, InlineModel {
  /// `uniform`.
  public static let name = "uniform"
  /// One line.
  public static let help = "knows nothing: V = 0.5, h = 0, all steps alike"
  /// None.
  public static let parameters: [Parameter] = []

  /// The model.
  public init(_ values: ParameterValues) {}

  /// False: priors are uniform anyway.
  public var hasPolicy: Bool { false }
  /// True.
  public var givesCostsToGo: Bool { true }
  /// True.
  public var isDeterministic: Bool { true }

  /// Writes ½ and 0.
  @inline(__always)
  public func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) {
    for index in batch.values.indices { batch.values[index] = 0.5 }
  }
}
