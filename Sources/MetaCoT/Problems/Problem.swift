/// A reasoning step as its problem encodes it. Only the problem that gave it can read it.
public typealias StepCode = UInt32

/// A start state, what steps lead to, when an answer has been given, and a verifier of answers.
///
/// Where steps come from is said by one of two refinements: an `EnumerableProblem` lists the legal
/// ones, a `TextProblem` has a model propose them.
///
/// States are values with a canonical form: two ways to the same situation give equal states, so
/// that transpositions are seen. Everything here is pure; a problem can be used from any thread.
public protocol Problem: Sendable {
  /// What holds after some steps, in canonical form.
  associatedtype State: Hashable & Sendable

  /// The name under which the family is registered, such as `countdown`.
  static var kind: String { get }

  /// Reads the text form; throws a `ProblemError` that says what would be right. Reads what `text`
  /// wrote.
  init(text: String) throws

  /// Whether a text was meant to be a problem of this family, read or not: then it is this family's
  /// error that helps. The default is false.
  static func resembles(_ text: String) -> Bool

  /// The text form of the whole problem, such as `4 5 6 10 → 24`.
  var text: String { get }

  /// The text of what makes the problem itself: problems with equal canonical texts are the same
  /// one to somebody who has learned from it, whatever the order in which it was written and the
  /// kind it is called. The default is `text`.
  var canonicalText: String { get }

  /// The state before any step.
  var start: State { get }

  /// The state after a step.
  func apply(_ step: StepCode, to state: State) -> State

  /// What a step costs, at least 0. The default is 1.
  func cost(of step: StepCode, from state: State) -> Float

  /// Whether an answer has been given in this state. Giving an answer is not being right: `verify`
  /// says that.
  func isEnding(_ state: State) -> Bool

  /// Whether `verify` compares with an answer that is known beforehand. Then it plays no part in a
  /// search, and is asked after its end only. The default is false.
  var needsAnswerKey: Bool { get }

  /// 64 well-mixed bits for hash tables: equal states give equal bits, in every run. The default
  /// is the state's `hashValue`, which differs from run to run.
  func fingerprint(of state: State) -> UInt64

  /// How many numbers `index(of:)` uses; 0, the default, where states have no numbers.
  var indexedStates: Int { get }

  /// The number of a state in `0..<indexedStates`, different for different states: where states
  /// are few, tables of them are arrays. Called only if `indexedStates` > 0.
  func index(of state: State) -> Int

  /// Appends the text of a step, such as `6 × 4 = 24`.
  func write(_ step: StepCode, from state: State, to text: inout [UInt8])

  /// Appends the canonical text of a state, such as `6 24`; equal states, equal texts.
  func write(_ state: State, to text: inout [UInt8])

  /// Appends the text of a state that a step led to from `previous`: whole, or only what follows the
  /// text of `previous` in it, and then says true. The default writes it whole. Where states are
  /// paths, what follows is a step, and a trace is linear in the length of its paths.
  func write(_ state: State, after previous: State, to text: inout [UInt8]) -> Bool

  /// What a verifier takes as the answer that the steps from the start spell: an expression, a
  /// string of moves.
  func answer(_ steps: [StepCode]) -> String

  /// Checks an answer against the problem alone, knowing nothing of any search.
  func verify(_ answer: String) -> Verification

  /// The goal in words for the opening of a stream of thought, such as `I need 24 from 4, 5, 6
  /// and 10.`
  var statement: String { get }
}

/// A problem whose legal steps can be listed, and whose states can be judged by rules: a puzzle.
///
/// Its text forms read both ways: `state(text:)` reads what `write(_:to:)` wrote.
public protocol EnumerableProblem: Problem {
  /// Appends the legal steps from `state`, in a fixed order. None after a goal or at a dead end.
  func appendSteps(from state: State, to steps: inout [StepCode])

  /// A step drawn uniformly from the legal ones; nil where there is none.
  func randomStep(from state: State, using random: inout SeededRandom) -> StepCode?

  /// The step that undoes `step`: taken where `step` has led to, it leads back to where that came from, always.
  /// Nil, the default, where none is known to. A search that drops duplicates leaves it out, since all that
  /// it leads to is the parent.
  func inverse(of step: StepCode) -> StepCode?

  /// Whether the state solves the problem.
  func isGoal(_ state: State) -> Bool

  /// A lower bound of the cost from `state` to a goal (admissible), 0 at a goal. `.infinity` says
  /// that no goal can be reached.
  func costToGo(_ state: State) -> Float

