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
  /// The tree as it was when the last event was looked at, from one slice to the next.
  private var past: SearchTree?

  /// A watch that has not looked yet, and passes over the events before one.
  package init(_ query: NodeQuery, from event: Int = 0) {
    self.query = query
    searched = event
  }

  /// Looks at further events, whatever the tree's moment. Returns whether all have been looked at.
  ///
  /// - Complexity: the first time, and after events have come, a copy of the tree's moment; then
  ///   O(events), and for those that can change what is asked for O(nodes that each touches).
  @discardableResult
  package mutating func advance(in tree: SearchTree) -> Bool {
    var effort = Effort.whole
    return advance(in: tree, &effort)
  }

  /// As above, with so much effort at most.
  @discardableResult
  package mutating func advance(in tree: SearchTree, _ effort: inout Effort) -> Bool {
    guard searched < tree.events.count else { return true }
    var past = self.past ?? tree
    // Taken out while it changes, so that it is not copied.
    self.past = nil
    if past.events.count != tree.events.count { past = tree }
    look(through: &past, &effort)
    self.past = searched < tree.events.count ? past : nil
    return searched == tree.events.count
  }

  /// Looks at all events that have come since the last time, in the tree itself, which comes back to its
  /// moment: for a tree that grows, whose present is near.
  package mutating func advance(following tree: inout SearchTree) {
    past = nil
    let now = tree.now
    var effort = Effort.whole
    look(through: &tree, &effort)
    tree.seek(to: now)
  }

  /// Looks at further events, and leaves the tree at the last of them.
  private mutating func look(through tree: inout SearchTree, _ effort: inout Effort) {
    var look = Look(query)
    var figure = tree.figureCount(before: searched)
    while searched < tree.events.count, effort.remains {
      let event = tree.events[searched]
      var isRelevant = look.kinds & 1 << UInt32(event.kind.rawValue) != 0
      while figure < tree.figures.count, Int(tree.figures[figure].event) == searched {
        figure += 1
        isRelevant = true
      }
      if isRelevant {
        if !query.isSettledAtBirth {
          tree.seek(to: searched)
          answers.moveOn(to: tree, query)
        }
        look.begin(event, tree, &answers)
        tree.seek(to: searched + 1)
        answers.moveOn(to: tree, query)
        if let node = look.hit(tree, &answers) {
          hits.append(Int32(searched))
          nodes.append(node)
        }
        effort.spend(100 + 2 * query.program.cost * look.count)
      }
      searched += 1
      effort.spend(4)
    }
  }

  /// Lets go of what it holds of the tree, so that events can be appended to that in place.
  package mutating func letGo() { past = nil }

  /// The nodes that an event touches, and what held of them before it.
  private struct Look {
    let query: NodeQuery
    /// The kinds of events that can change what holds, as bits.
    let kinds: UInt32
    /// Of nodes that exist before the event, the most concerned first.
    private var touched: [NodeID] = []
    private var held: [Bool] = []
    private var old: [[Double?]] = []
    /// The nodes that the event creates.
    private var created: Range<NodeID> = 0..<0
    /// What they were before: nothing.
    private let absent: [Double?]?

    init(_ query: NodeQuery) {
      self.query = query
      kinds = query.kinds.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
      let changing = query.program.changing
      absent = changing.isEmpty ? nil : changing.map { _ in nil }
    }

    var count: Int { touched.count + created.count }

    /// Notes what holds before an event, of the nodes that it can change something of.
    mutating func begin(_ event: Event, _ tree: SearchTree, _ answers: inout QueryAnswers) {
      touched.removeAll(keepingCapacity: true)
      held.removeAll(keepingCapacity: true)
      old.removeAll(keepingCapacity: true)
      created = event.kind == .expand ? tree.created(by: event) : 0..<0
      guard !query.isSettledAtBirth, Int(event.node) < tree.nodeCount else { return }
      touched.append(event.node)
      switch event.kind {
      case .backup where query.asksAbove, .modelCall where query.asksAbove:
        var above = tree.parent(event.node)
        while above >= 0 {
          touched.append(above)
          above = tree.parent(above)
        }
      default: break
      }
      let changing = query.program.changing
      for node in touched {
        held.append(answers.holds(query, of: node, in: tree, old: nil))
        if !changing.isEmpty { old.append(changing.map { answers.stored($0, of: node, tree) }) }
      }
    }

    /// The first node of which the question did not hold before the event, and does after it.
    func hit(_ tree: SearchTree, _ answers: inout QueryAnswers) -> NodeID? {
      for (place, node) in touched.enumerated() where !held[place] {
        let old = old.isEmpty ? nil : old[place]
        if answers.holds(query, of: node, in: tree, old: old) { return node }
      }
      return created.first { answers.holds(query, of: $0, in: tree, old: absent) }
    }
  }
}
