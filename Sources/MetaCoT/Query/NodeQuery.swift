/// A question about nodes, as it is typed into filters, watches and `espalier query`.
///
/// ```
/// N > 10 and V < 0.3 and why = duplicate
/// status = goal or not (depth >= 3) and step ~ "× 4"
/// Q > V                     figures can be compared with each other
/// has P                     the node has the figure
/// is principal              where the node stands: preferred, principal, solution or failed
/// changes(N)                for a watch: an event changed it
/// ```
/// Numbers: every `NodeField` by its symbol, every metric by its name or key, `depth`, `children`,
/// `node`, `parent`. Words: `status` (see `SearchTree.statusWords`), `why` (the reason of the last event that said
/// one of the node), `step` and `state`. Comparisons: `= != < <= > >=`, and `~` for a regular expression
/// in a text. `not` binds before `and`, `and` before `or`. What a node does not have is neither equal nor
/// unequal to anything.
public struct NodeQuery: Sendable {
  /// The text it was read from.
  public let text: String
  /// What must hold, as a list of tests.
  let program: QueryProgram
  /// What it asks of each node.
  private(set) var asksWhy = false
  /// Whether it speaks of changes, and so makes sense for a watch alone.
  public private(set) var asksChanges = false
  /// Whether it asks where nodes stand in the whole tree, which no event tells: not for a watch.
  public private(set) var asksWholeTree = false
  /// Whether it asks for what more nodes or later figures change.
  private var asksChildrenOrMetrics = false
  /// Whether an event at a node can change what holds for those above it.
  private(set) var asksAbove = false
  /// The kinds of events that can change what holds of a node, besides those that bring figures.
  private(set) var kinds: Set<Event.Kind> = [.expand]
  /// Whether what holds of a node when it is created holds of it for ever.
  private(set) var isSettledAtBirth = false

  /// What must hold of a node.
  indirect enum Condition: Sendable {
    case and(Condition, Condition)
    case or(Condition, Condition)
    case not(Condition)
    case compare(Number, Comparison, Number)
    case isWord(Word, Comparison, String)
    case matches(Word, Pattern)
    case has(Number)
    case changes(Number)
    case stands(NodeStanding)
  }

  /// A number of a node.
  enum Number: Sendable, Hashable {
    case field(NodeField)
    case depth
    case children
    case node
    case parent
    case constant(Double)
  }

  /// A text of a node.
  enum Word: Sendable, Hashable {
    case status, why, step, state
  }

  /// How two things are compared.
  enum Comparison: String, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
      switch self {
      case .equal: a == b
      case .unequal: a != b
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      case .greaterOrEqual: a >= b
      }
    }
  }

  /// Reads a question about the nodes of a trace with these metrics.
  public init(_ text: String, metrics: [TraceHeader.Metric] = []) throws(QueryError) {
    self.text = text
    var parser = QueryParser(text, metrics: metrics)
    let condition = try parser.parse()
    program = QueryProgram(condition)
    note(condition)
    isSettledAtBirth = kinds == [.expand] && !asksChildrenOrMetrics
  }

  private mutating func note(_ condition: Condition) {
    switch condition {
    case .and(let a, let b), .or(let a, let b):
      note(a)
      note(b)
    case .not(let a): note(a)
    case .compare(let a, _, let b):
      note(a)
      note(b)
    case .isWord(let word, _, _), .matches(let word, _): note(word)
    case .has(let number): note(number)
    case .changes(let number):
      asksChanges = true
      note(number)
    case .stands(let standing):
      asksWholeTree = asksWholeTree || standing.isOfWholeTree
      asksAbove = true
      kinds.formUnion([.evaluate, .backup])
    }
  }

  private mutating func note(_ word: Word) {
    switch word {
    case .status: kinds.formUnion([.evaluate, .prune, .goal, .mistake, .steer])
    case .why:
      asksWhy = true
      kinds.formUnion([.prune, .mistake, .evaluate, .steer, .backtrack])
    case .step: kinds.insert(.text)
    case .state: break
    }
  }

  private mutating func note(_ number: Number) {
    switch number {
    case .field(.P), .field(.g), .field(.h), .field(.f), .depth, .node, .parent, .constant: break
    case .field(.metric), .children: asksChildrenOrMetrics = true
    case .field(.V): kinds.insert(.evaluate)
    case .field(.N), .field(.Q), .field(.U):
      asksAbove = true
      kinds.insert(.backup)
    case .field(.rank):
      asksAbove = true
      kinds.formUnion([.evaluate, .backup])
    case .field(.tokens), .field(.seconds), .field(.money):
      asksAbove = true
      kinds.insert(.modelCall)
    }
  }
}

/// What is wrong with a question, and where.
public struct QueryError: Error, Equatable, CustomStringConvertible {
  /// The text.
  public var text: String
  /// How many characters come before what is wrong.
  public var offset: Int
  /// One sentence in lower case.
  public var message: String

  /// `at character 5: what is wrong`.
  public var description: String { "at character \(offset + 1): \(message)" }

  /// The text with a mark under the place, and what is wrong there.
  public var illustrated: String {
    let blanks = String(repeating: " ", count: offset)
    return "\(text)\n\(blanks)^ \(message)"
  }
}
