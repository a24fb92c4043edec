import ArgumentParser
import Foundation
import MetaCoT
import TerminalUI

/// `espalier problems`: what can be searched.
struct ProblemsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "problems", abstract: "Generate, list, show and check problems.",
    subcommands: [
      ListProblems.self, ShowProblem.self, GenerateProblems.self, ValidateProblems.self,
    ],
    defaultSubcommand: ListProblems.self)
}

/// The options of the commands that read a problem set.
private struct SetOptions: ParsableArguments {
  @Flag(help: "Skip the lines that cannot be read, and count them.")
  var skipInvalid = false

  /// The set in a file, or the built-in one; what was skipped is told on stderr.
  func read(_ path: String?) throws -> ProblemSet {
    guard let path else { return .builtIn }
    let set = try ProblemSet.read(path: path, skipInvalid: skipInvalid)
    if let first = set.skipped.first {
      StandardError.writeLine(
        "skipped \(NumberFormat.counted(set.skipped.count, "line")); the first: \(first)")
    }
    return set
  }
}

/// `espalier problems list`.
private struct ListProblems: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the problems of a file, or those built in.")

  @Argument(
    help: "A problem set, or another file that docs/problems.md names; - for standard input.",
    completion: .file())
  var file: String?

  @OptionGroup var options: SetOptions

  @Flag(help: "List the kinds of problems, and the parameters of their generators.")
  var kinds = false

  func run() throws {
    if kinds {
      StandardOutput.write(kindsTable)
      return
    }
    let items = try options.read(file).items
    StandardOutput.write(table(items.map { [$0.id, $0.kind, $0.problem.oneLine] }))
  }
}

/// `espalier problems show`.
private struct ShowProblem: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a problem: in words, as text, and as a picture.")

  @Argument(
    help: "The id of a problem in the set, or a problem's text such as '4 5 6 10 → 24'.")
  var problem: String?

  @Option(help: "The problem set; without it the problems built in.", completion: .file())
  var problems: String?

  @OptionGroup var options: SetOptions

  func run() throws {
    let set = try options.read(problems)
    guard let problem else {
      for (index, item) in set.items.enumerated() {
        if index > 0 { StandardOutput.writeLine() }
        show(item.problem, item)
      }
      return
    }
    do {
      let item = try set.item(id: problem)
      show(item.problem, item)
    } catch let unknown as ProblemError {
      // What is not an id may be a problem itself, or have been meant as one.
      guard ProblemRegistry.kind(resembling: problem) != nil else { throw unknown }
      show(try ProblemRegistry.problem(text: problem), nil)
    }
  }

  private func show(_ problem: some Problem, _ item: ProblemSet.Item?) {
    StandardOutput.writeLine("\(item.map { "\($0.id): " } ?? "")\(type(of: problem).kind)")
    StandardOutput.writeLine(problem.statement)
    StandardOutput.writeLine(ProblemRegistry.text(of: problem))
    if let answer = item?.answer { StandardOutput.writeLine("answer: \(answer)") }
    if let cost = item?.cost {
      StandardOutput.writeLine("cost of the best answer: \(cost.formatted())")
    }
    if let difficulty = (problem as? any EnumerableProblem)?.difficulty() {
      let paths = NumberFormat.counted(difficulty.solutionPaths, "shortest way")
      let share = NumberFormat.fixed(100 * difficulty.deadEndShare, decimals: 1)
      StandardOutput.writeLine(
        "\(paths) to a goal; of \(NumberFormat.counted(difficulty.states, "state")), "
          + "\(share)% are dead ends")
    }
    let start = problem.text(of: problem.start)
    if let pictured = problem as? any PicturedProblem,
      let picture = pictured.picture(ofState: start, amid: SearchedStates())
    {
      StandardOutput.writeLine()
      for row in picture.rows { StandardOutput.writeLine(String(row.map(\.glyph))) }
    }
  }
}

/// `espalier problems generate`.
private struct GenerateProblems: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write new problems that can be solved, as a problem set.",
    discussion: kindsTable)

  @Argument(
    help:
      "The kind, KIND or KIND:PARAMETER=VALUE,…: \(ProblemRegistry.kinds.filter(\.canGenerate).map(\.name).joined(separator: ", ")).",
    completion: .list(ProblemRegistry.kinds.filter(\.canGenerate).map(\.name)))
  var kind: String

  @Option(name: [.short, .long], help: "How many; no two are the same.")
  var count = 1

  @Option(help: "Same seed and parameters, same problems.")
  var seed: UInt64 = 1

  func validate() throws {
    guard count > 0 else { throw ValidationError("--count is \(count): give 1 or more") }
    _ = try generator()
  }

  func run() throws {
    let (kind, parameters) = try generator()
    var problems = DistinctProblems(kind, seed: seed, parameters: parameters)
    for number in 1...count {
      let id = "\(kind.name)-\(seed)-\(number)"
      let item = ProblemSet.Item(id: id, problem: try problems.next())
      StandardOutput.write(data: (item.jsonLine + "\n").utf8)
    }
  }

  private func generator() throws -> (kind: ProblemKind, parameters: [String: JSONValue]) {
    do {
      return try ProblemRegistry.generator(kind)
    } catch { throw ValidationError("\(error)") }
  }
}

/// `espalier problems validate`.
private struct ValidateProblems: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check problem sets: every line that is wrong, and why.",
    discussion: "Answers that a file gives are verified. Exit status 1 if anything is wrong.")

  @Argument(help: "Problem sets; - for standard input.", completion: .file())
  var files: [String]

  func run() throws {
    var isRight = true
    for file in files {
      do {
        let set = try ProblemSet.read(path: file, skipInvalid: true)
        for error in set.skipped { StandardOutput.writeLine("\(error)") }
        let answers = set.items.count { $0.answer != nil || ($0.cost != nil && $0.kind == "maze") }
        StandardOutput.writeLine(
          "\(file): \(set.format.rawValue), \(NumberFormat.counted(set.items.count, "problem"))"
            + (answers > 0 ? ", \(NumberFormat.counted(answers, "answer")) verified" : "")
            + (set.skipped.isEmpty
              ? "" : ", \(NumberFormat.counted(set.skipped.count, "wrong line"))"))
        if !set.skipped.isEmpty { isRight = false }
      } catch let error as FileError {
        StandardOutput.writeLine("\(error)")
        isRight = false
      }
    }
    if !isRight { throw ExitCode(.no) }
  }
}

extension Problem {
  /// The text form, or where that has lines, the goal in words.
  fileprivate var oneLine: String {
    text.contains("\n") ? statement : ProblemRegistry.text(of: self)
  }
}

/// Rows as lines, all columns to the left.
private func table(_ rows: [[String]]) -> String {
  AlignedRows.lines(rows) { _ in false }.map { $0 + "\n" }.joined()
}

/// The kinds of problems and their parameters.
private let kindsTable: String = {
  var text = ""
  for kind in ProblemRegistry.kinds where kind.canGenerate {
    text += "\(kind.name): \(kind.help)\n"
    text += table(
      kind.parameters.map { parameter in
        let ends = [parameter.range.lowerBound, parameter.range.upperBound].map(parameter.text(of:))
        let standard = parameter.text(of: parameter.defaultValue)
        return [
          "  \(parameter.name)", ends.joined(separator: " to "), "default \(standard)",
          parameter.help,
        ]
      })
  }
  return text
}()
