/// A search that can be run: a `SearchSpec` with its problem and its model at hand.
///
/// What is data is the spec's, and is got at as if it stood here: `configuration.budget`.
@dynamicMemberLookup
public struct SearchConfiguration: Sendable {
  /// Everything that determines the search.
  public private(set) var spec: SearchSpec
  /// The problem itself, which the spec names.
  public var problem: any Problem {
    didSet { spec.problem = .init(id: problemID, problem) }
  }
  /// The model itself, where it was loaded and is not registered.
  public var loadedModel: (any Model)?
  /// Whether events carry wall-clock times (then traces differ from run to run).
  public var timings: Bool

  /// The search of a problem.
  public init(
    problem: any Problem, problemID: String? = nil, strategy: TraceHeader.Choice,
    model: TraceHeader.Choice = .init("heuristic"), loadedModel: (any Model)? = nil,
    budget: Budget = Budget(),
    until: SearchSpec.Goal = .first, seed: UInt64 = 1, window: Int? = nil, timings: Bool = false
  ) {
    spec = SearchSpec(
      problem: .init(id: problemID, problem), strategy: strategy, model: model, seed: seed,
      budget: budget, until: until, window: window)
    self.problem = problem
    self.loadedModel = loadedModel
    self.timings = timings
  }

  /// The search that a spec describes, of a registered kind of problem. Throws a `ProblemError`.
  public init(
    _ spec: SearchSpec, loadedModel: (any Model)? = nil, timings: Bool = false
  ) throws {
    self.spec = spec
    problem = try ProblemRegistry.problem(spec.problem)
    self.spec.problem = .init(id: spec.problem.id, problem)
    self.loadedModel = loadedModel
    self.timings = timings
  }

  /// A part of the spec.
  public subscript<Value>(dynamicMember path: WritableKeyPath<SearchSpec, Value>) -> Value {
    get { spec[keyPath: path] }
    set { spec[keyPath: path] = newValue }
  }

  /// The problem's name within a set.
  public var problemID: String? {
    get { spec.problem.id }
    set { spec.problem.id = newValue }
  }
}

extension TraceHeader.ProblemReference {
  /// Names a problem.
  fileprivate init(id: String?, _ problem: any Problem) {
    self.init(id: id, kind: type(of: problem).kind, text: problem.text)
  }
}
