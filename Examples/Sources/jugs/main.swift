import Foundation
import MetaCoT

// Adds a problem, a strategy, a model and a style to the core, and runs a search with them:
//
//     swift run jugs '3 5 → 4' random-restarts nearness telegram

ProblemRegistry.register(Jugs.self)
StrategyRegistry.register(RandomRestarts.self)
ModelRegistry.register(NearnessModel.self)
Linearizers.register(TelegramStyle.self)

let arguments = Array(CommandLine.arguments.dropFirst())
func argument(_ index: Int, _ standard: String) -> String {
  index < arguments.count ? arguments[index] : standard
}

do {
  let search = try Search(
    SearchConfiguration(
      problem: try ProblemRegistry.problem(text: "jugs:" + argument(0, Jugs.example)),
      strategy: .init(argument(1, RandomRestarts.name)),
      model: .init(argument(2, NearnessModel.name)), budget: Budget(expansions: 10_000)))
  var tree = SearchTree(header: search.header)
  let outcome = search.run { tree.append($0) }
  guard let style = Linearizers.named(argument(3, TelegramStyle.name)) else {
    throw ProblemError("there is no style \"\(arguments[3])\": choose from \(Linearizers.names)")
  }
  let text = style.init(header: search.header)
  print(text.opening(of: tree).text)
  for event in tree.events.indices {
    if let fragment = text.fragment(at: event, in: tree) { print(fragment.text) }
  }
  exit(outcome.solved ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("jugs: \(error)\n".utf8))
  exit(2)
}
