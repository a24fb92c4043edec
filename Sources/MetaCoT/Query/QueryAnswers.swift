/// Answers questions about the nodes of one tree at its moment, many at a time: reasons and ranks are
/// looked up once.
public struct QueryAnswers: Sendable {
  private var ranks = SiblingRanks()
  private var reasons: [NodeID: Int] = [:]
  private var readUpTo = 0

  /// Nothing looked up yet.
  public init() {}

  /// The nodes at the moment for which a question holds, ascending.
  /// - Complexity: O(nodes), and O(events) if it asks for reasons.
  public mutating func nodes(_ query: NodeQuery, in tree: SearchTree) -> [NodeID] {
    moveOn(to: tree, query)
    return (0..<NodeID(tree.nodeCount)).filter { holds(query.condition, of: $0, tree) }
  }

  /// Whether a question holds of a node that exists at the moment.
  public mutating func holds(_ query: NodeQuery, of node: NodeID, in tree: SearchTree) -> Bool {
    moveOn(to: tree, query)
    return holds(query.condition, of: node, tree)
  }

  /// Whether a part of a question holds of a node.
  mutating func holds(
    _ query: NodeQuery, _ part: NodeQuery.Condition, of node: NodeID, in tree: SearchTree
  ) -> Bool {
    moveOn(to: tree, query)
    return holds(part, of: node, tree)
  }

  /// Forgets what was true at another moment.
  private mutating func moveOn(to tree: SearchTree, _ query: NodeQuery) {
    ranks = SiblingRanks()
    guard query.asksWhy else { return }
    if tree.now < readUpTo {
      reasons.removeAll()
      readUpTo = 0
    }
    for index in readUpTo..<tree.now where tree.events[index].reason != .none {
      switch tree.events[index].kind {
      case .prune, .mistake, .evaluate, .steer, .backtrack: reasons[tree.events[index].node] = index
      default: break
      }
    }
    readUpTo = tree.now
  }

  private mutating func holds(
    _ condition: NodeQuery.Condition, of node: NodeID, _ tree: SearchTree
  ) -> Bool {
    switch condition {
    case .and(let a, let b): return holds(a, of: node, tree) && holds(b, of: node, tree)
    case .or(let a, let b): return holds(a, of: node, tree) || holds(b, of: node, tree)
    case .not(let a): return !holds(a, of: node, tree)
    case .compare(let a, let comparison, let b):
      guard let a = value(a, of: node, tree), let b = value(b, of: node, tree) else {
        return false
      }
      return comparison.holds(a, b)
    case .isWord(let word, let comparison, let text):
      guard let own = self.text(word, of: node, tree) else { return false }
      return comparison == .equal ? own == text : own != text
    case .matches(let word, let pattern):
      return text(word, of: node, tree).map(pattern.matches) ?? false
    case .has(let number): return value(number, of: node, tree) != nil
    case .changes: return false
    }
  }

  /// A number of a node; figures of 32 bits as they are written, so that 0.3 is 0.3.
  mutating func value(
    _ number: NodeQuery.Number, of node: NodeID, _ tree: SearchTree
  ) -> Double? {
    switch number {
    case .constant(let value): return value
    case .depth: return Double(tree.depth(node))
    case .children: return Double(tree.children(of: node).count)
    case .node: return Double(node)
    case .field(.rank): return ranks.rank(of: node, in: tree)
    case .field(.N): return Double(tree.N(node))
    case .field(let field):
      guard let value = tree.value(field, of: node) else { return nil }
      let short = Float(value)
      return Double(short) == value ? Double("\(short)") : value
    }
  }

  /// A text of a node; nil where it has none.
  private func text(_ word: NodeQuery.Word, of node: NodeID, _ tree: SearchTree) -> String? {
    switch word {
    case .status: tree.statusWord(of: node)
    case .why: reasons[node].map { tree.reason(ofEvent: $0) }
    case .step: tree.step(node)
    case .state: tree.state(node)
    }
  }
}
