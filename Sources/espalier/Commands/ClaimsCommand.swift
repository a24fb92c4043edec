import ArgumentParser
import Foundation
import MetaCoT
import MetaCoTEvaluation
import MetaCoTNeural

/// `espalier claims`: arms against each other at equal inference tokens.
struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Does search add what answering does not? Compare arms at equal inference tokens.",
    discussion: """
      espalier claims --problems test.jsonl --arm 'answer=answer runs/answers' \
      --arm 'best of N=best-of runs/answers' --arm 'in context=search runs/searches' \
      --arm 'A*=astar runs/searches' --arm 'symbolic=astar heuristic' --out results

      The first arm is what the others are compared with. docs/claims.md shows what the paper claims, \
      and what was found.
      """)

  @OptionGroup var chosen: ProblemOptions

  @Option(
    help: """
      'NAME=METHOD MODEL', repeatable. Methods: answer (the most probable solution), best-of \
      (solutions until one is right), majority (their votes), search (searches in the model's own \
      text), or a strategy such as mcts:select=puct.
      """)
  var arm: [String]

  @Option(help: "Budgets in tokens a problem, for arms whose models are networks.")
  var tokens = "32 64 128 256 512 1024 2048 4096"

  @Option(help: "Budgets in expansions, for strategies whose models are not.")
  var expansions = "10 30 100 300 1000"

  @Option(help: "At what temperature all texts but the first of a problem are drawn.")
  var temperature: Float = 1

  @Option(help: "The seed of all randomness.")
  var seed: UInt64 = 1

  @Option(help: "The folder for arms.json, attempts.jsonl and curve.svg.", completion: .directory)
  var out: String?

  @OptionGroup var measuring: MeasuringOptions

  func validate() throws {
    guard temperature > 0, temperature.isFinite else {
      throw ValidationError("--temperature takes a number above 0")
    }
    _ = try (budgets(tokens, "--tokens"), budgets(expansions, "--expansions"), arms())
  }

  func run() throws {
    let items = try chosen.items(of: try chosen.problemSet())
    let learned = try measuring.learned(of: items)
    let arms = try arms()
    let (tokens, expansions) = try (
      budgets(tokens, "--tokens"), budgets(expansions, "--expansions")
    )
    let run: ArmRun
    do {
      run = try ArmRun(
        arms: arms, items: items, tokens: tokens.max() ?? 1, expansions: expansions.max() ?? 1,
        temperature: temperature, seed: seed,
        jobs: measuring.jobCount)
    } catch let error as SearchError { throw ValidationError(error.description) }
    Interruption.watch()
    guard let attempts = try run.attempts() else {
      StandardError.writeLine("interrupted: nothing was kept")
      throw ExitCode(.interrupted)
    }
    let table = ArmTable(
      arms: arms, problems: items.map(\.id), tokens: tokens, expansions: expansions,
      attempts: attempts)
    let report = ArmReport(table: table, learned: learned, temperature: temperature, seed: seed)
    if let out { try report.write(attempts, into: out) }
    if measuring.json {
      StandardOutput.write(data: try report.json)
    } else {
      StandardOutput.write(report.text(width: StandardOutput.width))
    }
  }

  private func arms() throws -> [Arm] {
    let arms = try arm.map { text in
      let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
      let words = sides.count == 2 ? sides[1].split(separator: " ", maxSplits: 1) : []
      guard words.count == 2, let method = words.first, let model = words.last else {
        throw ValidationError(
          "--arm '\(text)': give 'NAME=METHOD MODEL', such as 'in context=search runs/a'")
      }
      let arm = Arm(name: sides[0], method: .init(text: String(method)), model: String(model))
      if case .strategy(let strategy) = arm.method {
        do {
          _ = try StrategyRegistry.choice(strategy)
        } catch { throw ValidationError("--arm '\(text)': \(error)") }
      }
      return arm
    }
    guard Set(arms.map(\.name)).count == arms.count else {
      throw ValidationError("--arm is given twice with the same name")
    }
    return arms
  }

  private func budgets(_ text: String, _ option: String) throws -> [Int] {
    guard let numbers = MeasuringOptions.numbers(MeasuringOptions.words(of: [text])) else {
      throw ValidationError("\(option) takes whole numbers from 1, such as '100 300 1000'")
    }
    return Set(numbers).sorted()
  }
}
