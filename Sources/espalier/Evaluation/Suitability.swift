import ArgumentParser
import MetaCoT

/// Whether everything that a plan measures can be measured on a problem.
struct Suitability {
  /// The models of the plan, in its order.
  let models: [(name: String, model: EvaluatedModel)]
  /// The strategies of the plan, in its order.
  let strategies: [TraceHeader.Choice]
  /// Whether answers of the models are sampled.
  let drawsSamples: Bool
  /// What is known of kinds of problems.
  private var kinds: [String: SearchError?] = [:]

  init(
    models: [(name: String, model: EvaluatedModel)], strategies: [TraceHeader.Choice],
    drawsSamples: Bool
  ) {
    self.models = models
    self.strategies = strategies
    self.drawsSamples = drawsSamples
  }

  /// Why a problem cannot be measured: the first model that cannot be used on it, or the first strategy
  /// that cannot ask a model about problems of its kind. Nil if it can be measured.
  mutating func obstacle(to item: ProblemSet.Item) throws -> (any Error)? {
    for (name, model) in models {
      guard let reason = try model.refusal(of: item.problem) else { continue }
      return Failure("the model \(name) cannot be used on the problem \(item.id): \(reason)")
    }
    let known = kinds[item.kind] ?? obstacle(toKindOf: item.problem)
    kinds[item.kind] = .some(known)
    return known.map { ValidationError("the problem \(item.id): \($0)") }
  }

  private func obstacle(toKindOf problem: any Problem) -> SearchError? {
    for (name, model) in models {
      if drawsSamples, !(problem is any EnumerableProblem) {
        return .unsuitableModel(name, reason: "samples are drawn from steps that a problem lists")
      }
      for strategy in strategies {
        do {
          let search = try Search(
            SearchConfiguration(
              problem: problem, strategy: strategy, model: model.choice,
              loadedModel: model.loaded()))
          search.stop()
        } catch {
          return error
        }
      }
    }
    return nil
  }
}
