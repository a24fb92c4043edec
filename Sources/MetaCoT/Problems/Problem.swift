/// A reasoning step as its problem encodes it. Only the problem that gave it can read it.
public typealias StepCode = UInt32

/// A start state, the legal steps from a state, a goal test, a verifier of answers, and a way to
/// show a state.
///
/// States are values with a canonical form: two ways to the same situation give equal states, so
/// that transpositions are seen. Everything here is pure; a problem can be used from any thread.
///
/// The text forms read both ways: `Self(text:)` reads what `text` wrote, and `state(text:)` reads
/// what `write(_:to:)` wrote.
public protocol Problem: Sendable {
  /// What holds after some steps, in canonical form.
  associatedtype State: Hashable & Sendable

  /// The name under which the family is registered, such as `countdown`.
  static var kind: String { get }

  /// Reads the text form; throws a `ProblemError` that says what would be right.
  init(text: String) throws

  /// The text form of the whole problem, such as `4 5 6 10 → 24`.
  var text: String { get }

  /// The text of what makes the problem itself: problems with equal canonical texts are the same
  /// one to somebody who has learned from it, whatever the order in which it was written and the
  /// kind it is called. The default is `text`.
  var canonicalText: String { get }

  /// The state before any step.
  var start: State { get }

  /// Appends the legal steps from `state`, in a fixed order. None after a goal or at a dead end.
  func appendSteps(from state: State, to steps: inout [StepCode])

  /// A step drawn uniformly from the legal ones; nil where there is none.
  func randomStep(from state: State, using random: inout SeededRandom) -> StepCode?

  /// The state after a legal step.
  func apply(_ step: StepCode, to state: State) -> State

  /// What a legal step costs, at least 0. The default is 1.
  func cost(of step: StepCode, from state: State) -> Float

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
  func promise(_ state: State) -> Float

  /// 64 well-mixed bits for hash tables: equal states give equal bits, in every run. The default
  /// is the state's `hashValue`, which differs from run to run.
  func fingerprint(of state: State) -> UInt64

  /// How many numbers `index(of:)` uses; 0, the default, where states have no numbers.
  var indexedStates: Int { get }

  /// The number of a state in `0..<indexedStates`, different for different states: where states
  /// are few, tables of them are arrays. Called only if `indexedStates` > 0.
  func index(of state: State) -> Int

  /// Appends the text of a step, such as `6 × 4 = 24`. One line.
  func write(_ step: StepCode, from state: State, to text: inout [UInt8])

  /// Appends the canonical text of a state, such as `6 24`. One line; equal states, equal texts.
  func write(_ state: State, to text: inout [UInt8])

  /// Reads what `write(_:to:)` wrote; nil if it is no state of this problem.
  func state(text: some StringProtocol) -> State?

  /// What a verifier takes as the answer that the steps from the start spell: an expression, a
  /// string of moves.
  func answer(_ steps: [StepCode]) -> String

  /// Checks an answer against the problem alone, knowing nothing of any search.
  func verify(_ answer: String) -> Verification

  /// A picture of a state in the light of the search around it; nil if the text is no state of
  /// this problem.
  func picture(ofState text: String, amid search: SearchedStates) -> Picture?

  /// Whether `picture` uses the searched states (a maze does, a sliding puzzle does not).
  var pictureShowsSearch: Bool { get }

  /// The goal in words for the opening of a stream of thought, such as `I need 24 from 4, 5, 6
  /// and 10.`
  var statement: String { get }
}

extension Problem {
  /// `text`.
  public var canonicalText: String { text }

  /// 64 well-mixed bits of the canonical text, the same in every run and version: FNV-1a of its
  /// UTF-8, through the finaliser of SplitMix64. Which part of a data set a problem belongs to
  /// follows from them.
  public var canonicalHash: UInt64 { mixed(fnv1a(canonicalText.utf8)) }

  /// 1.
  public func cost(of step: StepCode, from state: State) -> Float { 1 }

  /// `costToGo(state)`.
  public func costToGo(
    _ state: State, after step: StepCode, from previous: State, estimate: Float
  ) -> Float {
    costToGo(state)
  }

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

  /// Enumerates the legal steps and draws one.
  public func randomStep(from state: State, using random: inout SeededRandom) -> StepCode? {
    var steps: [StepCode] = []
    appendSteps(from: state, to: &steps)
    return steps.isEmpty ? nil : steps[random.below(steps.count)]
  }

  /// False.
  public var pictureShowsSearch: Bool { false }

  /// The text of a state as a string.
  public func text(of state: State) -> String {
    String(writing: { write(state, to: &$0) })
  }

  /// The text of a step as a string.
  public func text(of step: StepCode, from state: State) -> String {
    String(writing: { write(step, from: state, to: &$0) })
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

/// The states that a search has been to, as texts, for a picture that shows them.
public struct SearchedStates: Sendable {
  /// From the start to the state that is shown.
  public var path: [String]
  /// Reached and waiting to be expanded.
  public var frontier: [String]
  /// Expanded.
  public var closed: [String]

  /// Searched states; none by default.
  public init(path: [String] = [], frontier: [String] = [], closed: [String] = []) {
    self.path = path
    self.frontier = frontier
    self.closed = closed
  }
}

/// A small picture made of characters, each with a role that a theme gives a colour.
public struct Picture: Sendable, Equatable {
  /// What a cell stands for.
  public enum Role: String, Sendable, CaseIterable {
    case plain, dim, wall, start, goal, current, path, frontier, closed, right
  }

  /// One character cell.
  public struct Cell: Sendable, Equatable {
    /// A character one cell wide.
    public var glyph: Character
    /// What it stands for.
    public var role: Role

    /// A cell.
    public init(_ glyph: Character, _ role: Role) {
      self.glyph = glyph
      self.role = role
    }
  }

  /// The rows, top to bottom; they may differ in length.
  public var rows: [[Cell]]

  /// The cell that must stay visible where the picture is cropped.
  public var focus: (row: Int, column: Int)

  /// A picture of these rows.
  public init(rows: [[Cell]], focus: (row: Int, column: Int) = (0, 0)) {
    self.rows = rows
    self.focus = focus
  }

  /// Whether rows and focus are the same.
  public static func == (a: Picture, b: Picture) -> Bool {
    a.rows == b.rows && a.focus == b.focus
  }
}
