/// How the prose speaks of one kind of problem.
///
/// Sentences have slots: `{step}`, `{result}`, `{place}` and `{parent}` of the node they are about;
/// `{value}`, its value in brackets with a space before, where it has one; `{costs}` and `{opinion}`.
protocol ProblemPhrases: Sendable {
  /// Sentences that try a step.
  var tries: [String] { get }

  /// Sentences that try a step after which nothing more can be done.
  var lastTries: [String] { get }

  /// Sentences that go on at a node because of its costs.
  var costTries: [String] { get }

  /// Sentences that try a step and judge what it leads to, with an opinion.
  var judgements: [String] { get }

  /// The same for a place that has been judged before.
  var repeats: [String] { get }

  /// The same, without an opinion.
  var plainJudgements: [String] { get }

  /// A sentence that tries a step which speaks for itself: no word of ours stands before it.
  var ownTry: String { get }

  /// Whether a text of the problem may begin with a capital where it begins a sentence.
  var changesCase: Bool { get }

  /// Whether a place says where it is; if not, a jump must say from where it goes on.
  var placesAreAbsolute: Bool { get }

  /// The step that led to a node, as the object of "try": `6 × 4 = 24`.
  func step(_ node: NodeID, in tree: SearchTree) -> String

  /// A node as a place to be at or to go back to: `6, 24`.
  func place(_ node: NodeID, in tree: SearchTree) -> String

  /// What a step led to, as what follows the step.
  func result(_ node: NodeID, in tree: SearchTree) -> String

  /// Whether there is nothing more to do at a node but to look whether it is a goal.
  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool

  /// Why nothing leads on from a node, as a clause: `5 is not 24`.
  func failure(_ node: NodeID, in tree: SearchTree) -> String

  /// The same with the step that led there: `30 ÷ 6 = 5 is not 24`.
  func failedStep(_ node: NodeID, in tree: SearchTree) -> String

  /// What there is to choose from at a node with these children, as a sentence; nil if that is not
  /// worth a word. It names a best child only where that is the one the search takes next.
  func choice(
    _ children: Range<NodeID>, of parent: NodeID, _ exploration: Exploration?, in tree: SearchTree
  ) -> String?

  /// What to say of a goal: `That is the target.`
  var success: String { get }

  /// What stands after a step where the steps of a solution are listed: ` (left: 6 24)`.
  func afterwards(_ node: NodeID, in tree: SearchTree) -> String?

  /// How an accepted answer is shown to be right: `(10 − 4) × 5 − 6 = 24`.
  func check(_ answer: String, in tree: SearchTree) -> String
}

extension ProblemPhrases {
  var ownTry: String { "{Step}.{value}" }

  var changesCase: Bool { true }

  var placesAreAbsolute: Bool { false }

  func result(_ node: NodeID, in tree: SearchTree) -> String { place(node, in: tree) }

  func isLast(_ node: NodeID, in tree: SearchTree) -> Bool { false }

  func failedStep(_ node: NodeID, in tree: SearchTree) -> String {
    "\(step(node, in: tree)): \(failure(node, in: tree))"
  }

  func choice(
    _ children: Range<NodeID>, of parent: NodeID, _ exploration: Exploration?, in tree: SearchTree
  ) -> String? { nil }

  func afterwards(_ node: NodeID, in tree: SearchTree) -> String? { nil }
}

/// The words for a kind of problem.
enum Phrases {
  /// Words for the search that a header describes; plain ones if the kind of problem is not known.
  static func of(_ header: TraceHeader) -> any ProblemPhrases {
    let problem = header.problem
    let plain = PlainPhrases(header.exploration)
    return switch problem.kind {
    case Countdown<WholeNumber>.kind, Countdown<Fraction>.kind:
      StreamOfSearchGrammar.target(of: problem).map { CountdownPhrases(target: $0) }
        ?? plain
    case Maze.kind: MazePhrases()
    case SlidingPuzzle.kind: SlidingPhrases()
    case Question.kind: QuestionPhrases()
    default: plain
    }
  }

  /// `1 step`, `4 steps`.
  static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  /// `a, b or c`.
  static func list(_ texts: [String], _ conjunction: String) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
