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

  private var sources: [(source: Source, settings: DataSettings, share: Double)]
  private let guarded: GuardedReducts
  /// The folders of the data sets, for errors.
  private let folders: String
  /// What every problem has to leave room for.
  private var room: TextRoom?
  /// Problems of a generator that are passed over in a row before it is given up.
  private static let patience = 2000

  /// The problems of some data sets, each source in proportion to its problems. Throws a
  /// `FileError`, also where there is none to train on, or a `ProblemError`.
  init(_ dataSets: [DataSet]) throws {
    var sources: [(source: Source, settings: DataSettings, share: Double)] = []
    var guarded = GuardedReducts()
    for dataSet in dataSets {
      try guarded.formUnion(dataSet.guardedReducts())
      var hasReadSets = false
      for source in dataSet.settings.sources {
        switch source {
        case .generated(let kind, let count, let parameters):
          let kind = try ProblemRegistry.kind(named: kind)
          sources.append(
            (.generator(kind, parameters: parameters), dataSet.settings, Double(count)))
        case .set where !hasReadSets:
          hasReadSets = true
          let problems = try dataSet.problems(of: .train).items.map { try $0.problem.enumerable }
          guard !problems.isEmpty else { continue }
          sources.append((.problems(problems), dataSet.settings, Double(problems.count)))
        case .set: break
        }
      }
    }
    self.guarded = guarded
    self.sources = sources
    folders = dataSets.map(\.folder).joined(separator: ", ")
    guard !sources.isEmpty else {
      throw FileError(file: folders, "there is no problem to train on: the training part is empty")
    }
  }

  /// Those of them that a network has room for, and sources without any left out. Throws a `FileError`
  /// if none is left.
  func fitting(_ room: TextRoom) throws -> TrainingProblems {
    var fitting = self
    fitting.room = room
    fitting.sources = []
    var shortest: (name: String, tokens: Int)?
    for (name, (source, settings, share)) in zip(names, sources) {
      func note(_ tokens: Int) {
        if shortest.map({ tokens < $0.tokens }) ?? true { shortest = (name, tokens) }
      }
      switch source {
      case .problems(let problems):
        let kept = problems.filter { problem in
          let tokens = room.tokens(of: problem)
          note(tokens)
          return tokens <= room.context
        }
        guard !kept.isEmpty else { continue }
        fitting.sources.append((.problems(kept), settings, Double(kept.count)))
      case .generator:
        var random = SeededRandom(seed: 0)
        var misses = 0
        while misses < Self.patience {
          let tokens = room.tokens(of: try generated(by: source, settings, using: &random))
          note(tokens)
          if tokens <= room.context { break }
          misses += 1
        }
        if misses < Self.patience { fitting.sources.append((source, settings, share)) }
      }
    }
    guard !fitting.sources.isEmpty else {
      let (name, tokens) = shortest ?? ("", 0)
      throw FileError(
        file: folders,
        "no problem fits the network: the shortest, of \(name), takes \(tokens) tokens with what is "
          + "written about it, and there is room for \(room.context)")
    }
    return fitting
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

  /// A problem. Throws a `ProblemError` if a generator makes none that can be used any more.
  func next(using random: inout SeededRandom) throws -> any EnumerableProblem {
    try draw(using: &random).problem
  }

  /// A problem that fits, and the number of its source. `weights` draws some sources more often.
  private func draw(
    weights: [Double]? = nil, using random: inout SeededRandom
  ) throws -> (problem: any EnumerableProblem, source: Int) {
    var (tokens, context) = (0, 0)
    for _ in 0..<Self.patience {
      let number = source(weights: weights, using: &random)
      let problem = try problem(of: number, using: &random)
      guard let room else { return (problem, number) }
      (tokens, context) = (room.tokens(of: problem), room.context)
      if tokens <= context { return (problem, number) }
    }
    throw ProblemError(
      "\(names.joined(separator: ", ")): \(Self.patience) problems in a row have not fitted the network; "
        + "the last takes \(tokens) tokens, and there is room for \(context)")
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
    if case .problems(let problems) = source { return problems[random.below(problems.count)] }
    return try generated(by: source, settings, using: &random)
  }

  /// A new problem of a generator that belongs to the training part.
  private func generated(
    by source: Source, _ settings: DataSettings, using random: inout SeededRandom
  ) throws -> any EnumerableProblem {
    guard case .generator(let kind, let parameters) = source else {
      preconditionFailure("a set makes no problems")
    }
    for _ in 0..<Self.patience {
      let problem = try kind.generate(seed: random.next(), parameters: parameters)
      if settings.split(ofHash: problem.canonicalHash) == .train,
        !guarded.areReached(from: problem)
      {
        return problem
      }
    }
    throw ProblemError(
      "\(kind.name): \(Self.patience) new problems in a row are none to train on: they belong to the "
        + "other parts, or lead to what these measure")
  }

  /// So many problems, and what a network is to write about each: `count` texts that follow its prompt.
  /// `weights` draws some sources more often than others.
  func assignments(
    _ number: Int, count: Int = 1, mode: WalkLinearizer.Instruction, weights: [Double]? = nil,
    for network: Checkpoint, using random: inout SeededRandom
  ) throws -> [Assignment] {
    try (0..<number).map { _ in
      let (problem, source) = try draw(weights: weights, using: &random)
      let prompt = WalkLinearizer.prompt(for: problem.text, mode)
      return Assignment(
        problem: problem, source: source, prompt: prompt,
        task: .init(
          prompt: network.tokenizer.prompt(prompt), count: count, seed: random.next()))
    }
  }
}

/// What a text about a problem takes of a network's context: a prompt, and some tokens behind it.
struct TextRoom {
  /// Tokens of a context.
  let context: Int
  private let tokenizer: Tokenizer
  private let mode: WalkLinearizer.Instruction
  private let spare: Int

  /// Room for a few lines that the network writes.
  static func lines(_ mode: WalkLinearizer.Instruction, of network: Checkpoint) -> TextRoom {
    TextRoom(
      context: network.shape.context, tokenizer: network.tokenizer, mode: mode, spare: 32)
  }

  /// Room for a state and a step.
  static func states(of network: Checkpoint) -> TextRoom {
    TextRoom(
      context: network.shape.context, tokenizer: network.tokenizer, mode: .solve,
      spare: NeuralModel.branchTokens)
  }

  /// How many tokens a text about this problem takes.
  func tokens(of problem: any Problem) -> Int {
    tokenizer.prompt(WalkLinearizer.prompt(for: problem.text, mode)).count + spare
  }
}
