import EspalierViews
import MetaCoT

/// What Tab makes of the beginning of what a command takes.
struct ArgumentCompletion: Sendable {
  /// The names of the themes that can be chosen.
  let themes: [String]

  /// Commands that a path can be typed for.
  static let takesPath: Set<CommandID> = [.save, .export, .compare, .replay, .watchTraining]

  /// What begins with what has been typed, in order: names first, then paths.
  func completions(of typed: String, for id: CommandID) -> [String] {
    // Options are words of a command line, of which the last one is being typed.
    if Self.takesOptions.contains(id) {
      let last = typed.lastIndex(of: " ").map { typed.index(after: $0) } ?? typed.startIndex
      let words = typed[..<last].split(separator: " ")
      let found =
        words.last == "--problems"
        ? PathCompletion.completions(of: String(typed[last...]))
        : optionWords(after: words.last, of: id).filter { $0.hasPrefix(typed[last...]) }
      return found.map { typed[..<last] + $0 }
    }
    let names = names(for: id).filter { $0.hasPrefix(typed) }
    return Self.takesPath.contains(id)
      ? names + PathCompletion.completions(of: typed).filter { !names.contains($0) } : names
  }

  private static let takesOptions: Set<CommandID> = [.searchOptions, .fork]
  private static let forkOptions = ["--strategy", "--model", "--budget", "--seed"]
  private static let searchOptions =
    forkOptions + ["--until", "--problem", "--problems", "--window", "--proposals"]

  private func names(for id: CommandID) -> [String] {
    switch id {
    case .theme: themes
    case .drawing: TreeDrawingRegistry.names
    case .style: LinearizerRegistry.names
    case .compare: Self.strategies
    default: []
    }
  }

  private func optionWords(after word: Substring?, of id: CommandID) -> [String] {
    switch word {
    case "--strategy"?: Self.strategies
    case "--model"?: ModelRegistry.entries.map(\.name)
    case "--until"?: SearchSpec.Goal.allCases.map(\.rawValue)
    case nil where id == .fork: Self.strategies + Self.forkOptions
    default: id == .fork ? Self.forkOptions : Self.searchOptions
    }
  }

  private static var strategies: [String] { StrategyRegistry.entries.map(\.name) }
}
