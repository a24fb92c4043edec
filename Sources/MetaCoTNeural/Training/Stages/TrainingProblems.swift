import MetaCoT

/// Problems to train on, without end: new ones from the generators that a data set was made of, as
/// far as they belong to its training part and give away none that is measured on; of other sources, those in the data set.
struct TrainingProblems {
  /// What a network is to write about a problem.
  struct Assignment {
    var problem: any EnumerableProblem
    /// The number of the source that the problem comes from.
    var source: Int
    var prompt: String
    var task: WritingTask
  }

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

  /// What each source is called: a kind and its parameters, or that it is a set.
  var names: [String] {
    sources.map { source in
      switch source.source {
      case .problems: return "set"
      case .generator(let kind, let parameters):
        let values = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.jsonText)" }
        return kind.name + (values.isEmpty ? "" : ":") + values.joined(separator: ",")
      }
    }
  }

  /// A problem.
  func next(using random: inout SeededRandom) throws -> any EnumerableProblem {
    try problem(of: source(using: &random), using: &random)
  }

  /// A source, each in proportion to its problems and to its weight.
  private func source(weights: [Double]? = nil, using random: inout SeededRandom) -> Int {
    let shares = sources.indices.map { sources[$0].share * (weights?[$0] ?? 1) }
    var place = Double(random.unit()) * shares.reduce(0, +)
    let source = shares.firstIndex { share in
      place -= share
      return place < 0
    }
    return source ?? sources.count - 1
  }

  private func problem(
    of number: Int, using random: inout SeededRandom
  ) throws -> any EnumerableProblem {
    let (source, settings, _) = sources[number]
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
  /// `weights` draws some sources more often than others. A problem whose prompt leaves it no room for
  /// a few lines is passed over.
  func assignments(
    _ number: Int, count: Int = 1, mode: WalkLinearizer.Instruction, weights: [Double]? = nil,
    for network: Checkpoint, using random: inout SeededRandom
  ) throws -> [Assignment] {
    var assignments: [Assignment] = []
    while assignments.count < number {
      let source = source(weights: weights, using: &random)
      let problem = try problem(of: source, using: &random)
      let prompt = WalkLinearizer.prompt(for: problem.text, mode)
      let tokens = network.tokenizer.prompt(prompt)
      guard tokens.count + 32 <= network.shape.context else { continue }
      assignments.append(
        Assignment(
          problem: problem, source: source, prompt: prompt,
          task: .init(prompt: tokens, count: count, seed: random.next())))
    }
    return assignments
  }
}
