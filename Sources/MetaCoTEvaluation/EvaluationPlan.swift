import MetaCoT

/// What an evaluation measures: problems × strategies × models × budgets × seeds, and samples of the
/// models where they are wanted. Equal plans over equal problems give equal measurements, but for
/// seconds.
public struct EvaluationPlan: Codable, Sendable, Equatable {
  /// Always `espalier-eval`.
  public var format = "espalier-eval"
  /// The version of the format.
  public var version = 1
  /// The problems.
  public var problems: Problems
  /// The strategies as they were asked for, such as `mcts:select=puct`; rows are called so.
  public var strategies: [String]
  /// The models as they were asked for.
  public var models: [String]
  /// Hashes of the weights of those models that are checkpoints, by the names of the models.
  public var checkpoints: [String: String] = [:]
  /// What each strategy may spend on a problem.
  public var budgets: BudgetSweep
  /// Every search and every sampling happens once with each.
  public var seeds: [UInt64]
  /// Numbers of samples that the sampling methods judge; empty for no sampling.
  public var samples: [Int]

  /// Which problems they are.
  public struct Problems: Codable, Sendable, Equatable {
    /// The name of the set.
    public var name: String
    /// Their ids, in order.
    public var ids: [String]
    /// A hash of their kinds and texts, as hexadecimal digits.
    public var digest: String

    /// A description of these problems.
    public init(name: String, items: [ProblemSet.Item]) {
      self.name = name
      ids = items.map(\.id)
      let hash = items.reduce(fnv1a([])) { hash, item in
        fnv1a("\(item.kind)\n\(item.problem.text)\n".utf8, after: hash)
      }
      digest = String(hash, radix: 16)
    }
  }

  /// A plan.
  public init(
    problems: Problems, strategies: [String], models: [String], budgets: BudgetSweep,
    seeds: [UInt64] = [1], samples: [Int] = []
  ) {
    self.problems = problems
    self.strategies = strategies
    self.models = models
    self.budgets = budgets
    self.seeds = seeds
    self.samples = Set(samples).sorted()
  }

  /// A piece of work that is measured as a whole.
  public struct WorkItem: Hashable, Sendable {
    /// The problem's id.
    public var problem: String
    /// The strategy; nil for sampling.
    public var strategy: String?
    /// The model.
    public var model: String
    /// The seed.
    public var seed: UInt64
  }

  /// All work, problem by problem, so that whatever part of it is done treats all rows alike.
  public var workItems: [WorkItem] {
    problems.ids.flatMap { problem in
      seeds.flatMap { seed in
        models.flatMap { model in
          (strategies.map(Optional.some) + (samples.isEmpty ? [] : [nil])).map { strategy in
            WorkItem(problem: problem, strategy: strategy, model: model, seed: seed)
          }
        }
      }
    }
  }

  /// How many measurements a piece of work gives: one a budget, or one a sample.
  public func measurementCount(of item: WorkItem) -> Int {
    item.strategy == nil ? samples.last ?? 0 : budgets.budgets.count
  }

  /// The rows of the table: every strategy with every model, then every sampling method with every
  /// model.
  public var rows: [EvaluationRow] {
    let methods = strategies + (samples.isEmpty ? [] : SamplingMethod.allCases.map(\.rawValue))
    return models.flatMap { model in methods.map { EvaluationRow(method: $0, model: model) } }
  }
}

/// What a line of a scaling curve stands for: a strategy or a sampling method, with a model.
public struct EvaluationRow: Codable, Sendable, Hashable {
  /// The strategy as it was asked for, or the sampling method.
  public var method: String
  /// The model.
  public var model: String

  /// A row.
  public init(method: String, model: String) {
    self.method = method
    self.model = model
  }

  /// How tables and legends call it: `astar heuristic`.
  public var label: String { "\(method) \(model)" }
}
