/// Answers questions about the nodes of one tree at its moment, many at a time: reasons and ranks are
/// looked up once.
public struct QueryAnswers: Sendable {
  private var ranks = SiblingRanks()
  private var standings = NodeStandings()
  /// The last event that gave a reason for each node; -1 where there is none, or beyond the last.
  private var reasons: [Int32] = []
  private var readUpTo = 0

  /// Nothing looked up yet.
  public init() {}

  /// The nodes at the moment for which a question holds, ascending.
  /// - Complexity: O(nodes), and O(events) if it asks for reasons.
  public mutating func nodes(_ query: NodeQuery, in tree: SearchTree) -> [NodeID] {
    var nodes: [NodeID] = []
    var asked = 0
    var effort = Effort.whole
    ask(query, from: &asked, in: tree, &effort) { nodes.append($0) }
    return nodes
  }

  /// Whether a question holds of a node that exists at the moment.
  public mutating func holds(_ query: NodeQuery, of node: NodeID, in tree: SearchTree) -> Bool {
    moveOn(to: tree, query)
    return holds(query, of: node, in: tree, old: nil)
  }

  /// Asks of further nodes, the first of which is `node`, as long as there is effort left; gives those
  /// for which the question holds, ascending.
  package mutating func ask(
    _ query: NodeQuery, from node: inout Int, in tree: SearchTree, _ effort: inout Effort,
    found: (NodeID) -> Void
  ) {
    guard moveOn(to: tree, query, &effort) else { return }
    while node < tree.nodeCount, effort.remains {
      if holds(query, of: NodeID(node), in: tree, old: nil) { found(NodeID(node)) }
      node += 1
      effort.spend(query.program.cost + 3 * standings.takeWork())
    }
  }

  /// Forgets what was true at another moment.
  mutating func moveOn(to tree: SearchTree, _ query: NodeQuery) {
    var effort = Effort.whole
    _ = moveOn(to: tree, query, &effort)
  }

  /// As above, as far as the effort goes; false if there is more to read.
  private mutating func moveOn(
    to tree: SearchTree, _ query: NodeQuery, _ effort: inout Effort
  ) -> Bool {
    ranks.removeAll()
    standings.moveOn(to: tree)
    guard query.asksWhy else { return true }
    if tree.now < readUpTo {
      reasons.removeAll()
      readUpTo = 0
    }
    while readUpTo < tree.now, effort.remains {
      let event = tree.events[readUpTo]
      if event.reason != .none {
        switch event.kind {
        case .prune, .mistake, .evaluate, .steer, .backtrack:
          let missing = Int(event.node) + 1 - reasons.count
          if missing > 0 { reasons.append(contentsOf: repeatElement(-1, count: missing)) }
          reasons[Int(event.node)] = Int32(readUpTo)
        default: break
        }
      }
      readUpTo += 1
      effort.spend(4)
    }
    return readUpTo == tree.now
  }

  /// Whether a question holds of a node at the moment that was moved on to. `old` is what the numbers
  /// were whose changes are asked for; without it nothing changes.
  mutating func holds(
    _ query: NodeQuery, of node: NodeID, in tree: SearchTree, old: [Double?]?
  ) -> Bool {
    let program = query.program
    var place = program.start
    while place >= 0 {
      let step = program.steps[place]
      let holds: Bool
      switch step.test {
      case .compare(let a, let comparison, let b):
        holds = compare(a, comparison, b, of: node, tree)
      case .isWord(let word, let comparison, let text):
        let own = self.text(word, of: node, tree)
        holds = own.map { ($0 == program.texts[text]) == (comparison == .equal) } ?? false
      case .matches(let word, let pattern):
        holds = text(word, of: node, tree).map(program.patterns[pattern].matches) ?? false
      case .stands(let standing): holds = standings.holds(standing, of: node, in: tree)
      case .has(let number): holds = stored(number, of: node, tree) != nil
      case .changes(let number):
        guard let old, let place = program.changing.firstIndex(of: number) else {
          holds = false
          break
        }
        let now = stored(number, of: node, tree)
        holds = now != old[place] && now.map(number.written) != old[place].map(number.written)
      }
      place = holds ? step.onTrue : step.onFalse
    }
    return place == QueryProgram.yes
  }

  /// Compares two numbers of a node as they are written, so that 0.3 is 0.3 also in 32 bits.
  private mutating func compare(
    _ a: NodeQuery.Number, _ comparison: NodeQuery.Comparison, _ b: NodeQuery.Number,
    of node: NodeID, _ tree: SearchTree
  ) -> Bool {
    guard let first = stored(a, of: node, tree, comparedWith: b),
      let second = stored(b, of: node, tree, comparedWith: a)
    else { return false }
    // What is written for 32 bits is read as the same 32 bits: where these differ, they decide.
    let (short, other) = (Float(first), Float(second))
    if short != other { return comparison.holds(short, other) }
    return comparison.holds(a.written(first), b.written(second))
  }

  /// A number of a node; figures of 32 bits as they are stored. Children are counted only as far as a
  /// constant that their number is compared with.
  mutating func stored(
    _ number: NodeQuery.Number, of node: NodeID, _ tree: SearchTree,
    comparedWith other: NodeQuery.Number? = nil
  ) -> Double? {
    switch number {
    case .constant(let value): value
    case .depth: Double(tree.depth(node))
    case .children:
      if case .constant(let value) = other {
        Double(tree.childCount(of: node, upTo: Int(saturating: min(max(0, value), 1e9)) + 1))
      } else {
        Double(tree.childCount(of: node))
      }
    case .node: Double(node)
    case .parent: node > 0 ? Double(tree.parent(node)) : nil
    case .field(.rank): ranks.rank(of: node, in: tree)
    case .field(.N): Double(tree.N(node))
    case .field(let field): tree.value(field, of: node)
    }
  }

  /// A text of a node; nil where it has none.
  private func text(_ word: NodeQuery.Word, of node: NodeID, _ tree: SearchTree) -> String? {
    switch word {
    case .status: return tree.statusWord(of: node)
    case .why:
      guard Int(node) < reasons.count, reasons[Int(node)] >= 0 else { return nil }
      return tree.reason(ofEvent: Int(reasons[Int(node)]))
    case .step: return tree.step(node)
    case .state: return tree.state(node)
    }
  }
}

extension NodeQuery.Number {
  /// A stored number as it is written: of a figure of 32 bits the shortest decimal that is read as it.
  func written(_ stored: Double) -> Double {
    guard case .field(let field) = self, field != .N, field != .rank else { return stored }
    let short = Float(stored)
    guard Double(short) == stored, stored.magnitude >= 0x1p24 || stored != stored.rounded() else {
      return stored
    }
    return Double("\(short)") ?? stored
  }
}
