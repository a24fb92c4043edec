import MetaCoT

/// Searches problems, and writes the searches as records.
struct RecordMaker: Sendable {
  private let settings: DataSettings
  private let linearizer: any Linearizer.Type
  private let budget: Budget
  private let network: NeuralModel?
  private let tokenizer = Tokenizer.puzzles

  /// What one search gave.
  struct Result {
    var outcome: Outcome
    /// The whole search and, if it found a solution, the final path.
    var records: [DataRecord]
    /// Whether the model wrote what does not hold.
    var hasMistakes: Bool
  }

  /// Throws an error that says which setting is wrong.
  init(_ settings: DataSettings) throws {
    try settings.check()
    try self.init(settings, budget: Budget(text: settings.budget), network: nil)
  }

  /// With a network all searches ask it, whatever model the settings name. Throws an error if there is
  /// no style of the settings' name.
  init(_ settings: DataSettings, budget: Budget, network: NeuralModel?) throws {
    self.settings = settings
    self.budget = budget
    self.network = network
    linearizer = try settings.linearizer()
  }

  /// Searches a problem with as many different strategies as the settings say. Which ones, and their
  /// seeds, follow from the problem's kind and text and the settings' seed, nothing else. Fewer
  /// results if it is cancelled.
  func results<P: EnumerableProblem>(
    of problem: P, isCancelled: () -> Bool
  ) throws -> [Result] {
    let text = problem.text
    let identity = fnv1a(text.utf8, after: fnv1a(P.kind.utf8))
    var seeds = SeededRandom(seed: settings.seed)
    var random = SeededRandom(seed: seeds.next() ^ identity)
    var results: [Result] = []
    for index in settings.draw(using: &random) {
      let strategy = settings.strategies[index]
      let search = try Search(
        SearchConfiguration(
          problem: problem, strategy: strategy.choice, model: settings.model, loadedModel: network,
          budget: budget, seed: random.next()))
      var tree = SearchTree(header: search.header)
      let outcome = search.run(isCancelled: isCancelled) { tree.append($0) }
      if isCancelled() { break }
      var records = [record(.search, searchText(of: tree), tree, outcome, strategy, problem)]
      if let path = pathText(of: tree) {
        records.append(record(.solve, path, tree, outcome, strategy, problem))
      }
      results.append(
        Result(
          outcome: outcome, records: records,
          hasMistakes: tree.events.contains { $0.kind == .mistake }))
    }
    return results
  }

  // MARK: Texts

  private func searchText(of tree: SearchTree) -> String {
    // The opening of a walk is the prompt.
    let first = linearizer is WalkLinearizer.Type ? 0 : -1
    let writer = linearizer.init(header: tree.header)
    var lines = ""
    for event in first..<tree.events.count {
      guard let fragment = writer.text(at: event, in: tree) else { continue }
      if !lines.isEmpty { lines += "\n" }
      lines += fragment.text
    }
    return lines
  }

  private func pathText(of tree: SearchTree) -> String? {
    guard linearizer is WalkLinearizer.Type else { return CoT.fragment(of: tree)?.text }
    guard let solution = WalkLinearizer.solution(of: tree) else { return nil }
    let prompt = WalkLinearizer.prompt(for: tree.header.problem.text, .solve)
    return String(solution.text.dropFirst(prompt.count))
  }

  /// What is asked: the problem's text and the instruction, a line each; in a chat, the goal in
  /// words, the problem's text, and what to write.
  private func prompt(_ mode: DataRecord.Mode, _ problem: some EnumerableProblem) -> String {
    switch (settings.format, mode) {
    case (.records, _): WalkLinearizer.prompt(for: problem.text, mode)
    case (.chat, .search):
      "\(problem.statement)\n\(problem.text)\n"
        + "Search for a solution, and write down everything that you try."
    case (.chat, .solve):
      "\(problem.statement)\n\(problem.text)\nWrite down the steps of a solution alone."
    }
  }

  // MARK: Records

  private func record<P: EnumerableProblem>(
    _ mode: DataRecord.Mode, _ completion: String, _ tree: SearchTree, _ outcome: Outcome,
    _ strategy: DataSettings.Strategy, _ problem: P
  ) -> DataRecord {
    let prompt = prompt(mode, problem)
    return DataRecord(
      kind: P.kind, problem: tree.header.problem.text, mode: mode, strategy: strategy.name,
      solved: outcome.solved, prompt: prompt, completion: completion,
      backtracks: mode == .search ? tree.backtracks.count : 0,
      steps: mode == .search ? Self.visited(in: tree) : outcome.steps?.count ?? 0,
      tokens: tokenizer.encode(prompt + completion).count + 2)
  }

  /// How many nodes the search was at, the root not counted.
  private static func visited(in tree: SearchTree) -> Int {
    var isVisited = Array(repeating: false, count: tree.records.count)
    for event in tree.events {
      switch event.kind {
      case .select, .expand, .evaluate, .goal: isVisited[Int(event.node)] = true
      default: break
      }
    }
    return isVisited.dropFirst().count { $0 }
  }
}

extension DataSettings {
  /// Different strategies, as many as a problem gets, drawn by their weights.
  func draw(using random: inout SeededRandom) -> [Int] {
    var left = Array(strategies.indices)
    return (0..<perProblem).map { _ in
      let total = left.reduce(0) { $0 + strategies[$1].weight }
      var place = Double(random.next() >> 11) * 0x1p-53 * total
      let drawn =
        left.firstIndex { index in
          place -= strategies[index].weight
          return place < 0
        } ?? left.count - 1
      return left.remove(at: drawn)
    }
  }
}
