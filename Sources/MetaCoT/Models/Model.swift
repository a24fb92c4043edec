/// Gives a *policy* (a prior over steps, or steps that it proposes), a *value* (the probability of
/// solving from here) and an estimate of the *cost to go*.
///
/// An `InlineModel` answers at once, on the search's own thread; an `AsyncModel` answers elsewhere,
/// many requests at a time, and may fail.
public protocol Model: Sendable {
  /// Whether it ranks steps. Without a policy, priors are uniform.
  var hasPolicy: Bool { get }

  /// Whether it estimates costs to go. Without, −ln of the value stands in for them.
  var givesCostsToGo: Bool { get }

  /// Whether equal states get equal answers, drawing no random numbers. Then a search need not
  /// ask twice.
  var isDeterministic: Bool { get }

  /// How many requests it works on at the same time. The default is 1.
  var capacity: Int { get }

  /// Why it cannot be used on this problem, in a clause; nil if it can. The default is nil.
  func refusal(of problem: any Problem) -> String?
}

extension Model {
  /// One request at a time.
  public var capacity: Int { 1 }

  /// It can be used on every problem.
  public func refusal(of problem: any Problem) -> String? { nil }
}

/// A model that answers where it is asked, for a batch of states at once.
///
/// It sees states only through their problem, so one model serves every problem. Compiled for each
/// built-in problem where it is built in itself.
public protocol InlineModel: Model {
  /// Fills in what the batch wants. Outputs have the right number of elements already. Searches
  /// keep values and priors to four decimals. Throws a `ModelError` where it has no answer. Values
  /// that are to come from rollouts are not its business: see `EvaluationBatch.rollouts`.
  func evaluate<P: EnumerableProblem>(
    _ batch: inout EvaluationBatch<P>, random: inout SeededRandom
  ) throws(ModelError)

  /// Whether a state is better looked at alone, by `estimate`, as soon as it is reached: for models
  /// that are deterministic and little work. The default is false.
  static var estimatesSingly: Bool { get }

  /// Steps of a rollout at most. The default is 100.
  var rolloutDepth: Int { get }

  /// What `evaluate` would say of a state that `step` led to from `origin`: the value, and the cost to
  /// go; what is not wanted may be anything.
  func estimate<P: EnumerableProblem>(
    _ state: P.State, after step: StepCode, from origin: (state: P.State, costToGo: Float),
    of problem: P, wants: EvaluationBatch<P>.Outputs
  ) -> (value: Float, costToGo: Float)
}

extension InlineModel {
  /// False.
  public static var estimatesSingly: Bool { false }

  /// 100.
  public var rolloutDepth: Int { 100 }

  /// Nothing is known: to be written by a model that estimates singly.
  public func estimate<P: EnumerableProblem>(
    _ state: P.State, after step: StepCode, from origin: (state: P.State, costToGo: Float),
    of problem: P, wants: EvaluationBatch<P>.Outputs
  ) -> (value: Float, costToGo: Float) {
    (.nan, .nan)
  }
}

/// A model that answers elsewhere: behind a network, on another thread, from a recording.
///
/// It is asked by data and answers by data, so that both can be recorded, cached and played again.
/// Requests come at most `capacity` at a time, and are cancelled through their task when the search
/// no longer wants them.
public protocol AsyncModel: Model {
  /// Answers a request. A search is a function of the answers: it does not matter when they come.
  func answer(_ request: ModelRequest) async throws -> ModelAnswer
}

/// Why a model has no answer.
public struct ModelError: Error, Equatable, CustomStringConvertible {
  /// One clause in lower case, such as `the server is busy`.
  public var description: String
  /// Whether the same request may succeed when it is made again.
  public var isTransient: Bool

  /// An error with this text.
  public init(_ description: String, isTransient: Bool = false) {
    self.description = description
    self.isTransient = isTransient
  }
}

/// A model that is known by name and made from parameters: one that needs no file.
public protocol RegisteredModel: Model {
  /// The name under which it is registered, such as `heuristic`.
  static var name: String { get }
  /// One line for a list of models.
  static var help: String { get }
  /// Its parameters.
  static var parameters: [Parameter] { get }
  /// What its values mean: the prose speaks of them by it. The default is `estimate`.
  static var valueMeaning: ValueMeaning { get }
  /// Whether its costs to go never overestimate: searches with it are held to that. The default is
  /// false.
  static var isAdmissible: Bool { get }

  /// A model with these parameters.
  init(_ values: ParameterValues)
}

extension RegisteredModel {
  /// How likely a solution is.
  public static var valueMeaning: ValueMeaning { .estimate }

  /// They may.
  public static var isAdmissible: Bool { false }
}
