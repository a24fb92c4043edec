import Foundation
import MetaCoT

// Adds a problem, a strategy, a model, a style and an importer to the core, and runs a search with
// them, or reads a log:
//
//     swift run lights '110 100 000' random-restarts nearness telegram
//     swift run lights lights.txt

ProblemRegistry.register(Lights.self)
StrategyRegistry.register(RandomRestarts.self)
ModelRegistry.register(NearnessModel.self)
LinearizerRegistry.register(TelegramStyle.self)
ImporterRegistry.register(PressLog.self)

let arguments = Array(CommandLine.arguments.dropFirst())
func argument(_ index: Int, _ standard: String) -> String {
  index < arguments.count ? arguments[index] : standard
}

/// Writes a search in the style that was asked for.
func write(_ tree: SearchTree) throws {
  let name = argument(3, TelegramStyle.name)
  guard let style = LinearizerRegistry.named(name) else {
    throw ProblemError("there is no style \"\(name)\": choose from \(LinearizerRegistry.names)")
  }
  let text = style.init(header: tree.header)
  print(text.opening(of: tree).text)
  for event in tree.events.indices {
    if let fragment = text.fragment(at: event, in: tree) { print(fragment.text) }
  }
}

do {
  if FileManager.default.fileExists(atPath: argument(0, "")) {
    let reader = try TraceFile(path: arguments[0]).reader()
    var tree = SearchTree(header: reader.header)
    while let batch = try reader.next() { tree.append(batch) }
    try write(tree)
    exit(0)
  }
  let search = try Search(
    SearchConfiguration(
      problem: try ProblemRegistry.problem(text: "lights:" + argument(0, Lights.example)),
      strategy: .init(argument(1, RandomRestarts.name)),
      model: .init(argument(2, NearnessModel.name)), budget: Budget(expansions: 10_000)))
  var tree = SearchTree(header: search.header)
  let outcome = search.run { tree.append($0) }
  try write(tree)
  exit(outcome.solved ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("lights: \(error)\n".utf8))
  exit(2)
}
