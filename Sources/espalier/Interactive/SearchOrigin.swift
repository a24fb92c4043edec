import Foundation
import MetaCoT
import TerminalDevice

/// Where a search comes from, so that it can be opened, and opened again for a comparison.
enum SearchOrigin {
  /// A search to run, at so many iterations a second; nil is flat out.
  case live(SearchConfiguration, pace: Double?)
  /// A trace in a file; `-` is standard input.
  case trace(path: String)
  /// Two searches as one tree.
  case merged(MergedTree)

  /// Starts the search, or opens the trace. Events wake the loop of the terminal.
  func open() throws -> any EventSource {
    let wake: @Sendable () -> Void = { WakePipe().signal() }
    switch self {
    case .live(let configuration, let pace):
      return try LiveSource(configuration, pace: pace, wake: wake)
    case .trace(let path): return try TraceSource(path: path, wake: wake)
    case .merged(let tree): return MergedSource(tree)
    }
  }

  /// What a screen calls it: the strategy, or the file.
  var name: String {
    switch self {
    case .live(let configuration, _): configuration.strategy.name
    case .trace("-"): "standard input"
    case .trace(let path): URL(fileURLWithPath: path).lastPathComponent
    case .merged(let tree): tree.header.strategy.name
    }
  }

  /// The origin to set beside this one: the strategy of that name on the same problem, or the trace
  /// in that file. `header` is this one's.
  func comparisonOrigin(_ text: String, header: TraceHeader) throws -> SearchOrigin {
    let name = text.prefix { $0 != ":" }
    guard StrategyRegistry.entries.contains(where: { $0.name == name }) else {
      guard FileManager.default.fileExists(atPath: text) else {
        let names = StrategyRegistry.entries.map(\.name).joined(separator: ", ")
        throw Failure("“\(text)” is neither a file nor a strategy: there are \(names)")
      }
      return .trace(path: text)
    }
    let strategy = try StrategyRegistry.choice(text)
    if case .live(var configuration, let pace) = self {
      configuration.strategy = strategy
      return .live(configuration, pace: pace)
    }
    guard let model = header.model else {
      throw Failure("the trace does not say which model was asked: compare it with another trace")
    }
    let configuration = SearchConfiguration(
      problem: try ProblemRegistry.problem(header.problem), problemID: header.problem.id,
      strategy: strategy, model: model, loadedModel: try ModelSource.network(model),
      budget: try Budget(text: header.budget ?? ""),
      until: header.until.flatMap { SearchConfiguration.Goal(rawValue: $0) } ?? .first,
      seed: header.seed.flatMap { UInt64("\($0)") } ?? 1)
    return .live(configuration, pace: nil)
  }
}
