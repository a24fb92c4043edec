import MetaCoT

/// Problems to train on, without end: new ones from the generators that a data set was made of, as
/// far as they belong to its training part and give away none that is measured on; of other sources, those in the data set.
struct TrainingProblems {
  private enum Source {
    case generator(ProblemKind, parameters: [String: JSONValue])
    case problems([any EnumerableProblem])
  }

  private let sources: [(source: Source, settings: DataSettings, share: Double)]
  private let guarded: GuardedReducts

  /// The problems of some data sets, each source in proportion to its problems. Throws a
  /// `FileError` or a `ProblemError`.
  init(_ dataSets: [DataSet]) throws {
    var sources: [(source: Source, settings: DataSettings, share: Double)] = []
    var guarded = GuardedReducts()
    for dataSet in dataSets {
      try guarded.formUnion(dataSet.guardedReducts())
      var problemsOfSets: [any EnumerableProblem]?
      for source in dataSet.settings.sources {
        switch source {
        case .generated(let kind, let count, let parameters):
          sources.append(
            (
              .generator(try ProblemRegistry.kind(named: kind), parameters: parameters),
              dataSet.settings,
              Double(count)
            ))
        case .set where problemsOfSets == nil:
          let problems = try dataSet.problems(of: .train).items.map { try $0.problem.enumerable }
          problemsOfSets = problems
          sources.append((.problems(problems), dataSet.settings, Double(problems.count)))
        case .set: break
        }
      }
    }
    let total = sources.reduce(0) { $0 + $1.share }
    self.guarded = guarded
    self.sources = sources.map { ($0.source, $0.settings, $0.share / max(total, 1)) }
  }

  /// A problem.
  func next(using random: inout SeededRandom) throws -> any EnumerableProblem {
    var place = Double(random.unit())
    let (source, settings, _) =
      sources.first { source in
        place -= source.share
        return place < 0
      } ?? sources[sources.count - 1]
    switch source {
    case .problems(let problems): return problems[random.below(problems.count)]
    case .generator(let kind, let parameters):
      while true {
        let problem = try kind.generate(seed: random.next(), parameters: parameters)
        if settings.split(ofHash: problem.canonicalHash) == .train,
          !guarded.areReached(from: problem)
        {
          return problem
        }
      }
    }
  }

  /// So many problems, and what a network is to write about each: `count` texts that follow its prompt.
  /// A problem whose prompt leaves it no room for a few lines is passed over.
  func tasks(
    _ number: Int, count: Int = 1, mode: WalkLinearizer.Instruction, for network: Checkpoint,
    using random: inout SeededRandom
  ) throws -> [(problem: any EnumerableProblem, prompt: String, task: WritingTask)] {
    var tasks: [(problem: any EnumerableProblem, prompt: String, task: WritingTask)] = []
    while tasks.count < number {
      let problem = try next(using: &random)
      let prompt = WalkLinearizer.prompt(for: problem.text, mode)
      let tokens = network.tokenizer.prompt(prompt)
      guard tokens.count + 32 <= network.shape.context else { continue }
      tasks.append((problem, prompt, .init(prompt: tokens, count: count, seed: random.next())))
    }
    return tasks
  }
}
