/// Where in a trace a question begins to hold of a node: places to stop at, forwards and backwards.
///
/// A hit is an event before which the question did not hold of a node that the event touched, and after
/// which it does; `changes(N)` holds of a node whose N the event changes.
package struct Watch: Sendable {
  /// The question.
  package let query: NodeQuery
  /// The events that are hits, ascending, as far as was looked.
  package private(set) var hits: [Int32] = []
  /// The nodes that they are about.
  package private(set) var nodes: [NodeID] = []
  /// How many events were looked at.
  package private(set) var searched = 0
  private var answers = QueryAnswers()

  /// As many events as are well looked at at a time: a small part of a second.
  package static let portion = 100_000
  /// Portions after which a person is told that there is more to look at.
  package static let portionsAtOnce = 20

  /// A watch that has not looked yet.
  package init(_ query: NodeQuery) {
    self.query = query
  }

  /// Looks at further events, at most so many, whatever the tree's moment. Returns whether all have
  /// been looked at.
  ///
  /// - Complexity: a copy of the tree's moment, then O(events · nodes that each touches).
  @discardableResult
  package mutating func advance(in tree: SearchTree, limit: Int = .max) -> Bool {
    let end = min(tree.events.count, limit > tree.events.count - searched ? .max : searched + limit)
    guard searched < end else { return true }
    var past = tree
    past.seek(to: searched)
    while searched < end {
      let touched = touched(by: past.events[searched], past)
      let before = touched.map { isTrue(query.condition, of: $0, nil, past) }
      let figures = query.asksChanges ? touched.map { changing(of: $0, past) } : []
      past.seek(to: searched + 1)
      for (place, node) in touched.enumerated() where before[place] != true {
        let old = query.asksChanges ? figures[place] : nil
        if isTrue(query.condition, of: node, old, past) == true {
          hits.append(Int32(searched))
          nodes.append(node)
          break
        }
      }
      searched += 1
    }
    return searched == tree.events.count
  }

  /// The nodes that an event can change something of, the most concerned first.
  private func touched(by event: Event, _ tree: SearchTree) -> [NodeID] {
    switch event.kind {
    case .expand:
      return [event.node] + (0..<NodeID(event.count)).map { event.other + $0 }
    case .backup where query.asksAbove, .modelCall where query.asksAbove:
      return tree.path(to: event.node).reversed()
    default: return [event.node]
    }
  }

  /// The numbers whose changes are asked for.
  private mutating func changing(of node: NodeID, _ tree: SearchTree) -> [NodeQuery.Number: Double]
  {
    var values: [NodeQuery.Number: Double] = [:]
    func collect(_ condition: NodeQuery.Condition) {
      switch condition {
      case .and(let a, let b), .or(let a, let b):
        collect(a)
        collect(b)
      case .not(let a): collect(a)
      case .changes(let number):
        if Int(node) < tree.nodeCount { values[number] = answers.value(number, of: node, tree) }
      default: break
      }
    }
    collect(query.condition)
    return values
  }

  /// Whether the condition holds; nil of a node that does not exist. `old` is what numbers were before
  /// the event; without it nothing changes.
  private mutating func isTrue(
    _ condition: NodeQuery.Condition, of node: NodeID, _ old: [NodeQuery.Number: Double]?,
    _ tree: SearchTree
  ) -> Bool? {
    guard Int(node) < tree.nodeCount else { return nil }
    guard query.asksChanges else { return answers.holds(query, of: node, in: tree) }
    switch condition {
    case .and(let a, let b):
      return isTrue(a, of: node, old, tree) == true && isTrue(b, of: node, old, tree) == true
    case .or(let a, let b):
      return isTrue(a, of: node, old, tree) == true || isTrue(b, of: node, old, tree) == true
    case .not(let a): return isTrue(a, of: node, old, tree) == false
    case .changes(let number):
      guard let old else { return false }
      return answers.value(number, of: node, tree) != old[number]
    default: return answers.holds(query, condition, of: node, in: tree)
    }
  }
}
