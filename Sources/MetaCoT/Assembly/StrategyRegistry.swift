import Synchronization

/// The strategies that are known by name. A new one is one file and one line here.
public enum StrategyRegistry {
  /// A registered strategy.
  public struct Entry: Sendable {
    /// The name on the command line.
    public var name: String
    /// One line: what it does.
    public var help: String
    /// Its parameters.
    public var parameters: [Parameter]
    /// Whether what it does depends on the budget, and not only when it ends.
    public var usesBudget = false
    let method: Method

    /// Whether the model searches by itself, in text, and so has to be a `WritingModel`.
    public var needsWritingModel: Bool {
      switch method {
      case .asking: false
      case .writing: true
      }
    }

    static func of<S: Strategy>(_ strategy: S.Type) -> Entry {
      Entry(
        name: S.name, help: S.help, parameters: S.parameters, usesBudget: S.usesBudget,
        method: .asking { StrategyBox<S>($0, $1) })
    }
  }

  /// Who decides where to look, and so which engine runs it.
  enum Method: Sendable {
    /// The strategy, which asks a model and is told: `SearchEngine`.
    case asking(@Sendable (ParameterValues, StrategyContext) -> any Strategy)
    /// The model, in the text that it writes: `InContextEngine`.
    case writing(@Sendable (ParameterValues) -> InContext)
  }

  /// Every strategy.
  public static var entries: [Entry] { registered.withLock { $0 } }

  /// Adds a strategy of another package; one of the same name is replaced.
  public static func register<S: Strategy>(_ strategy: S.Type) {
    registered.withLock { entries in
      entries.removeAll { $0.name == S.name }
      entries.append(.of(strategy))
    }
  }

  private static let registered = Mutex<[Entry]>([
    .of(MCTS.self),
    .of(Gumbel.self),
    .of(AStar.self),
    .of(IDAStar.self),
    .of(BestFirst.self),
    .of(BreadthFirst.self),
    .of(DepthFirst.self),
    .of(Beam.self),
    .of(BestOfN.self),
    .of(Greedy.self),
    Entry(
      name: InContext.name, help: InContext.help, parameters: InContext.parameters,
      method: .writing { InContext($0) }),
  ])

  /// The entry of this name; throws a `SearchError` that lists the names.
  public static func entry(_ name: String) throws(SearchError) -> Entry {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw .unknownStrategy(name, known: entries.map(\.name))
    }
    return entry
  }
}
