/// A search as data: everything that is needed to run it, and to run it again. Equal specs give equal
/// events, byte for byte, of models that answer alike.
///
/// The header of a trace holds one, under the same keys; as JSON it is that part of a header. What
/// stands for itself may be left out there: see the defaults of `init`.
///
/// ```swift
/// let spec = try SearchSpec(trace.header)
/// let outcome = try Search.run(SearchConfiguration(spec))
/// ```
public struct SearchSpec: Codable, Hashable, Sendable {
  /// When the search has found enough.
  public enum Goal: String, Codable, Sendable, CaseIterable {
    /// It ends with the first goal (for A*: the first optimal one).
    case first
    /// It looks for all goals until the tree is exhausted.
    case all
    /// It goes on after goals until a budget is used up: statistics matter, not answers.
    case tree
  }

  /// The problem: its kind, its text, and its name within a set.
  public var problem: TraceHeader.ProblemReference
  /// The strategy's registered name, with the parameters that differ from their defaults.
  public var strategy: TraceHeader.Choice
  /// The model's name and parameters: a registered one's, or what a loaded one is called.
  public var model: TraceHeader.Choice
  /// The seed of all randomness.
  public var seed: UInt64
  /// The limits.
  public var budget: Budget
  /// When it has found enough.
  public var until: Goal
  /// How many requests may be in flight at a time; nil for what suits the model. It takes part in
  /// the course of a search; when answers come does not.
  public var window: Int?
  /// How many steps a model proposes at a time, where the problem does not list its steps.
  public var proposals: Int
  /// How the answer is chosen, where several were given that cannot be checked before the end.
  public var answerChoice: AnswerChoice

  /// What `proposals` is where nothing else is said.
  public static let standardProposals = 4
  /// What `window` can be.
  public static let windows = 1...4096
  /// What `proposals` can be.
  public static let proposalCounts = 1...1024

  /// A spec.
  public init(
    problem: TraceHeader.ProblemReference, strategy: TraceHeader.Choice,
    model: TraceHeader.Choice = .init("heuristic"), seed: UInt64 = 1, budget: Budget = Budget(),
    until: Goal = .first, window: Int? = nil, proposals: Int = standardProposals,
    answerChoice: AnswerChoice = .weightedVote
  ) {
    self.problem = problem
    self.strategy = strategy
    self.model = model
    self.seed = seed
    self.budget = budget
    self.until = until
    self.window = window
    self.proposals = proposals
    self.answerChoice = answerChoice
  }

  /// Reads the keys of a header; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      problem: try values.decode(TraceHeader.ProblemReference.self, forKey: .problem),
      strategy: try values.decode(TraceHeader.Choice.self, forKey: .strategy))
    model = try values.decodeIfPresent(TraceHeader.Choice.self, forKey: .model) ?? model
    seed = try values.decodeIfPresent(UInt64.self, forKey: .seed) ?? seed
    budget = try values.decodeIfPresent(Budget.self, forKey: .budget) ?? budget
    until = try values.decodeIfPresent(Goal.self, forKey: .until) ?? until
    window = try values.decodeIfPresent(Int.self, forKey: .window)
    proposals = try values.decodeIfPresent(Int.self, forKey: .proposals) ?? proposals
    answerChoice =
      try values.decodeIfPresent(AnswerChoice.self, forKey: .answerChoice) ?? answerChoice
  }
}

extension SearchSpec {
  /// The search that a trace's header tells of. Throws a `SearchError` where the header does not say
  /// what it takes to run it again.
  public init(_ header: TraceHeader) throws(SearchError) {
    guard let model = header.model else {
      throw .unrepeatable("the trace does not say which model was asked")
    }
    self.init(
      problem: header.problem, strategy: header.strategy, model: model,
      seed: header.seed.flatMap { UInt64("\($0)") } ?? 1,
      budget: try Budget(text: header.budget ?? ""),
      until: try Self.word(header.until, "until") ?? .first,
      window: try Self.count(header.window, in: Self.windows, "window") ?? 1,
      proposals: try Self.count(header.proposals, in: Self.proposalCounts, "proposals")
        ?? Self.standardProposals,
      answerChoice: try Self.word(header.answerChoice, "answerChoice") ?? .weightedVote)
  }

  private static func word<Word: RawRepresentable & CaseIterable>(
    _ text: String?, _ key: String
  ) throws(SearchError) -> Word? where Word.RawValue == String {
    guard let text else { return nil }
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: " or ")
      throw .unrepeatable("\"\(key)\" in the trace's header is \(text.quoted), not \(known)")
    }
    return word
  }

  private static func count(
    _ number: Int?, in range: ClosedRange<Int>, _ key: String
  ) throws(SearchError) -> Int? {
    guard let number, !range.contains(number) else { return number }
    throw .unrepeatable(
      "\"\(key)\" in the trace's header is \(number), not \(range.lowerBound) to "
        + "\(range.upperBound)")
  }
}

extension TraceHeader {
  /// The header of the search with this spec. What has its default there is left out.
  init(_ spec: SearchSpec, root: Root) {
    let budget = spec.budget.description
    self.init(
      problem: spec.problem, strategy: spec.strategy, model: spec.model, seed: spec.seed,
      budget: budget.isEmpty ? nil : budget, root: root)
    if spec.until != .first { until = spec.until.rawValue }
    if let window = spec.window, window > 1 { self.window = window }
    if spec.proposals != SearchSpec.standardProposals { proposals = spec.proposals }
    if spec.answerChoice != .weightedVote { answerChoice = spec.answerChoice.rawValue }
    backtracks = true
  }
}
