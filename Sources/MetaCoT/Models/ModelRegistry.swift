import Synchronization

/// The models that need no file, by name. A new one is one file and one line here.
public enum ModelRegistry {
  /// A registered model.
  public struct Entry: Sendable {
    /// The name on the command line.
    public var name: String
    /// One line: what it does.
    public var help: String
    /// Its parameters.
    public var parameters: [Parameter]
    /// What its values mean.
    public var valueMeaning: ValueMeaning
    /// Whether its costs to go never overestimate.
    public var isAdmissible: Bool
    let make: @Sendable (ParameterValues) -> any Model

    /// The model with these parameters, and defaults for the others. Throws a `SearchError`.
    public func model(parameters: [String: JSONValue]? = nil) throws(SearchError) -> any Model {
      make(try ParameterValues(self.parameters, given: parameters, of: name))
    }

    static func of<M: RegisteredModel>(_ model: M.Type) -> Entry {
      Entry(
        name: M.name, help: M.help, parameters: M.parameters, valueMeaning: M.valueMeaning,
        isAdmissible: M.isAdmissible, make: { M($0) })
    }
  }

  /// Every model.
  public static var entries: [Entry] { registered.withLock { $0 } }

  /// Adds a model of another package; one of the same name is replaced.
  public static func register<M: RegisteredModel>(_ model: M.Type) {
    registered.withLock { entries in
      entries.removeAll { $0.name == M.name }
      entries.append(.of(model))
    }
  }

  private static let registered = Mutex<[Entry]>([
    .of(HeuristicModel.self),
    .of(UniformModel.self),
    .of(RolloutModel.self),
    .of(ScriptedModel.self),
  ])

  /// The entry of this name; throws a `SearchError` that lists the names.
  public static func entry(_ name: String) throws(SearchError) -> Entry {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw .unknownModel(name, known: entries.map(\.name))
    }
    return entry
  }
}
