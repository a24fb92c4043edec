import ArgumentParser
import Foundation
import MetaCoT
import MetaCoTEvaluation

/// `espalier eval`: problems × strategies × models × budgets, as a table and a scaling curve.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure strategies and models on a problem set: a table and a scaling curve.",
    discussion: """
      espalier eval --problems set.jsonl --strategy astar --strategy mcts:select=puct \
      --model heuristic --model uniform --budget '10 30 100 300' --out results

      With --out the same command goes on where an interrupted one stopped. docs/evaluation.md \
      says what is measured, and how to read it.
      """)

  @OptionGroup var chosen: ProblemOptions

  @Option(
    help: """
      NAME or NAME:PARAMETER=VALUE,…; repeat it for several. Default: mcts:select=puct, or none \
      with --samples.
      """)
  var strategy: [String] = []

  @Option(
    help: """
      NAME, NAME:PARAMETER=VALUE,… or a checkpoint's folder; repeat it for several. Default: \
      heuristic.
      """)
  var model: [String] = []

  @Option(
    help: """
      Budgets of expansions, such as '10 30 100', of calls: '100 1000 calls', or of tokens. Default: '10 30 \
      100 300 1000'.
      """)
  var budget: [String] = []

  @Option(help: "How many seeds; every search happens once with each of 1, 2, …")
  var seeds = 1

  @Option(help: "Sample the models, and judge so many samples: '4 16 64'.")
  var samples: [String] = []

  @Option(help: "The folder for plan, results, table and curve.", completion: .directory)
  var out: String?

  @Option(
    parsing: .upToNextOption,
    help: "Test these two cells alone, such as 'astar heuristic@100' 'mcts uniform@300'.")
  var compare: [String] = []

  @Option(help: "Along the curve's axis: expansions, calls, tokens or seconds.")
  var x: ScalingCurve.Cost = .expansions

  @OptionGroup var measuring: MeasuringOptions

  func validate() throws {
    guard 1...1_000_000 ~= seeds else {
      throw ValidationError("--seeds takes a whole number from 1 to 1000000")
    }
    guard compare.isEmpty || compare.count == 2 else {
      throw ValidationError("--compare takes two cells, such as 'astar heuristic@100'")
    }
  }

  func run() throws {
    let set = try chosen.problemSet()
    if let first = set.skipped.first {
      StandardError.writeLine(
        "lines of the problem set that were skipped: \(set.skipped.count); the first: \(first)")
    }
    var items = try chosen.items(of: set)
    var plan = try plan(for: items, of: set)
    let models = try Self.choices(plan.models) { try EvaluatedModel.named($0) }
    let strategies = try Self.choices(plan.strategies) { try StrategyRegistry.choice($0) }
    items = try suitable(items, plan, models, strategies)
    plan.problems = .init(name: set.name, items: items)
    plan.checkpoints = try models.compactMapValues { try $0.weightsDigest() }
    let evaluation = EvaluationRun(
      plan: plan,
      problems: Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0.problem) }),
      strategies: strategies, models: models, jobs: measuring.jobCount)
    try Self.refuseUnlimited(plan, models)
    try refuseUnknownCells(of: plan)
    let learned = try measuring.learned(of: items)
    let folder = try out.map { try EvaluationFolder(at: $0, plan: plan) }
    Interruption.watch()
    guard
      let measurements = try evaluation.run(
        after: folder?.measurements ?? [], record: { try folder?.append($0) })
    else {
      let isKept = out != nil
      StandardError.writeLine(
        isKept ? "interrupted: the same command goes on" : "interrupted: nothing was kept")
      throw ExitCode(.interrupted)
    }
    var table = EvaluationTable(plan: plan, measurements: measurements)
    if compare.count == 2 {
      let cells = compare.compactMap(table.cell)
      table.comparisons = cells.count == 2 ? [.init(cells[0], against: cells[1])] : []
    }
    let report = EvaluationReport(
      table: table, curve: ScalingCurve(table, cost: x), learned: learned)
    try folder?.write(report.json, to: "table.json")
    try folder?.write(Data(CurveSVG(curve: report.curve).text.utf8), to: "curve.svg")
    try report.write(asJSON: measuring.json)
    if let out { StandardError.tell(written: out) }
  }

  // MARK: The plan

  private func plan(
    for items: [ProblemSet.Item], of set: ProblemSet
  ) throws -> EvaluationPlan {
    let samples = try sampleCounts()
    let isSamplingAlone = strategy.isEmpty && !samples.isEmpty
    return EvaluationPlan(
      problems: .init(name: set.name, items: items),
      strategies: try Self.different(
        strategy.isEmpty && !isSamplingAlone ? ["mcts:select=puct"] : strategy, "--strategy"),
      models: try Self.different(model.isEmpty ? ["heuristic"] : model, "--model"),
      budgets: try sweep(), seeds: (1...UInt64(seeds)).map { $0 }, samples: samples)
  }

  private func sweep() throws -> BudgetSweep {
    guard !budget.isEmpty else { return BudgetSweep([10, 30, 100, 300, 1000]) }
    var all: [Int] = []
    var units: Set<BudgetSweep.Unit> = []
    for text in budget {
      var words = MeasuringOptions.words(of: [text])
      let unit = BudgetSweep.Unit(rawValue: words.last ?? "")
      if unit != nil { words.removeLast() }
      units.insert(unit ?? .expansions)
      guard let numbers = MeasuringOptions.numbers(words), units.count == 1 else {
        throw ValidationError(
          "--budget takes whole numbers from 1, all of expansions, of calls or of tokens, such as "
            + "'10 30 100' or '100 1000 calls'")
      }
      all += numbers
    }
    return BudgetSweep(all, unit: units.first ?? .expansions)
  }

  private func sampleCounts() throws -> [Int] {
    guard !samples.isEmpty else { return [] }
    guard let numbers = MeasuringOptions.numbers(MeasuringOptions.words(of: samples)) else {
      throw ValidationError("--samples takes whole numbers from 1, such as '4 16 64'")
    }
    return numbers
  }

  private static func different(_ names: [String], _ option: String) throws -> [String] {
    guard Set(names).count == names.count else {
      throw ValidationError("\(option) is given twice with the same value")
    }
    return names
  }

  private static func choices<Choice>(
    _ names: [String], _ choice: (String) throws -> Choice
  ) throws -> [String: Choice] {
    do {
      return Dictionary(uniqueKeysWithValues: try names.map { ($0, try choice($0)) })
    } catch let error as SearchError {
      throw ValidationError(error.description)
    }
  }

  // MARK: Refusals

  /// Throws if a budget of tokens is to limit a model that has none.
  private static func refuseUnlimited(
    _ plan: EvaluationPlan, _ models: [String: EvaluatedModel]
  ) throws {
    guard plan.budgets.unit == .tokens, !plan.strategies.isEmpty else { return }
    for name in plan.models where models[name]?.isNetwork != true {
      throw ValidationError(
        "--budget: tokens are no limit for \(name), which is not a network; give it expansions or calls"
      )
    }
  }

  private func refuseUnknownCells(of plan: EvaluationPlan) throws {
    let strategies = plan.models.flatMap { model in
      plan.strategies.flatMap { strategy in
        plan.budgets.budgets.map { "\(strategy) \(model)@\($0)" }
      }
    }
    let sampling = plan.models.flatMap { model in
      SamplingMethod.allCases.flatMap { method in
        plan.samples.map { "\(method.rawValue) \(model)@\($0)" }
      }
    }
    let known = strategies + sampling
    for name in compare where !known.contains(name) {
      throw ValidationError(
        "--compare: no cell is called '\(name)'; one is called '\(known.first ?? "")'")
    }
  }

  /// The problems that all models and strategies can be measured on, found out before anything is. Of
  /// those that were named all must be; of the built-in ones, which are of many kinds, the others are
  /// left out, and that is said. Throws what stands in the way of the first.
  private func suitable(
    _ items: [ProblemSet.Item], _ plan: EvaluationPlan, _ models: [String: EvaluatedModel],
    _ strategies: [String: TraceHeader.Choice]
  ) throws -> [ProblemSet.Item] {
    var suitability = Suitability(
      models: plan.models.compactMap { name in models[name].map { (name, $0) } },
      strategies: plan.strategies.compactMap { strategies[$0] },
      drawsSamples: !plan.samples.isEmpty)
    var suitable: [ProblemSet.Item] = []
    var leftOut: (ids: [String], first: any Error)?
    for item in items {
      if let obstacle = try suitability.obstacle(to: item) {
        guard chosen.problems == nil, chosen.problem == nil else { throw obstacle }
        leftOut = ((leftOut?.ids ?? []) + [item.id], leftOut?.first ?? obstacle)
      } else {
        suitable.append(item)
      }
    }
    guard let leftOut else { return suitable }
    if suitable.isEmpty { throw leftOut.first }
    let message = (leftOut.first as? ValidationError)?.message ?? "\(leftOut.first)"
    StandardError.writeLine(
      "built-in problems that are left out: \(leftOut.ids.joined(separator: ", ")); \(message)")
    return suitable
  }
}

extension ScalingCurve.Cost: ExpressibleByArgument {}