  /// `costToGo(state)`, where `state` is what `step` led to from `previous` and `estimate` is
  /// `costToGo(previous)`: for problems that can update an estimate faster than make one. The
  /// default makes one.
  func costToGo(
    _ state: State, after step: StepCode, from previous: State, estimate: Float
  ) -> Float

  /// How promising the state looks, in 0...1: a hand-made guess of the probability of solving
  /// the problem from here. 1 at a goal.
  func heuristicValue(_ state: State) -> Float

  /// Reads what `write(_:to:)` wrote; nil if it is not a state of this problem.
  func state(text: some StringProtocol) -> State?

  /// A hash of what is left to be solved at a state: equal ones say that whoever has seen the rest
  /// of a solution in one problem has seen it in the other. Nil, the default, where too little is
  /// left to give anything away, or where no problem leads to another's states.
  func reduct(at state: State) -> UInt64?

  /// The same problem, begun at another of its states; nil where that is no problem, as at a goal. The
  /// default is nil: it begins at its own start only.
  func starting(at state: State) -> Self?
}

extension Problem {
  /// False.
  public static func resembles(_ text: String) -> Bool { false }

  /// `text`.
  public var canonicalText: String { text }

  /// 64 well-mixed bits of the canonical text, the same in every run and version: FNV-1a of its
  /// UTF-8, through the finaliser of SplitMix64. Which part of a data set a problem belongs to
  /// follows from them.
  public var canonicalHash: UInt64 { mixed(fnv1a(canonicalText.utf8)) }

  /// 1.
  public func cost(of step: StepCode, from state: State) -> Float { 1 }

  /// False: answers are checked by rules.
  public var needsAnswerKey: Bool { false }

  /// The state's `hashValue`.
  public func fingerprint(of state: State) -> UInt64 {
    UInt64(bitPattern: Int64(state.hashValue))
  }

  /// 0: states have no numbers.
  public var indexedStates: Int { 0 }

  /// Stops the program: without `indexedStates` there is nothing to ask.
  public func index(of state: State) -> Int {
    preconditionFailure("this problem's states have no numbers")
  }

  /// Writes it whole.
  @inline(__always)
  public func write(_ state: State, after previous: State, to text: inout [UInt8]) -> Bool {
    write(state, to: &text)
    return false
  }

  /// The problem, as one whose steps can be listed; throws a `ProblemError` where they cannot.
  public var enumerable: any EnumerableProblem {
    get throws(ProblemError) {
      guard let problem = self as? any EnumerableProblem else {
        throw ProblemError(
          "the steps of a problem of kind \(Self.kind) cannot be listed: choose a puzzle")
      }
      return problem
    }
  }

  /// The text of a state as a string.
  public func text(of state: State) -> String {
    String(writing: { write(state, to: &$0) })
  }

  /// The text of a step as a string.
  public func text(of step: StepCode, from state: State) -> String {
    String(writing: { write(step, from: state, to: &$0) })
  }
}

extension EnumerableProblem {
  /// Nil.
  @inline(__always)
  public func inverse(of step: StepCode) -> StepCode? { nil }

  /// Nil: what is learned from this problem gives no other away.
  public func reduct(at state: State) -> UInt64? { nil }

  /// Whether it is a goal: the answer to a puzzle is given by reaching one.
  @inline(__always)
  public func isEnding(_ state: State) -> Bool { isGoal(state) }

  /// Nil.
  public func starting(at state: State) -> Self? { nil }

  /// `costToGo(state)`.
  public func costToGo(
    _ state: State, after step: StepCode, from previous: State, estimate: Float
  ) -> Float {
    costToGo(state)
  }

  /// Enumerates the legal steps and draws one.
  public func randomStep(from state: State, using random: inout SeededRandom) -> StepCode? {
    var steps: [StepCode] = []
    appendSteps(from: state, to: &steps)
    return steps.isEmpty ? nil : steps[random.below(steps.count)]
  }
}

/// What a verifier found.
public enum Verification: Sendable, Equatable {
  /// The answer solves the problem, at this cost.
  case accepted(cost: Float)
  /// It does not, for this reason: lower case, one clause.
  case rejected(String)

  /// Whether the answer was accepted.
  public var isAccepted: Bool {
    if case .accepted = self { true } else { false }
  }
}

/// What is wrong with the text of a problem, and what would be right.
public struct ProblemError: Error, Equatable, CustomStringConvertible {
  /// One clause in lower case, such as `the target is missing: write "4 5 6 10 → 24"`.
  public var description: String

  /// The line of the text that it is about, from 1; nil if the text has but one.
  public var line: Int?

  /// An error with this text.
  public init(_ description: String, line: Int? = nil) {
    self.description = description
    self.line = line
  }
}
