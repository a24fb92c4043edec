extension Search {
  /// A search whose engine is compiled for the kind of problem and for the model. The kinds are those
  /// whose searches are large, since each line is compiled at length in every release build. Other
  /// searches run the generic code, which is eight times as slow.
  static func specialized(_ problem: any EnumerableProblem, _ plan: SearchPlan) -> Search {
    switch problem {
    case let problem as Countdown<WholeNumber>: runner(problem, plan)
    case let problem as Countdown<Fraction>: runner(problem, plan)
    case let problem as Maze: runner(problem, plan)
    case let problem as SlidingPuzzle: runner(problem, plan)
    case let problem as TowerOfHanoi: runner(problem, plan)
    case let problem as Sokoban: runner(problem, plan)
    case let problem as RushHour: runner(problem, plan)
    default: runner(problem, plan)
    }
  }

  /// A search whose engine is compiled for `P` where this is called with a concrete type, and for
  /// each built-in model.
  @inline(__always)
  private static func runner<P: EnumerableProblem>(_ problem: P, _ plan: SearchPlan) -> Search {
    switch plan.model {
    case let model as HeuristicModel: inline(problem, model, plan)
    case let model as UniformModel: inline(problem, model, plan)
    case let model as RolloutModel: inline(problem, model, plan)
    case let model as any InlineModel: opened(problem, model, plan)
    case let model as any AsyncModel:
      Search(
        SearchRunner<ListedSteps<P>, BrokeredEvaluator<P>>(
          problem, BrokeredEvaluator(problem, model, seed: plan.configuration.seed), plan),
        secondsLimit: plan.configuration.budget.seconds)
    default:
      preconditionFailure("a model is an InlineModel or an AsyncModel")
    }
  }

  @inline(__always)
  private static func inline<P: EnumerableProblem, M: InlineModel>(
    _ problem: P, _ model: M, _ plan: SearchPlan
  ) -> Search {
    Search(
      SearchRunner<ListedSteps<P>, InlineEvaluator<P, M>>(
        problem, InlineEvaluator(problem, model), plan),
      secondsLimit: plan.configuration.budget.seconds)
  }

  private static func opened<P: EnumerableProblem, M: InlineModel>(
    _ problem: P, _ model: M, _ plan: SearchPlan
  ) -> Search {
    inline(problem, model, plan)
  }
}
