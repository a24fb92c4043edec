/// A question as a list of tests, each of which says which is next: what is asked of a million nodes is
/// answered without recursion, closures or allocations.
struct QueryProgram: Sendable {
  /// What is asked of a node.
  enum Test: Sendable {
    case compare(NodeQuery.Number, NodeQuery.Comparison, NodeQuery.Number)
    /// Whether a word is, or is not, the text of this place in `texts`.
    case isWord(NodeQuery.Word, NodeQuery.Comparison, Int)
    /// Whether the pattern of this place in `patterns` is found in a word.
    case matches(NodeQuery.Word, Int)
    case has(NodeQuery.Number)
    case changes(NodeQuery.Number)
    case stands(NodeStanding)
  }

  /// A test, and where it leads: a place in `steps`, or `yes` or `no`.
  struct Step: Sendable {
    var test: Test
    var onTrue: Int
    var onFalse: Int
  }

  /// The question holds.
  static let yes = -1
  /// The question does not hold.
  static let no = -2

  private(set) var steps: [Step] = []
  private(set) var texts: [String] = []
  private(set) var patterns: [Pattern] = []
  /// The numbers whose changes are asked for.
  private(set) var changing: [NodeQuery.Number] = []
  /// What it takes to ask a node, in billionths of a second, about.
  private(set) var cost = 30

  /// - Complexity: linear in the question.
  init(_ condition: NodeQuery.Condition) {
    // Backwards, as a step must know those that follow: the first one comes last.
    _ = compile(condition, onTrue: Self.yes, onFalse: Self.no)
  }

  /// The step that is asked first.
  var start: Int { steps.count - 1 }

  private mutating func compile(
    _ condition: NodeQuery.Condition, onTrue: Int, onFalse: Int
  ) -> Int {
    switch condition {
    case .and(let a, let b):
      let then = compile(b, onTrue: onTrue, onFalse: onFalse)
      return compile(a, onTrue: then, onFalse: onFalse)
    case .or(let a, let b):
      let otherwise = compile(b, onTrue: onTrue, onFalse: onFalse)
      return compile(a, onTrue: onTrue, onFalse: otherwise)
    case .not(let a): return compile(a, onTrue: onFalse, onFalse: onTrue)
    case .compare(let a, let comparison, let b):
      return add(.compare(a, comparison, b), onTrue, onFalse, Self.cost(a) + Self.cost(b))
    case .isWord(let word, let comparison, let text):
      texts.append(text)
      return add(.isWord(word, comparison, texts.count - 1), onTrue, onFalse, 150)
    case .matches(let word, let pattern):
      patterns.append(pattern)
      return add(.matches(word, patterns.count - 1), onTrue, onFalse, 600)
    case .has(let number): return add(.has(number), onTrue, onFalse, Self.cost(number))
    case .changes(let number):
      changing.append(number)
      return add(.changes(number), onTrue, onFalse, Self.cost(number))
    case .stands(let standing): return add(.stands(standing), onTrue, onFalse, 100)
    }
  }

  private mutating func add(_ test: Test, _ onTrue: Int, _ onFalse: Int, _ cost: Int) -> Int {
    steps.append(Step(test: test, onTrue: onTrue, onFalse: onFalse))
    self.cost += cost
    return start
  }

  private static func cost(_ number: NodeQuery.Number) -> Int {
    switch number {
    case .constant, .depth, .node, .parent: 5
    // Children lie anywhere.
    case .children: 200
    case .field(.rank), .field(.U): 300
    case .field: 25
    }
  }
}
