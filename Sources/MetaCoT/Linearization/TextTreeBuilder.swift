/// Builds the events of a search from a text that tells of it, line by line.
///
/// Children told of one after another become one `expand` event; what is said of them meanwhile
/// follows it.
struct TextTreeBuilder {
  /// What has been built.
  private(set) var batch = EventBatch()
  /// Parents of all nodes, the root included.
  private(set) var parents: [NodeID] = [-1]
  /// Children of all nodes, in the order of creation.
  private(set) var children: [[NodeID]] = [[]]
  /// Texts of all nodes' steps.
  private(set) var steps = [""]
  /// Texts of all nodes' states.
  private(set) var states: [String]
  private var depths: [Int] = [0]
  /// The current node.
  private(set) var focus: NodeID = 0
  /// The node explored last, since the current node changed.
  private(set) var explored: NodeID?
  private var expansion: (parent: NodeID, first: NodeID, count: Int)?
  private var remarks: [Event] = []
  /// The cheapest goal, or the first where costs are not known.
  private var bestGoal: (node: NodeID, cost: Float)?

  /// A tree of its root.
  init(root: String) {
    states = [root]
  }

  /// The number of nodes.
  var count: Int { parents.count }

  /// A node below `parent`.
  mutating func explore(
    from parent: NodeID, step: String, state: String, g: Float, h: Float, same: NodeID = -1
  ) {
    if expansion?.parent != parent || expansion?.count == Int(UInt16.max) { flush() }
    let node = NodeID(count)
    var record = NodeRecord(parent: parent)
    record.g = g
    record.h = h
    record.same = same
    batch.append(record, step: step, state: state)
    parents.append(parent)
    depths.append(depths[Int(parent)] + 1)
    children.append([])
    children[Int(parent)].append(node)
    steps.append(step)
    states.append(state)
    expansion = (parent, expansion?.first ?? node, (expansion?.count ?? 0) + 1)
    explored = node
  }

  /// Something else that happened.
  mutating func add(_ event: Event) {
    if expansion == nil { batch.events.append(event) } else { remarks.append(event) }
  }

  /// A note or a mistake, with its text.
  mutating func note(_ text: String, _ event: Event) {
    flush()
    batch.append(event, text: text)
  }

  /// The thought moves: up to an ancestor is a backtrack; elsewhere, a backtrack to the common
  /// ancestor first, and a `select`.
  mutating func move(to node: NodeID, reason: Event.Reason = .none) {
    flush()
    let common = parents.commonAncestor(of: focus, and: node)
    if common != focus {
      batch.events.append(Event(.backtrack, focus, other: common, reason: reason))
    }
    if common != node || common == focus { batch.events.append(Event(.select, node)) }
    moveFocus(to: node)
  }

  /// The thought is at a node without having said how.
  mutating func moveFocus(to node: NodeID) {
    focus = node
    explored = nil
  }

  /// A goal, which is then the current node.
  mutating func reachGoal(_ node: NodeID, cost: Float) {
    flush()
    batch.events.append(Event(.goal, node, value: cost))
    if bestGoal.map({ cost < $0.cost }) ?? true { bestGoal = (node, cost) }
    moveFocus(to: node)
  }

  /// Steps from the root.
  func depth(of node: NodeID) -> Int { depths[Int(node)] }

  /// Closes the `expand` event that is being told.
  mutating func flush() {
    guard let expansion else { return }
    batch.events.append(
      Event(.expand, expansion.parent, other: expansion.first, count: expansion.count))
    batch.events.append(contentsOf: remarks)
    self.expansion = nil
    remarks = []
  }

  /// Hands over what was built so far.
  mutating func take() -> EventBatch {
    defer { batch.removeAll() }
    return batch
  }

  /// Appends the end, with the outcome that follows from the goals told of. A text that tells of no goal,
  /// and not that the search has ended, leaves it open.
  mutating func finish(hasEnded: Bool) {
    flush()
    guard hasEnded || bestGoal != nil else { return }
    let reason = bestGoal == nil ? StopReason.exhausted : .goal
    var outcome = Outcome(solved: bestGoal != nil, nodes: count, stopped: reason.rawValue)
    if let (goal, cost) = bestGoal {
      outcome.goal = goal
      outcome.cost = cost.isNaN ? nil : cost.decimal
      outcome.steps = parents.path(to: goal).map { steps[Int($0)] }
    }
    outcome.expansions = batch.events.count { $0.kind == .expand }
    batch.events.append(Event(.end, bestGoal?.node ?? 0))
    batch.outcome = outcome
  }
}

/// What is wrong with a text that should tell of a search: where, and what would be right.
package struct TextTreeError: Error, Equatable, CustomStringConvertible {
  /// The line, from 1.
  package var line: Int
  /// One clause in lower case.
  package var problem: String

  /// `line 3: …`.
  package var description: String { "line \(line): \(problem)" }

  /// An error at this line.
  package init(line: Int, _ problem: String) {
    self.line = line
    self.problem = problem
  }
}

extension Event.Reason {
  /// The reason whose words a text begins with; `none` if it begins otherwise.
  init(prefixOf text: Substring) {
    self = Self.allCases.first { !$0.word.isEmpty && text.hasPrefix($0.word) } ?? .none
  }
}
