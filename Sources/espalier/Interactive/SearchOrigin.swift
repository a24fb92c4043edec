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
  /// A search that goes on from a moment of another, and is paused there.
  case fork(SearchFork, pace: Double?)
  /// What has arrived of a search, under the name that it had.
  case kept(SearchTree, name: String)

  /// Starts the search, or opens the trace. Events wake the loop of the terminal.
  func open() throws -> any EventSource {
    let wake: @Sendable () -> Void = { WakePipe().signal() }
    switch self {
    case .live(let configuration, let pace):
      let driver = try SearchDriver(configuration, pausesAtLimits: true, onActivity: wake)
      return LiveSource(driver, pace: pace)
    case .trace(let path): return try TraceSource(path: path, wake: wake)
    case .merged(let tree): return KeptSource(tree.header, tree.events)
    case .fork(let fork, let pace):
      return LiveSource(try SearchDriver(fork, onActivity: wake), pace: pace, paused: true)
    case .kept(let tree, _): return KeptSource(tree.header, tree.allEvents)
    }
  }

  /// What a screen calls it: the strategy, or the file.
  var name: String {
    switch self {
    case .live(let configuration, _): configuration.strategy.name
    case .trace(let path) where Self.isStandardInput(path): "standard input" + path.dropFirst()
    case .trace(let path): URL(fileURLWithPath: path).lastPathComponent
    case .merged(let tree): tree.header.strategy.name
    case .fork(let fork, _): "fork: " + fork.configuration.strategy.name
    case .kept(_, let name): name
    }
  }

  /// The file of a trace; nil for what is in none.
  var path: String? {
    guard case .trace(let path) = self, !Self.isStandardInput(path) else { return nil }
    return path
  }

  /// Whether a path names standard input, or a search in it.
  private static func isStandardInput(_ path: String) -> Bool {
    path == "-" || path.hasPrefix("-#")
  }

  /// The search that runs here, and its pace; nil where it is a recorded one.
  private var running: (configuration: SearchConfiguration, pace: Double?)? {
    switch self {
    case .live(let configuration, let pace): (configuration, pace)
    case .fork(let fork, let pace): (fork.configuration, pace)
    case .trace, .kept, .merged: nil
    }
  }

  /// A fork from the moment of `tree`, which has come from here, and its pace. `words` are those of the
  /// command line; a first one without a dash is a strategy.
  func fork(
    _ words: String?, of tree: SearchTree, at node: NodeID
  ) throws -> (fork: SearchFork, pace: Double?) {
    var words = words.map(CommandWords.split) ?? []
    if let first = words.first, !first.hasPrefix("-") { words.insert("--strategy", at: 0) }
    let options: SearchOptions
    do {
      options = try SearchOptions.parse(words)
    } catch { throw Failure(SearchOptions.message(for: error)) }
    let fork = try options.fork(
      running?.configuration ?? SearchConfiguration(again: tree.header), of: tree, at: node)
    return (fork, running?.pace)
  }

  /// The origin to set beside this one: the strategy of that name on the same problem, or the trace
  /// in that file. `header` is this one's.
  func comparisonOrigin(_ text: String, header: TraceHeader) throws -> SearchOrigin {
    let name = text.prefix { $0 != ":" }
    guard StrategyRegistry.entries.contains(where: { $0.name == name }) else {
      guard TraceCatalog.isFile(text) else {
        let names = StrategyRegistry.entries.map(\.name).joined(separator: ", ")
        throw Failure("“\(text)” is neither a file nor a strategy: there are \(names)")
      }
      return .trace(path: text)
    }
    let strategy = try StrategyRegistry.choice(text)
    var configuration = try running?.configuration ?? SearchConfiguration(again: header)
    configuration.strategy = strategy
    configuration.window = running?.configuration.window
    return .live(configuration, pace: running?.pace)
  }
}
